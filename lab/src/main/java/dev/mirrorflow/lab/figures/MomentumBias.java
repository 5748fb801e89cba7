package dev.mirrorflow.lab.figures;

import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.AlphaSweep;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * How far the heavy ball lowers α against λ = γ/(1-β)²: nearly as far as the momentum flow says,
 * and in proportion to λ, until some u ± v changes its sign (Papazov et al. 2024).
 */
final class MomentumBias implements Figure {

  private static final double ALPHA = 0.2;
  private static final double[] LAMBDAS = AlphaSweep.logSpaced(0.05, 4, 20);
  private static final double[] BETAS = {0.5, 0.8, 0.9};
  private static final Pen FLOW = Pen.dashed(Palette.BLACK, 6);
  private static final Color[] COLORS = {Palette.BLUE, Palette.GREEN, Palette.RED};

  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public String caption() {
    return "momentum lowers α in proportion to λ = γ/(1-β)², until u ± v changes sign";
  }

  @Override
  public Canvas draw() {
    LeastSquares risk = ShiftedRun.risk();
    Plot plot =
        new Plot(Axis.log("λ = γ/(1−β)²", 0.045, 4.5), Axis.log("ln(α / effective α)", 3e-3, 0.6));
    double[] flow = new double[LAMBDAS.length];
    for (int b = 0; b < BETAS.length; b++) {
      double beta = BETAS[b];
      Method method = new Method.HeavyBall(beta);
      List<ShiftedRun> runs =
          Arrays.stream(LAMBDAS)
              .parallel()
              .mapToObj(lambda ->
                  ShiftedRun.of(
                      risk,
                      ShiftedRun.plan(method, new Batches.Full(), lambda * (1 - beta) * (1 - beta)),
                      ALPHA))
              .toList();
      double[] exact = runs.stream().mapToDouble(run -> -Math.log(run.effective())).toArray();
      // The last β's is drawn; those of the others are hard to tell from it.
      Arrays.setAll(flow, k -> ofFlow(runs.get(k)));
      double[] broken = new double[exact.length];
      for (int k = 0; k < broken.length; k++) {
        broken[k] = runs.get(k).identity().signChanges() > 0 ? exact[k] : Double.NaN;
      }
      plot.line("β = " + beta + ", exact", LAMBDAS, exact, Pen.solid(COLORS[b], 6))
          .points(LAMBDAS, broken, new Dot(Dot.Form.DIAMOND, COLORS[b], 20));
    }
    plot.line("momentum flow, β = 0.9", LAMBDAS, flow, FLOW)
        .entry("u ± v changed sign", new Dot(Dot.Form.DIAMOND, Palette.GREY, 20));
    return Canvas.of(1600, 1100, plot).legendBelow();
  }

  /** ln(α / effective α) of the momentum flow, which knows of no sign that changes. */
  private static double ofFlow(ShiftedRun run) {
    return run.identity().signChanges() > 0
        ? Double.NaN
        : Math.log(ALPHA / run.identity().momentumFlow().alpha());
  }
}
