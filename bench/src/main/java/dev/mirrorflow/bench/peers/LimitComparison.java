package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.Agreement;
import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.model.LeastSquares;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the gradient flow ends for α = 1e-3: the Bregman projection against SciPy's {@code
 * solve_ivp}, which integrates to the time at which the flow is within 1e-9 of its end. That time
 * is told to it; its user would have to find it.
 */
final class LimitComparison implements Comparison {

  private static final double ALPHA = 1e-3;

  /** How near its end the flow has to be when it is stopped. */
  private static final double NEAR = 1e-9;

  /** Relative to R(0): nothing that the flow still has to do can be seen below. */
  private static final double LEAST_LOSS = 1e-28;

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public String title() {
    return "limit at α = 1e-3";
  }

  @Override
  public List<ProblemSize> sizes() {
    return List.of(ProblemSize.parse("100x2000x10"));
  }

  @Override
  public double tolerance() {
    return 1e-8;
  }

  @Override
  public void writeData(ProblemSize size, Path folder) {
    Inputs.write(size, folder);
    LeastSquares problem = Inputs.read(folder);
    NpyWriter.write(folder.resolve("alpha_time.npy"), new double[] {ALPHA, endTime(problem)});
  }

  /** A time at which the flow is near its end, by the stiff integrator on the dual flow. */
  private static double endTime(LeastSquares problem) {
    double[] end = new BregmanProjection(problem).ofAlpha(ALPHA).theta();
    for (double loss = 1e-14; loss > LEAST_LOSS; loss /= 10) {
      FlowResult result =
          FlowRun.run(
              DualFlow.ofAlpha(problem, ALPHA),
              new Rodas4(new Tolerance(1e-6, 1e-12)),
              FlowOptions.untilLoss(loss * problem.lossAtZero()));
      if (Agreement.difference(end, result.theta()) <= NEAR) {
        return result.time();
      }
    }
    throw new ComputationException("the flow does not come within " + NEAR + " of its limit");
  }

  @Override
  public Task load(Path folder) {
    LeastSquares problem = Inputs.read(folder);
    double alpha = NpyReader.readVector(folder.resolve("alpha_time.npy"))[0];
    return new Task() {
      private Projection limit;

      @Override
      public void run() {
        limit = new BregmanProjection(problem).ofAlpha(alpha);
      }

      @Override
      public double[] answer() {
        return limit.theta();
      }
    };
  }
}
