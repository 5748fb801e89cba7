package dev.mirrorflow.lab.figures;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.sweep.AlphaSweep;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * The noise of SGD makes the start smaller and the end sparser (Pesme et al. 2021); where it ends
 * is predicted from its steps (theory §4).
 */
final class SgdSparsity implements Figure {

  private static final double[] ALPHAS = AlphaSweep.logSpaced(0.02, 0.3, 8);
  private static final double STEP = 0.05;
  private static final Color[] COLORS = {Palette.BLUE, Palette.GREEN, Palette.RED};

  /** Batch sizes; the last is all samples. */
  private static final int[] BATCHES = {1, 4, ShiftedRun.PROBLEM.n()};

  @Override
  public String name() {
    return "sgd-sparsity";
  }

  @Override
  public String caption() {
    return "SGD ends sparser than gradient descent: ‖θ‖₁ and effective α for three batch sizes";
  }

  @Override
  public Canvas draw() {
    LeastSquares risk = ShiftedRun.risk();
    BregmanProjection limits = new BregmanProjection(risk);
    double least = new BasisPursuit(risk).solve().objective();
    double[] flow =
        limits.path(ALPHAS).stream().mapToDouble(l -> Norms.l1(l.theta()) / least).toArray();
    Plot norms =
        new Plot(
                Axis.log("scale α of the start", 0.018, 0.33), Axis.linear("‖θ‖₁ / min ‖θ‖₁", 1, 2))
            .title("where the descent ends");
    Plot scales =
        new Plot(
                Axis.log("scale α of the start", 0.018, 0.33),
                Axis.linear("effective α / α", 0.5, 1.05))
            .title("the α it seems to start from");
    for (int b = 0; b < BATCHES.length; b++) {
      Batches batches =
          b == BATCHES.length - 1 ? new Batches.Full() : new Batches.Mini(BATCHES[b], true, 1);
      List<ShiftedRun> runs =
          Arrays.stream(ALPHAS)
              .parallel()
              .mapToObj(alpha ->
                  ShiftedRun.of(
                      risk, ShiftedRun.plan(new Method.GradientDescent(), batches, STEP), alpha))
              .toList();
      Color color = COLORS[b];
      String name = b == BATCHES.length - 1 ? "all samples" : "batches of " + BATCHES[b];
      double[] predicted = new double[ALPHAS.length];
      double[] reached = new double[ALPHAS.length];
      double[] exact = new double[ALPHAS.length];
      double[] formula = new double[ALPHAS.length];
      for (int k = 0; k < ALPHAS.length; k++) {
        ShiftedRun run = runs.get(k);
        predicted[k] = Norms.l1(limits.of(run.identity().effectiveStart()).theta()) / least;
        reached[k] = Norms.l1(run.result().theta()) / least;
        exact[k] = run.effective();
        formula[k] = run.start().afterNoise(risk, run.identity().noiseDose()).alpha() / ALPHAS[k];
      }
      norms
          .line(name, ALPHAS, predicted, Pen.solid(color, 6))
          .points(ALPHAS, reached, new Dot(Dot.Form.CIRCLE, color, 20));
      scales.line(ALPHAS, exact, Pen.solid(color, 6));
      if (b < BATCHES.length - 1) {
        scales.line(ALPHAS, formula, Pen.dashed(color, 5));
      }
    }
    norms
        .line("gradient flow", ALPHAS, flow, Pen.dashed(Palette.BLACK, 5))
        .entry("predicted", Pen.solid(Palette.GREY, 6))
        .entry("reached", new Dot(Dot.Form.CIRCLE, Palette.GREY, 20))
        .entry("noise formula", Pen.dashed(Palette.GREY, 5));
    return Canvas.inColumns(2100, 1050, 2, List.of(norms, scales)).legendBelow();
  }
}
