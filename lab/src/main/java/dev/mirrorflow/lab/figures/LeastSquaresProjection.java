package dev.mirrorflow.lab.figures;

import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Observer;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.flow.ExactLinearFlow;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.ColorScale;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Grid;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import java.util.ArrayList;
import java.util.List;

/** The lecture's figure 2: where gradient descent on least squares ends, n = 1, d = 2. */
final class LeastSquaresProjection implements Figure {

  private static final LeastSquares RISK =
      new LeastSquares(DesignMatrix.of(new double[] {1, 1.5}), new double[] {2});

  private static final double[][] STARTS = {{0, 0}, {-1.3, -0.2}, {2.2, 1.7}, {1.6, -0.95}};

  private static final double FRACTION_OF_EDGE = 0.2;
  private static final int STEPS = 9;

  private static final Pen FLOW = Pen.solid(Palette.BLUE, 5);
  private static final Dot ITERATE = new Dot(Dot.Form.CIRCLE, Palette.BLUE, 16);
  private static final Dot START = new Dot(Dot.Form.SQUARE, Palette.BLACK, 26);
  private static final Dot END = new Dot(Dot.Form.DIAMOND, Palette.RED, 32);
  private static final Dot LEAST = new Dot(Dot.Form.STAR, Palette.ORANGE, 42);

  private static final Axis X = Axis.linear("θ₁", -2, 3);
  private static final Axis Y = Axis.linear("θ₂", -1.25, 2.5);

  @Override
  public String name() {
    return "least-squares-projection";
  }

  @Override
  public String caption() {
    return "gradient descent on least squares ends at the projection of θ0 onto the interpolators";
  }

  @Override
  public Canvas draw() {
    LinearSolutions solutions = new LinearSolutions(RISK);
    Plot plot = new Plot(X, Y).equalScale();
    plot.heatWithBar(
        Grid.of(X, Y, 300, (a, b) -> RISK.loss(new double[] {a, b})),
        new ColorScale(Axis.log("R(θ) = (y − Xθ)²/2", 0.01, 20), Palette.PALE_BLUES));
    InterpolatorLine.draw(plot, RISK, Pen.solid(Palette.RED, 7));
    flowLines(plot);
    plot.entry("gradient flow", FLOW).entry("gradient descent", ITERATE);
    for (double[] start : STARTS) {
      List<double[]> iterates = descend(start);
      plot.points(coordinate(iterates, 0), coordinate(iterates, 1), ITERATE);
      double[] end = solutions.project(start);
      rightAngle(plot, start, end);
      plot.point(start[0], start[1], START).point(end[0], end[1], END);
    }
    double[] least = solutions.minimumNorm();
    plot.point(least[0], least[1], LEAST);
    plot.entry("start θ_0", START).entry("limit, the projection of θ_0", END);
    plot.entry("least ℓ₂ norm, from θ_0 = 0", LEAST);
    return Canvas.of(1600, 1200, plot).legendBelow();
  }

  /** The exact flow; its curves are straight because one sample has one direction. */
  private static void flowLines(Plot plot) {
    ExactLinearFlow flow = new ExactLinearFlow(RISK);
    for (double[] start : STARTS) {
      double[] end = flow.at(start, Double.POSITIVE_INFINITY);
      plot.flowLine(new double[] {start[0], end[0]}, new double[] {start[1], end[1]}, FLOW);
    }
  }

  private static List<double[]> descend(double[] start) {
    List<double[]> iterates = new ArrayList<>();
    Observer observer =
        new Observer() {
          @Override
          public boolean isDue(long k) {
            return true;
          }

          @Override
          public void record(long k, double loss, double gradientNorm, double eta, double[] theta) {
            iterates.add(theta.clone());
          }
        };
    new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.FractionOfEdge(FRACTION_OF_EDGE),
            new Stopping(0, 0, STEPS))
        .run(RISK, new Start.Linear(start), observer, () -> false);
    return iterates;
  }

  private static double[] coordinate(List<double[]> points, int j) {
    return points.stream().mapToDouble(point -> point[j]).toArray();
  }

  /** The sign of a right angle between the way that was gone and the interpolators. */
  private static void rightAngle(Plot plot, double[] start, double[] end) {
    double dx = end[0] - start[0];
    double dy = end[1] - start[1];
    double side = 0.17 / Math.hypot(dx, dy);
    double x = end[0];
    double y = end[1];
    plot.line(
        new double[] {x - side * dx, x - side * (dx - dy), x + side * dy},
        new double[] {y - side * dy, y - side * (dy + dx), y - side * dx},
        Pen.solid(Palette.BLACK, 3));
  }
}
