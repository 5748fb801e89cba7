package dev.mirrorflow.lab.figures;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.ColorScale;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Grid;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import java.awt.Color;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The lecture's figure 5: contours of the potential φ_α (3.21), from diamonds to circles, and the
 * interpolator that each prefers (3.28).
 */
final class PotentialContours implements Figure {

  private static final LeastSquares RISK =
      new LeastSquares(DesignMatrix.of(new double[] {1, 2}), new double[] {2});

  private static final double[] ALPHAS = {1e-3, 0.1, 100};
  private static final String[] TITLES = {"α = 10^{−3}", "α = 0.1", "α = 100"};

  /** Contours pass through these multiples of the projection. */
  private static final double[] MULTIPLES = {0.35, 0.65, 1.35, 1.7, 2.05};

  private static final Pen INTERPOLATORS = Pen.solid(Palette.RED, 7);
  private static final Pen CONTOUR = Pen.solid(new Color(0x5B, 0x83, 0xA8), 3);
  private static final Pen TOUCHING = Pen.solid(Palette.BLUE, 6);
  private static final Dot LIMIT = new Dot(Dot.Form.CIRCLE, Palette.BLACK, 28);

  private static final Axis X = Axis.linear("θ₁", -1.5, 1.5);
  private static final Axis Y = Axis.linear("θ₂", -1.5, 1.5);

  @Override
  public String name() {
    return "potential-contours";
  }

  @Override
  public String caption() {
    return "the potential of the network, from diamonds to circles, and the interpolator it"
        + " prefers";
  }

  @Override
  public Canvas draw() {
    List<Plot> panels =
        IntStream.range(0, ALPHAS.length).mapToObj(k -> panel(ALPHAS[k]).title(TITLES[k])).toList();
    return Canvas.inColumns(2100, 840, panels.size(), panels).legendBelow();
  }

  private static Plot panel(double alpha) {
    HyperbolicEntropy entropy = HyperbolicEntropy.ofAlpha(alpha, 2);
    double[] limit = new BregmanProjection(RISK).ofAlpha(alpha).theta();
    Grid potential = Grid.of(X, Y, 201, (a, b) -> entropy.value(new double[] {a, b}));
    double top = entropy.value(new double[] {X.max(), Y.max()});
    Plot plot = new Plot(X, Y).equalScale();
    plot.heat(potential, new ColorScale(Axis.linear("", 0, top), Palette.PALE_BLUES));
    for (double multiple : MULTIPLES) {
      double[] point = DoubleStream.of(limit).map(t -> multiple * t).toArray();
      plot.contour(potential, entropy.value(point), CONTOUR);
    }
    plot.contour(potential, entropy.value(limit), TOUCHING);
    InterpolatorLine.draw(plot, RISK, INTERPOLATORS);
    plot.point(limit[0], limit[1], LIMIT);
    return plot.entry("level of φ_α that touches them", TOUCHING)
        .entry("limit θ_∞ = argmin φ_α", LIMIT);
  }
}
