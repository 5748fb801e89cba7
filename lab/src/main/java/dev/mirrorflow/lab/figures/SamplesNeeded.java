package dev.mirrorflow.lab.figures;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.AlphaSweep;
import dev.mirrorflow.sweep.SampleComplexity;
import java.awt.Color;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** How many samples recovery needs against α (remark 4; Woodworth et al. 2020, figure 2). */
final class SamplesNeeded implements Figure {

  private static final int D = 80;
  private static final int K = 3;
  private static final int SEEDS = 3;
  private static final double ERROR = 0.025;
  private static final int[] SAMPLES = IntStream.iterate(8, n -> n < D, n -> n + 4).toArray();
  private static final double[] ALPHAS = AlphaSweep.logSpaced(1e-4, 1, 9);

  @Override
  public String name() {
    return "samples-needed";
  }

  @Override
  public String caption() {
    return "samples that recovery of a sparse θ* needs, against α, for depths 2 and 3";
  }

  @Override
  public Canvas draw() {
    List<SampleComplexity.Draw> draws =
        IntStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> SyntheticProblem.of(D, D, K, seed))
            .map(SamplesNeeded::draw)
            .toList();
    Plot plot =
        new Plot(
                Axis.log("scale α of the start", ALPHAS[0] / 1.5, ALPHAS[ALPHAS.length - 1]),
                Axis.linear("n with ‖θ_∞ − θ*‖² ≤ 0.025 ‖θ*‖²", 0, D))
            .title("a 3-sparse θ* in d = 80, median of 3 draws");
    add(plot, draws, 2, Palette.BLUE);
    add(plot, draws, 3, Palette.RED);
    return Canvas.of(1600, 1050, plot).legendBelow();
  }

  private static SampleComplexity.Draw draw(SyntheticProblem problem) {
    Dataset data = problem.training();
    return new SampleComplexity.Draw(new LeastSquares(data.x(), data.y()), problem.thetaStar());
  }

  private static void add(Plot plot, List<SampleComplexity.Draw> draws, int depth, Color color) {
    SampleComplexity result;
    try {
      result =
          SampleComplexity.of(
              draws, SAMPLES, ALPHAS, depth, Runtime.getRuntime().availableProcessors(), () -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComputationException("interrupted");
    }
    double[] needed =
        IntStream.range(0, ALPHAS.length)
            .mapToDouble(k -> {
              OptionalInt count = result.needed(k, ERROR);
              return count.isPresent() ? count.getAsInt() : Double.NaN;
            })
            .toArray();
    plot.line("depth " + depth, ALPHAS, needed, Pen.solid(color, 7))
        .points(ALPHAS, needed, new Dot(Dot.Form.CIRCLE, color, 22));
  }
}
