package dev.mirrorflow.lab.figures;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.EarlyStopping;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.descent.Trace;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.model.RestrictedLeastSquares;
import dev.mirrorflow.sweep.AlphaSweep;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * On noisy data a tiny start stopped early is as good as least squares on the true support
 * (Vaškevičius et al. 2019).
 */
final class StoppedEarly implements Figure {

  private static final SyntheticProblem PROBLEM =
      SyntheticProblem.of(100, 400, 5, 1).withNoise(0.5);
  private static final long MOST = 10_000;
  private static final double[] SHOWN = {1e-6, 1e-2, 1};
  private static final String[] NAMES = {"α = 10⁻⁶", "α = 0.01", "α = 1"};
  private static final Color[] COLORS = {Palette.BLUE, Palette.GREEN, Palette.RED};
  private static final double[] ALPHAS = AlphaSweep.logSpaced(1e-6, 1, 9);

  private final double[] truth = PROBLEM.thetaStar();

  /** A descent from α and what was seen of it. */
  private record Watched(EarlyStopping watch, DescentResult end) {}

  @Override
  public String name() {
    return "early-stopping";
  }

  @Override
  public String caption() {
    return "noisy data: a tiny start stopped early is as good as knowing the support";
  }

  @Override
  public Canvas draw() {
    Dataset training = PROBLEM.training();
    Dataset held = PROBLEM.test(100);
    LeastSquares risk = new LeastSquares(training.x(), training.y());
    LeastSquares heldOut = new LeastSquares(held.x(), held.y());
    int[] support = IntStream.range(0, truth.length).filter(j -> truth[j] != 0).toArray();
    double[] oracle = RestrictedLeastSquares.of(risk, support).theta();
    Plot ways =
        new Plot(Axis.log("iteration", 10, MOST), Axis.log("error on samples held out", 0.2, 10))
            .title("on the way; dot: where to stop");
    for (int k = 0; k < SHOWN.length; k++) {
      EarlyStopping watch = watched(risk, heldOut, SHOWN[k]).watch();
      Trace trace = watch.trace();
      double[] iterations =
          IntStream.range(1, trace.size()).mapToDouble(trace::iteration).toArray();
      double[] errors = IntStream.range(1, trace.size()).mapToDouble(watch::error).toArray();
      ways.line(NAMES[k], iterations, errors, Pen.solid(COLORS[k], 6))
          .point(
              (double) trace.iteration(watch.best()),
              watch.error(watch.best()),
              new Dot(Dot.Form.CIRCLE, COLORS[k], 28));
    }
    double level = 2 * heldOut.loss(oracle);
    ways.line(new double[] {10, MOST}, new double[] {level, level}, Pen.dashed(Palette.BLACK, 5));
    List<Watched> all =
        Arrays.stream(ALPHAS).parallel().mapToObj(a -> watched(risk, heldOut, a)).toList();
    double[] ends = {ALPHAS[0], ALPHAS[ALPHAS.length - 1]};
    double[] levels = {squaredDistance(oracle), squaredDistance(oracle)};
    Plot errors =
        new Plot(
                Axis.log("scale α of the start", ends[0], ends[1]), Axis.log("‖θ − θ*‖²", 0.01, 10))
            .line(
                "best stop",
                ALPHAS,
                all.stream().mapToDouble(w -> squaredDistance(w.watch().bestTheta())).toArray(),
                Pen.solid(Palette.PURPLE, 7))
            .line(
                "end",
                ALPHAS,
                all.stream().mapToDouble(w -> squaredDistance(w.end().theta())).toArray(),
                Pen.solid(Palette.ORANGE, 7))
            .line("least squares on the support", ends, levels, Pen.dashed(Palette.BLACK, 5))
            .title("n = 100, d = 400, k = 5, σ = 0.5");
    return Canvas.inColumns(2100, 1050, 2, List.of(ways, errors)).legendBelow();
  }

  private static Watched watched(LeastSquares risk, LeastSquares heldOut, double alpha) {
    Descent plan =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.FractionOfEdge(0.2),
            new Stopping(1e-8, 0, MOST));
    EarlyStopping watch = new EarlyStopping(heldOut, MOST, 100);
    DescentResult end = plan.run(risk, Start.network(alpha, risk.features()), watch, () -> false);
    return new Watched(watch, end);
  }

  private double squaredDistance(double[] theta) {
    double distance = Norms.relativeDistance(theta, truth) * Norms.l2(truth);
    return distance * distance;
  }
}
