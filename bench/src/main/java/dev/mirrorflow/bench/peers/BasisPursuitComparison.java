package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BasisPursuitSolution;
import dev.mirrorflow.model.LeastSquares;
import java.nio.file.Path;
import java.util.List;

/** The interpolator of least ℓ1 norm, against the linear programming solvers of SciPy's HiGHS. */
final class BasisPursuitComparison implements Comparison {

  @Override
  public String name() {
    return "basis-pursuit";
  }

  @Override
  public String title() {
    return "basis pursuit";
  }

  @Override
  public List<ProblemSize> sizes() {
    return List.of(ProblemSize.parse("300x3000x20"), ProblemSize.parse("600x2000x80"));
  }

  /** HiGHS's own tolerances are 1e-7. */
  @Override
  public double tolerance() {
    return 1e-6;
  }

  @Override
  public void writeData(ProblemSize size, Path folder) {
    Inputs.write(size, folder);
  }

  @Override
  public Task load(Path folder) {
    LeastSquares problem = Inputs.read(folder);
    return new Task() {
      private BasisPursuitSolution solution;

      @Override
      public void run() {
        solution = new BasisPursuit(problem).solve();
      }

      @Override
      public double[] answer() {
        return solution.theta();
      }
    };
  }
}
