package dev.mirrorflow.lab.figures;

import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.flow.Trajectory;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * θ_j(t) of the network (3.20): from a small start it learns one coordinate after another and
 * nothing else, from a large one all at once.
 */
final class NetworkTrajectories implements Figure {

  private static final int N = 60;
  private static final int D = 100;
  private static final double[] SIGNAL = {3, -2, 1.2, 0.6};
  private static final Color[] COLORS = {Palette.BLUE, Palette.RED, Palette.GREEN, Palette.PURPLE};
  private static final Color OTHERS = new Color(0x80, 0x80, 0x80, 0x70);

  private static final Rodas4 INTEGRATOR = new Rodas4(new Tolerance(1e-7, 1e-9));

  @Override
  public String name() {
    return "network-trajectories";
  }

  @Override
  public String caption() {
    return "the coordinates of θ(t): one after another from a small start, all at once from a large"
        + " one";
  }

  @Override
  public Canvas draw() {
    LeastSquares risk = risk();
    Plot small = panel(risk, 1e-6, 1, 100, 120).title("α = 10^{−6}: one after another");
    Plot large = panel(risk, 2, 1e-3, 10, 40).title("α = 2: all at once");
    return Canvas.inColumns(2100, 1050, 2, List.of(small, large)).legendBelow();
  }

  /** Gaussian features; the first few make the target, each of another size. */
  private static LeastSquares risk() {
    DesignMatrix x = SyntheticProblem.of(N, D, 0, 1).training().x();
    double[] theta = new double[D];
    System.arraycopy(SIGNAL, 0, theta, 0, SIGNAL.length);
    double[] y = new double[N];
    x.multiply(theta, y);
    return new LeastSquares(x, y);
  }

  private static Plot panel(
      LeastSquares risk, double alpha, double from, double to, int perDecade) {
    double[] times = FlowOptions.logSpaced(from, to, perDecade);
    Trajectory path =
        FlowRun.run(
                DualFlow.ofAlpha(risk, alpha),
                INTEGRATOR,
                FlowOptions.until(to).recording(times, true))
            .trajectory();
    double[][] theta = new double[path.size()][];
    double[] t = new double[path.size()];
    for (int i = 0; i < t.length; i++) {
      t[i] = path.time(i);
      theta[i] = path.theta(i);
    }
    Plot plot = new Plot(Axis.log("t", from, to), Axis.linear("θ_j(t)", -2.5, 3.5));
    for (int j = SIGNAL.length; j < D; j++) {
      plot.line(t, coordinate(theta, j), Pen.solid(OTHERS, 2));
    }
    for (int j = 0; j < SIGNAL.length; j++) {
      plot.line(
          new double[] {from, to}, new double[] {SIGNAL[j], SIGNAL[j]}, Pen.dashed(COLORS[j], 3));
      plot.line("θ_" + (j + 1), t, coordinate(theta, j), Pen.solid(COLORS[j], 7));
    }
    return plot.entry("the other " + (D - SIGNAL.length), Pen.solid(OTHERS, 5))
        .entry("θ*_j", Pen.dashed(Palette.GREY, 4));
  }

  private static double[] coordinate(double[][] theta, int j) {
    return Arrays.stream(theta).mapToDouble(at -> at[j]).toArray();
  }
}
