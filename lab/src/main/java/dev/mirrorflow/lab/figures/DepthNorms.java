package dev.mirrorflow.lab.figures;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.NetworkLimits;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.flow.DepthFlow;
import dev.mirrorflow.flow.ExplicitEuler;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.DepthPotential;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.sweep.AlphaSweep;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** Deeper diagonal networks are sparser from the same α (Woodworth et al. 2020). */
final class DepthNorms implements Figure {

  private static final SyntheticProblem PROBLEM = SyntheticProblem.of(40, 200, 5, 1);
  private static final double[] ALPHAS = AlphaSweep.logSpaced(1e-3, 3, 57);
  private static final double[] DESCENTS = {0.15, 0.3, 0.6, 1};
  private static final int[] DEPTHS = {2, 3, 4, 6};
  private static final double STEP = 2e-3;
  private static final Color[] COLORS = {Palette.BLUE, Palette.GREEN, Palette.ORANGE, Palette.RED};

  @Override
  public String name() {
    return "depth";
  }

  @Override
  public String caption() {
    return "deeper networks end sparser from the same start: ‖θ‖₁ and error for depths 2 to 6";
  }

  @Override
  public Canvas draw() {
    Dataset data = PROBLEM.training();
    LeastSquares risk = new LeastSquares(data.x(), data.y());
    double least = new BasisPursuit(risk).solve().objective();
    Axis scale = Axis.log("scale α of the start", ALPHAS[0], ALPHAS[ALPHAS.length - 1]);
    Plot norms =
        new Plot(scale, Axis.linear("‖θ_∞‖₁ / min ‖θ‖₁", 1, 2.1))
            .title("lines: certified limits, dots: descents");
    Plot errors =
        new Plot(scale, Axis.log("‖θ_∞ − θ*‖² / ‖θ*‖²", 1e-8, 1))
            .title("n = 40, d = 200, a 5-sparse θ*");
    for (int k = 0; k < DEPTHS.length; k++) {
      List<Projection> limits = NetworkLimits.of(risk, DEPTHS[k], ALPHAS);
      double[] l1 = limits.stream().mapToDouble(limit -> Norms.l1(limit.theta()) / least).toArray();
      double[] error =
          limits.stream()
              .mapToDouble(limit -> Norms.relativeDistance(limit.theta(), PROBLEM.thetaStar()))
              .map(distance -> distance * distance)
              .toArray();
      Pen pen = Pen.solid(COLORS[k], 6);
      norms.line("depth " + DEPTHS[k], ALPHAS, l1, pen);
      errors.line(ALPHAS, error, pen);
      if (DEPTHS[k] == 3) {
        norms.points(DESCENTS, descents(risk, least), new Dot(Dot.Form.CIRCLE, COLORS[k], 22));
      }
    }
    return Canvas.inColumns(2100, 1050, 2, List.of(norms, errors)).legendBelow();
  }

  /** ‖θ‖₁ where gradient descent on the factors of depth 3 ends. */
  private static double[] descents(LeastSquares risk, double least) {
    return Arrays.stream(DESCENTS)
        .parallel()
        .map(alpha -> {
          DepthFlow flow = new DepthFlow(risk, new DepthPotential(alpha, 3));
          return Norms.l1(
                  FlowRun.run(
                          flow,
                          new ExplicitEuler(STEP),
                          FlowOptions.untilLoss(1e-8 * risk.lossAtZero()))
                      .theta())
              / least;
        })
        .toArray();
  }
}
