package dev.mirrorflow.lab.figures;

import dev.mirrorflow.bias.Pretraining;
import dev.mirrorflow.data.CorruptedSamples;
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
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.LeastSquares;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lecture's figure 1 (Liu et al. 2020): all starts lead to a training loss of 0, and those that
 * have fitted corrupted samples to a bad interpolator.
 */
final class BadStarts implements Figure {

  private static final double ALPHA = 0.01;
  private static final long MOST = 20_000;
  private static final double GOAL = 1e-10;

  /** Small enough that the descents end where the flow does, which forgets the random labels. */
  private static final double FRACTION = 0.05;

  @Override
  public String name() {
    return "bad-starts";
  }

  @Override
  public String caption() {
    return "same training loss, bad interpolator: starts that have fitted random labels or copies";
  }

  @Override
  public Canvas draw() {
    SyntheticProblem problem = SyntheticProblem.of(40, 200, 5, 1);
    LeastSquares risk = risk(problem.training());
    LeastSquares test = risk(problem.test(1000));
    LeastSquares labels = risk(CorruptedSamples.randomLabels(1).of(risk.design(), risk.target()));
    LeastSquares copies = risk(new CorruptedSamples(2, 0.5, 1).of(risk.design(), risk.target()));
    Start.Network small = Start.network(ALPHA, risk.features());
    Plot losses =
        new Plot(Axis.log("iteration", 1, MOST), Axis.log("training loss / R(0)", GOAL, 100))
            .title("the training loss");
    Plot errors =
        new Plot(
                Axis.log("iteration", 1, MOST),
                Axis.log("test error / test error of θ = 0", 0.01, 10))
            .title("the test error; dashed: its limit");
    double zero = 2 * test.lossAtZero();
    add(losses, errors, "from α = 0.01", Palette.BLUE, risk, small, test);
    add(losses, errors, "after random labels", Palette.GREEN, risk, fitted(labels, small), test);
    add(losses, errors, "after corrupted copies", Palette.RED, risk, fitted(copies, small), test);
    level(errors, 2 * test.loss(Pretraining.of(labels, risk, ALPHA).end().theta()) / zero);
    level(errors, 2 * test.loss(Pretraining.of(copies, risk, ALPHA).end().theta()) / zero);
    return Canvas.inColumns(2100, 1050, 2, List.of(losses, errors)).legendBelow();
  }

  private static LeastSquares risk(Dataset data) {
    return new LeastSquares(data.x(), data.y());
  }

  private static Descent plan(LeastSquares risk) {
    return new Descent(
        new Method.GradientDescent(),
        new Batches.Full(),
        new StepRule.FractionOfEdge(FRACTION),
        new Stopping(GOAL * risk.lossAtZero(), 0, MOST));
  }

  /** The factors of an interpolator of these samples. */
  private static Start.Network fitted(LeastSquares first, Start.Network start) {
    DescentResult end = plan(first).run(first, start);
    DescentResult.Factors factors = end.factors().orElseThrow();
    return new Start.Network(factors.u(), factors.v());
  }

  private static void add(
      Plot losses,
      Plot errors,
      String name,
      Color color,
      LeastSquares risk,
      Start.Network start,
      LeastSquares test) {
    EarlyStopping watch = new EarlyStopping(test, MOST, 100);
    plan(risk).run(risk, start, watch, () -> false);
    Trace trace = watch.trace();
    double zero = 2 * test.lossAtZero();
    double[] k = IntStream.range(1, trace.size()).mapToDouble(trace::iteration).toArray();
    double[] loss =
        IntStream.range(1, trace.size())
            .mapToDouble(i -> trace.loss(i) / risk.lossAtZero())
            .toArray();
    double[] error =
        IntStream.range(1, trace.size()).mapToDouble(i -> watch.error(i) / zero).toArray();
    losses.line(name, k, loss, Pen.solid(color, 6));
    errors.line(k, error, Pen.solid(color, 6));
  }

  private static void level(Plot plot, double error) {
    plot.line(new double[] {1, MOST}, new double[] {error, error}, Pen.dashed(Palette.BLACK, 4));
  }
}
