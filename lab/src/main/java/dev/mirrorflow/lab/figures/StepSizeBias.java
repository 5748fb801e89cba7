package dev.mirrorflow.lab.figures;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.SharpnessTrace;
import dev.mirrorflow.descent.StableStep;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bias of gradient descent from small steps to beyond the edge of stability, and the sharpness
 * on the way (Nacson et al. 2022, Even et al. 2023).
 */
final class StepSizeBias implements Figure {

  private static final double ALPHA = 0.2;
  private static final double[] FRACTIONS =
      IntStream.rangeClosed(1, 26).mapToDouble(k -> 0.05 * k).toArray();
  private static final double[] SHOWN = {0.1, 0.3, 0.6, 0.9, 1.2};
  private static final Color[] COLORS = {
    Palette.GREY, Palette.BLUE, Palette.GREEN, Palette.ORANGE, Palette.RED
  };

  @Override
  public String name() {
    return "step-size";
  }

  @Override
  public String caption() {
    return "larger steps, another bias: effective α, ‖θ‖₁, and the sharpness up to 2/γ";
  }

  @Override
  public Canvas draw() {
    LeastSquares risk = ShiftedRun.risk();
    double stable = StableStep.estimate(descent(1), risk, Start.network(ALPHA, risk.features()));
    List<ShiftedRun> runs =
        Arrays.stream(FRACTIONS)
            .parallel()
            .mapToObj(fraction -> ShiftedRun.of(risk, descent(fraction * stable), ALPHA))
            .toList();
    BregmanProjection limits = new BregmanProjection(risk);
    double least = new BasisPursuit(risk).solve().objective();
    double[] scale = runs.stream().mapToDouble(ShiftedRun::effective).toArray();
    double[] reached =
        runs.stream().mapToDouble(run -> Norms.l1(run.result().theta()) / least).toArray();
    double[] predicted =
        runs.stream()
            .mapToDouble(
                run -> Norms.l1(limits.of(run.identity().effectiveStart()).theta()) / least)
            .toArray();
    Plot bias =
        new Plot(
                Axis.linear("step γ / largest stable step", 0, 1.4),
                Axis.linear("relative to α, to min ‖θ‖₁", 0.5, 2))
            .line("‖θ‖₁ predicted", FRACTIONS, predicted, Pen.solid(Palette.BLACK, 6))
            .points(FRACTIONS, reached, new Dot(Dot.Form.CIRCLE, Palette.BLACK, 18))
            .entry("‖θ‖₁ reached", new Dot(Dot.Form.CIRCLE, Palette.BLACK, 18))
            .line("effective α", FRACTIONS, scale, Pen.solid(Palette.PURPLE, 6))
            .line(new double[] {1, 1}, new double[] {0.5, 2}, Pen.dashed(Palette.GREY, 4))
            .title("bias against the step, α = " + ALPHA);
    Plot edge =
        new Plot(Axis.log("iteration", 1, 1000), Axis.linear("sharpness γ/2", 0, 1.6))
            .line(new double[] {1, 1000}, new double[] {1, 1}, Pen.dashed(Palette.GREY, 4))
            .title("sharpness on the way");
    for (int k = 0; k < SHOWN.length; k++) {
      SharpnessTrace trace = ShiftedRun.sharpness(risk, descent(SHOWN[k] * stable), ALPHA);
      int size = trace.trace().size() - 1;
      double[] iteration = new double[size];
      double[] sharpness = new double[size];
      for (int i = 0; i < size; i++) {
        iteration[i] = trace.trace().iteration(i + 1);
        sharpness[i] = trace.sharpness(i + 1) * SHOWN[k] * stable / 2;
      }
      edge.line("γ / stable = " + SHOWN[k], iteration, sharpness, Pen.solid(COLORS[k], 6));
    }
    return Canvas.inColumns(2100, 1050, 2, List.of(bias, edge)).legendBelow();
  }

  private static Descent descent(double step) {
    return ShiftedRun.plan(new Method.GradientDescent(), new Batches.Full(), step);
  }
}
