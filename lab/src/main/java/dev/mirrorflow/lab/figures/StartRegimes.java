package dev.mirrorflow.lab.figures;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.model.Regime;
import dev.mirrorflow.sweep.AlphaSweep;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the scale of the start is good for (remarks 3 and 4): a small one for a sparse θ*, a large
 * one for a dense θ*; rich and lazy.
 */
final class StartRegimes implements Figure {

  private static final int N = 40;
  private static final int D = 200;
  private static final double[] ALPHAS = AlphaSweep.logSpaced(1e-4, 10, 76);

  @Override
  public String name() {
    return "start-regimes";
  }

  @Override
  public String caption() {
    return "the start decides: error for a sparse and a dense θ*, and the rich and the lazy regime";
  }

  @Override
  public Canvas draw() {
    SyntheticProblem sparse = SyntheticProblem.of(N, D, 5, 1);
    SyntheticProblem dense = SyntheticProblem.of(N, D, D, 1);
    LeastSquares risk = risk(sparse);
    List<Projection> limits = new BregmanProjection(risk).path(ALPHAS);
    List<Projection> denseLimits = new BregmanProjection(risk(dense)).path(ALPHAS);
    List<Regime> regimes =
        IntStream.range(0, ALPHAS.length)
            .mapToObj(k -> Regime.of(risk.design(), ALPHAS[k], 2, limits.get(k).theta()))
            .toList();
    Axis scale = Axis.log("scale α of the start", ALPHAS[0], ALPHAS[ALPHAS.length - 1]);
    Plot errors =
        new Plot(scale, Axis.linear("‖θ_∞ − θ*‖² / ‖θ*‖²", 0, 1))
            .line("sparse θ*", ALPHAS, errors(limits, sparse), Pen.solid(Palette.BLUE, 7))
            .line("dense θ*", ALPHAS, errors(denseLimits, dense), Pen.solid(Palette.RED, 7))
            .title("n = 40, d = 200");
    Plot regime =
        new Plot(scale, Axis.linear("tangent kernel", 0, 1))
            .line(
                "change of the kernel",
                ALPHAS,
                regimes.stream().mapToDouble(Regime::kernelChange).toArray(),
                Pen.solid(Palette.PURPLE, 7))
            .line(
                "alignment with its start",
                ALPHAS,
                regimes.stream().mapToDouble(Regime::alignment).toArray(),
                Pen.solid(Palette.GREEN, 7))
            .title("rich on the left, lazy on the right");
    return Canvas.inColumns(2100, 1050, 2, List.of(errors, regime)).legendBelow();
  }

  private static LeastSquares risk(SyntheticProblem problem) {
    Dataset data = problem.training();
    return new LeastSquares(data.x(), data.y());
  }

  private static double[] errors(List<Projection> limits, SyntheticProblem problem) {
    double[] truth = problem.thetaStar();
    return limits.stream()
        .mapToDouble(limit -> Norms.relativeDistance(limit.theta(), truth))
        .map(distance -> distance * distance)
        .toArray();
  }
}
