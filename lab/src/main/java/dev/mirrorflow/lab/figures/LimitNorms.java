package dev.mirrorflow.lab.figures;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.MinimumNorm;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.lab.input.TestSet;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Corner;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.lab.plot.Side;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.sweep.AlphaSweep;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Where the flow ends against the scale α of its start: from least ℓ1 to least ℓ2 norm (3.31). */
final class LimitNorms implements Figure {

  private static final SyntheticProblem PROBLEM = SyntheticProblem.of(40, 200, 5, 1);
  private static final double[] ALPHAS = AlphaSweep.logSpaced(1e-6, 10, 113);
  private static final int TEST_SAMPLES = 2000;

  private static final String SCALE = "scale α of the start";

  @Override
  public String name() {
    return "limit-norms";
  }

  @Override
  public String caption() {
    return "norms and test error of θ_∞(α), from the least ℓ₁ to the least ℓ₂ interpolator";
  }

  @Override
  public Canvas draw() {
    Dataset training = PROBLEM.training();
    LeastSquares risk = new LeastSquares(training.x(), training.y());
    List<Projection> limits = new BregmanProjection(risk).path(ALPHAS);
    double leastL1 = new BasisPursuit(risk).solve().objective();
    double leastL2 = MinimumNorm.of(risk).objective();
    Dataset test = PROBLEM.test(TEST_SAMPLES);
    TestSet testSet = new TestSet(new DenseDesign(test.x()), test.y(), 0);
    double[] l1 = each(limits, theta -> Norms.l1(theta) / leastL1);
    double[] l2 = each(limits, theta -> Norms.l2(theta) / leastL2);
    double[] error = each(limits, testSet::meanSquaredError);
    Plot norms =
        new Plot(
                Axis.log("", ALPHAS[0], ALPHAS[ALPHAS.length - 1]),
                Axis.linear("norm / least norm", 0.8, 3.2))
            .line("‖θ_∞‖₁ / min ‖θ‖₁", ALPHAS, l1, Pen.solid(Palette.BLUE, 7))
            .line("‖θ_∞‖₂ / min ‖θ‖₂", ALPHAS, l2, Pen.solid(Palette.RED, 7))
            .note(ALPHAS[0], 1, "least ℓ₁ norm", Side.ABOVE_RIGHT, Palette.BLUE)
            .note(ALPHAS[ALPHAS.length - 1], 1, "least ℓ₂ norm", Side.ABOVE_LEFT, Palette.RED)
            .legend(Corner.TOP_RIGHT)
            .title("n = 40, d = 200, a 5-sparse θ*");
    Plot errors =
        new Plot(
                Axis.log(SCALE, ALPHAS[0], ALPHAS[ALPHAS.length - 1]),
                Axis.log("test error", 1e-7, 100))
            .line(ALPHAS, error, Pen.solid(Palette.GREEN, 7));
    return Canvas.inColumns(1600, 1200, 1, List.of(norms, errors));
  }

  private static double[] each(List<Projection> limits, ToDoubleFunction<double[]> value) {
    return limits.stream().mapToDouble(limit -> value.applyAsDouble(limit.theta())).toArray();
  }
}
