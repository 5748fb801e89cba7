package dev.mirrorflow.lab.figures;

import dev.mirrorflow.bias.NuclearNormBound;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticSensing;
import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.FactorisationFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.AlphaSweep;
import java.util.Arrays;
import java.util.List;

/**
 * The nuclear norm at which matrix factorisation ends against the scale of its start (Gunasekar et
 * al. 2017): the least one for measurements that commute, not so in general.
 */
final class FactorisationNorms implements Figure {

  private static final double[] ALPHAS = AlphaSweep.logSpaced(1e-6, 1, 49);
  private static final double STEP_TOLERANCE = 1e-8;
  private static final double LOSS = 1e-9;

  @Override
  public String name() {
    return "factorisation-norms";
  }

  @Override
  public String caption() {
    return "matrix factorisation from small starts ends near the least nuclear norm";
  }

  @Override
  public Canvas draw() {
    Plot commuting =
        panel(new SyntheticSensing(10, 2, 3, true, 1)).title("3 measurements that commute");
    Plot gaussian =
        panel(new SyntheticSensing(10, 2, 6, false, 1)).title("6 Gaussian measurements");
    return Canvas.inColumns(2100, 1050, 2, List.of(commuting, gaussian)).legendBelow();
  }

  private static Plot panel(SyntheticSensing sensing) {
    Dataset data = sensing.measure();
    LeastSquares risk = new LeastSquares(data.x(), data.y());
    double[] norms = new double[ALPHAS.length];
    double bound = 0;
    for (int k = 0; k < ALPHAS.length; k++) {
      FactorisationFlow flow = new FactorisationFlow(risk, ALPHAS[k]);
      FlowResult end =
          FlowRun.run(
              flow,
              new DormandPrince(new Tolerance(STEP_TOLERANCE, STEP_TOLERANCE * ALPHAS[k])),
              FlowOptions.untilLoss(LOSS * risk.lossAtZero()));
      for (int a = 0; a < sensing.size(); a++) {
        norms[k] += end.theta()[a * sensing.size() + a];
      }
      bound =
          Math.max(bound, NuclearNormBound.of(risk, end.theta(), flow.dual(end.state())).value());
    }
    double[] bounds = new double[ALPHAS.length];
    Arrays.fill(bounds, bound);
    return new Plot(
            Axis.log("initialisation scale α", ALPHAS[0], ALPHAS[ALPHAS.length - 1]),
            Axis.log("nuclear norm of UUᵀ", 1, 11))
        .line("where the flow ends", ALPHAS, norms, Pen.solid(Palette.BLUE, 8))
        .line("proved lower bound", ALPHAS, bounds, Pen.dashed(Palette.RED, 5));
  }
}
