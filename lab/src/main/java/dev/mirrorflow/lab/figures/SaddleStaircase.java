package dev.mirrorflow.lab.figures;

import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.flow.Trajectory;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Corner;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.landscape.Saddle;
import dev.mirrorflow.landscape.SaddlePath;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The flow from tiny α tends to a staircase in the time t/ln(1/α) (Pesme and Flammarion 2023); here
 * the first coordinate comes and goes.
 */
final class SaddleStaircase implements Figure {

  private static final LeastSquares RISK =
      new LeastSquares(
          DesignMatrix.of(new double[] {1, 0.5, 0.7, 0}, new double[] {0.5, 1, 0.1, 0.7}),
          new double[] {1, 0});

  private static final double[] ALPHAS = {1e-5, 1e-20, 1e-100};
  private static final String[] NAMES = {"α = 10^{−5}", "α = 10^{−20}", "α = 10^{−100}"};
  private static final Color[] COLORS = {Palette.BLUE, Palette.RED, Palette.GREEN, Palette.PURPLE};

  private static final double END = 14;
  private static final int POINTS = 1500;
  private static final Rodas4 INTEGRATOR = new Rodas4(new Tolerance(1e-6, 1e-9));
  private static final String TIME = "τ = t / ln(1/α)";
  private static final Pen LIMIT = Pen.solid(Palette.BLACK, 4);

  @Override
  public String name() {
    return "saddle-staircase";
  }

  @Override
  public String caption() {
    return "from saddle to saddle: the flow as α → 0 is a staircase in t/ln(1/α)";
  }

  @Override
  public Canvas draw() {
    List<Saddle> saddles = SaddlePath.of(RISK).saddles();
    double[] steps = times(saddles);
    Plot losses = new Plot(Axis.linear(TIME, 0, END), Axis.linear("R(θ)", 0, 0.27));
    Plot thetas =
        new Plot(Axis.linear(TIME, 0, END), Axis.linear("θ_j", -0.3, 1.6))
            .title("α = 10^{−100} and its limit");
    for (int a = 0; a < ALPHAS.length; a++) {
      Trajectory flow = flow(ALPHAS[a]);
      double unit = -Math.log(ALPHAS[a]);
      double[] tau = each(flow, i -> flow.time(i) / unit);
      losses.line(NAMES[a], tau, each(flow, flow::loss), Pen.solid(COLORS[a], 6));
      if (a == ALPHAS.length - 1) {
        double[][] theta =
            IntStream.range(0, flow.size()).mapToObj(flow::theta).toArray(double[][]::new);
        for (int j = 0; j < RISK.features(); j++) {
          int coordinate = j;
          thetas.line(
              "θ_" + (j + 1), tau, each(flow, i -> theta[i][coordinate]), Pen.solid(COLORS[j], 8));
        }
      }
    }
    losses.line("α → 0", steps, stairs(saddles, Saddle::loss), LIMIT);
    losses.title("training loss").legend(Corner.TOP_RIGHT);
    thetas.legend(Corner.TOP_LEFT);
    for (int j = 0; j < RISK.features(); j++) {
      int coordinate = j;
      double[] stairs = stairs(saddles, s -> s.theta(RISK.features())[coordinate]);
      thetas.line(steps, stairs, Pen.dashed(Palette.BLACK, 3));
    }
    thetas.entry("α → 0", Pen.dashed(Palette.BLACK, 3));
    return Canvas.inColumns(2100, 1050, 2, List.of(losses, thetas));
  }

  private static Trajectory flow(double alpha) {
    double unit = -Math.log(alpha);
    double[] at = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      at[i] = unit * END * i / (POINTS - 1);
    }
    return FlowRun.run(
            DualFlow.ofAlpha(RISK, alpha),
            INTEGRATOR,
            FlowOptions.until(at[POINTS - 1]).recording(at, true))
        .trajectory();
  }

  private static double[] each(Trajectory flow, java.util.function.IntToDoubleFunction value) {
    return IntStream.range(0, flow.size()).mapToDouble(value).toArray();
  }

  private static double[] times(List<Saddle> saddles) {
    double[] times = new double[2 * saddles.size()];
    for (int k = 0; k < saddles.size(); k++) {
      times[2 * k] = saddles.get(k).time();
      times[2 * k + 1] = k + 1 < saddles.size() ? saddles.get(k + 1).time() : END;
    }
    return times;
  }

  private static double[] stairs(List<Saddle> saddles, ToDoubleFunction<Saddle> value) {
    return IntStream.range(0, 2 * saddles.size())
        .mapToDouble(i -> value.applyAsDouble(saddles.get(i / 2)))
        .toArray();
  }
}
