package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.StableStep;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.AlphaSweep;
import dev.mirrorflow.sweep.SweepPoint;
import java.nio.file.Path;
import java.util.List;

/**
 * A whole sweep of gradient descent on (u, v) over 64 α with one step size, each α to the same
 * training loss, on two threads: against the loop that a NumPy user would write, and against all α
 * as the columns of one matrix. NumPy's BLAS may use two threads as well.
 */
final class SweepComparison implements Comparison {

  private static final int COUNT = 64;
  private static final double LEAST = 1e-2;
  private static final double MOST = 1;

  /** Of R(0). */
  private static final double LOSS = 1e-3;

  private static final long ITERATIONS = 100_000;

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String title() {
    return "GD sweep of 64 α";
  }

  @Override
  public List<ProblemSize> sizes() {
    return List.of(ProblemSize.parse("200x5000x10"));
  }

  @Override
  public int threads() {
    return 2;
  }

  /** Rounding may end one side an iteration earlier. */
  @Override
  public double tolerance() {
    return 1e-5;
  }

  @Override
  public void writeData(ProblemSize size, Path folder) {
    Inputs.write(size, folder);
    LeastSquares problem = Inputs.read(folder);
    Start widest = Start.network(MOST, problem.features());
    double eta = 0.5 * StableStep.estimate(plan(1, 0), problem, widest);
    NpyWriter.write(folder.resolve("alphas.npy"), AlphaSweep.logSpaced(LEAST, MOST, COUNT));
    NpyWriter.write(
        folder.resolve("eta_loss.npy"), new double[] {eta, LOSS * problem.lossAtZero()});
  }

  @Override
  public Task load(Path folder) {
    double[] settings = NpyReader.readVector(folder.resolve("eta_loss.npy"));
    AlphaSweep sweep = new AlphaSweep(Inputs.read(folder), plan(settings[0], settings[1]));
    double[] alphas = NpyReader.readVector(folder.resolve("alphas.npy"));
    return new Sweep(sweep, alphas, threads());
  }

  private static Descent plan(double eta, double loss) {
    return new Descent(
        new Method.GradientDescent(),
        new Batches.Full(),
        new StepRule.Constant(eta),
        new Stopping(loss, 0, ITERATIONS));
  }

  private static final class Sweep implements Task {

    private final AlphaSweep sweep;
    private final double[] alphas;
    private final int threads;
    private List<SweepPoint> points = List.of();

    Sweep(AlphaSweep sweep, double[] alphas, int threads) {
      this.sweep = sweep;
      this.alphas = alphas;
      this.threads = threads;
    }

    @Override
    public void run() {
      points = sweep.run(alphas, threads, _ -> {}).points();
      ComputationException.throwIfInterrupted();
    }

    /** The θ of the α one after the other. */
    @Override
    public double[] answer() {
      for (SweepPoint point : points) {
        if (point.result().status() != DescentResult.Status.CONVERGED) {
          throw new ComputationException(
              "alpha = " + point.alpha() + ": " + point.result().message());
        }
      }
      return Inputs.concatenated(
          points.stream().map(p -> p.result().theta()).toArray(double[][]::new));
    }
  }
}
