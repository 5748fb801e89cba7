package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.bench.WarmUp;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LanePass;
import dev.mirrorflow.model.LeastSquares;
import java.nio.file.Path;
import java.util.Arrays;
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
    warmUp();
    return new InLanes(problem, rows);
  }

  private static void warmUp() {
    DesignMatrix small = DesignMatrix.zeros(4, 1024);
    small.set(0, 0, 1);
    LeastSquares problem = new LeastSquares(small, new double[4]);
    WarmUp.compile(new InLanes(problem, DesignMatrix.zeros(COLUMNS, 1024))::run);
  }

  /** All θ side by side, in as few passes over X as this CPU has lanes for. */
  private static final class InLanes implements Task {

    private final int width;
    private final LanePass pass;
    private final double[][] thetas;
    private final double[][] gradients;
    private final double[] targets;

    InLanes(LeastSquares problem, DesignMatrix rows) {
      int d = problem.features();
      width = LaneKernels.width();
      pass = new LanePass(problem.design(), problem.target(), width);
      thetas = new double[COLUMNS / width][d * width];
      gradients = new double[thetas.length][d * width];
      targets = new double[width];
      Arrays.fill(targets, 1);
      for (int k = 0; k < COLUMNS; k++) {
        for (int j = 0; j < d; j++) {
          thetas[k / width][j * width + k % width] = rows.get(k, j);
        }
      }
    }

    @Override
    public void run() {
      for (int b = 0; b < thetas.length; b++) {
        pass.gradient(thetas[b], targets, gradients[b]);
      }
    }

    /** The gradients one after the other. */
    @Override
    public double[] answer() {
      int d = gradients[0].length / width;
      double[] out = new double[COLUMNS * d];
      for (int k = 0; k < COLUMNS; k++) {
        for (int j = 0; j < d; j++) {
          out[k * d + j] = gradients[k / width][j * width + k % width];
        }
      }
      return out;
    }
  }
}
