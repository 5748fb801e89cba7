package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.bench.WarmUp;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** The gradients of 16 θ on the same data: NumPy's dgemm on 16 columns, and its gemv pairs. */
final class ColumnsComparison implements Comparison {

  private static final int COLUMNS = 16;

  @Override
  public String name() {
    return "columns";
  }

  @Override
  public String title() {
    return "16 gradients";
  }

  @Override
  public List<ProblemSize> sizes() {
    return List.of(ProblemSize.parse("252x16384"));
  }

  @Override
  public double tolerance() {
    return 1e-11;
  }

  @Override
  public void writeData(ProblemSize size, Path folder) {
    Inputs.write(size, folder);
    SplittableRandom random = new SplittableRandom(2);
    double[][] thetas = new double[COLUMNS][];
    for (int k = 0; k < COLUMNS; k++) {
      thetas[k] = random.doubles(size.d(), -1, 1).toArray();
    }
    NpyWriter.write(folder.resolve("thetas.npy"), thetas);
  }

  @Override
  public Task load(Path folder) {
    LeastSquares problem = Inputs.read(folder);
    DesignMatrix rows = NpyReader.readMatrix(folder.resolve("thetas.npy"));
    double[][] thetas = new double[rows.rows()][rows.columns()];
    for (int k = 0; k < thetas.length; k++) {
      rows.copyRow(k, thetas[k]);
    }
    DesignMatrix small = DesignMatrix.zeros(4, 1024);
    small.set(0, 0, 1);
    LeastSquares warmUp = new LeastSquares(small, new double[4]);
    WarmUp.compile(new OneByOne(warmUp, new double[1][1024])::run);
    return new OneByOne(problem, thetas);
  }

  /** One θ after the other, X read from memory for each. */
  private static final class OneByOne implements Task {

    private final LeastSquares problem;
    private final double[][] thetas;
    private final double[][] gradients;
    private final double[] residual;

    OneByOne(LeastSquares problem, double[][] thetas) {
      this.problem = problem;
      this.thetas = thetas;
      this.gradients = new double[thetas.length][problem.features()];
      this.residual = new double[problem.samples()];
    }

    @Override
    public void run() {
      for (int k = 0; k < thetas.length; k++) {
        problem.lossAndGradient(thetas[k], residual, gradients[k]);
      }
    }

    /** The gradients one after the other. */
    @Override
    public double[] answer() {
      return Inputs.concatenated(gradients);
    }
  }
}
