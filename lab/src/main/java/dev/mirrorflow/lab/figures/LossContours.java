package dev.mirrorflow.lab.figures;

import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.FactorFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.ColorScale;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Grid;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import java.awt.Color;

/** The lecture's figure 4: the loss L(u, v) = (y - uv)²/2 of the network with n = d = 1 (3.4). */
final class LossContours implements Figure {

  private static final LeastSquares RISK =
      new LeastSquares(DesignMatrix.of(new double[] {1}), new double[] {1});
  private static final DiagonalNetwork NETWORK = new DiagonalNetwork(RISK);

  private static final double[] LEVELS = {0.1, 1, 2, 4, 8, 12, 16};

  /** Half of the starts; their mirror images through the origin are the others. */
  private static final double[][] STARTS = {
    {2.3, 2.3},
    {2.35, 1.6},
    {1.6, 2.35},
    {2.3, -2.1},
    {2.1, -2.3},
    {2.35, -1.2},
    {1.2, -2.35},
    {0.35, 0},
    {0, 0.35},
  };

  private static final double END_TIME = 40;
  private static final DormandPrince INTEGRATOR = new DormandPrince(new Tolerance(1e-9, 1e-12));

  private static final Pen LEVEL = Pen.solid(new Color(0x5B, 0x83, 0xA8), 2.5);
  private static final Pen SADDLE_LEVEL = Pen.dashed(Palette.BLACK, 4);
  private static final Pen MINIMA = Pen.solid(Palette.RED, 8);
  private static final Pen FLOW = Pen.solid(Palette.GREEN, 5);
  private static final Pen INTO_SADDLE = Pen.solid(Palette.PURPLE, 5);
  private static final Dot SADDLE = new Dot(Dot.Form.DIAMOND, Palette.BLACK, 34);

  private static final Axis U = Axis.linear("u", -2.5, 2.5);
  private static final Axis V = Axis.linear("v", -2.5, 2.5);

  @Override
  public String name() {
    return "loss-contours";
  }

  @Override
  public String caption() {
    return "the loss of the network with n = d = 1: hyperbolas of minimisers, a saddle, flow lines";
  }

  @Override
  public Canvas draw() {
    Grid loss = Grid.of(U, V, 251, (u, v) -> NETWORK.loss(new double[] {u}, new double[] {v}));
    Plot plot = new Plot(U, V).equalScale();
    plot.heatWithBar(
        loss, new ColorScale(Axis.log("L(u, v) = (y − uv)²/2", 0.01, 30), Palette.PALE_BLUES));
    for (double level : LEVELS) {
      plot.contour(loss, level, LEVEL);
    }
    plot.contour(loss, RISK.lossAtZero(), SADDLE_LEVEL);
    for (double[] start : STARTS) {
      flowLine(plot, start, FLOW);
      flowLine(plot, new double[] {-start[0], -start[1]}, FLOW);
    }
    flowLine(plot, new double[] {-2.4, 2.4}, INTO_SADDLE);
    flowLine(plot, new double[] {2.4, -2.4}, INTO_SADDLE);
    minimisers(plot);
    plot.entry("flow lines, u² − v² = const", FLOW).entry("flow into the saddle", INTO_SADDLE);
    plot.entry("L = L(0, 0)", SADDLE_LEVEL);
    plot.point(0, 0, SADDLE).entry("saddle", SADDLE);
    return Canvas.of(1600, 1200, plot).legendBelow();
  }

  /** The orbit of a minimiser under the rescaling symmetry (3.2), and its mirror image. */
  private static void minimisers(Plot plot) {
    double[] b = FlowOptions.logSpaced(0.3, 1 / 0.3, 100);
    double[][] orbit = new double[4][b.length];
    for (int k = 0; k < b.length; k++) {
      double[] u = {1};
      double[] v = {1};
      DiagonalNetwork.rescale(u, v, new double[] {b[k]});
      orbit[0][k] = u[0];
      orbit[1][k] = v[0];
      orbit[2][k] = -u[0];
      orbit[3][k] = -v[0];
    }
    plot.line("minimisers, uv = y", orbit[0], orbit[1], MINIMA);
    plot.line(orbit[2], orbit[3], MINIMA);
  }

  /** Follows the flow (3.9) from a start, from each time to the next. */
  private static void flowLine(Plot plot, double[] start, Pen pen) {
    double[] times = FlowOptions.logSpaced(1e-3, END_TIME, 25);
    double[] u = new double[times.length + 1];
    double[] v = new double[times.length + 1];
    u[0] = start[0];
    v[0] = start[1];
    for (int k = 0; k < times.length; k++) {
      double pause = times[k] - (k == 0 ? 0 : times[k - 1]);
      FactorFlow flow = new FactorFlow(RISK, new double[] {u[k]}, new double[] {v[k]});
      double[] state = FlowRun.run(flow, INTEGRATOR, FlowOptions.until(pause)).state();
      u[k + 1] = state[0];
      v[k + 1] = state[1];
    }
    plot.flowLine(u, v, pen);
  }
}
