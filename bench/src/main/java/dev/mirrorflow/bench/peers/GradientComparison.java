package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.bench.WarmUp;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.linalg.DesignMatrix;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Residual and gradient of least squares: the fused kernel against two gemv. */
final class GradientComparison implements Comparison {

  @Override
  public String name() {
    return "gradient";
  }

  @Override
  public String title() {
    return "gradient";
  }

  @Override
  public List<ProblemSize> sizes() {
    return List.of(ProblemSize.parse("256x16384"), ProblemSize.parse("256x131072"));
  }

  @Override
  public double tolerance() {
    return 1e-11;
  }

  @Override
  public void writeData(ProblemSize size, Path folder) {
    Inputs.write(size, folder);
    NpyWriter.write(
        folder.resolve("theta.npy"), new SplittableRandom(2).doubles(size.d(), -1, 1).toArray());
  }

  @Override
  public Task load(Path folder) {
    Gradient small = new Gradient(DesignMatrix.zeros(4, 1024), new double[4], new double[1024]);
    WarmUp.compile(small::run);
    return new Gradient(
        NpyReader.readMatrix(folder.resolve(Inputs.X)),
        NpyReader.readVector(folder.resolve(Inputs.Y)),
        NpyReader.readVector(folder.resolve("theta.npy")));
  }

  private static final class Gradient implements Task {

    private final DesignMatrix x;
    private final double[] y;
    private final double[] theta;
    private final double[] residual;
    private final double[] gradient;

    Gradient(DesignMatrix x, double[] y, double[] theta) {
      this.x = x;
      this.y = y;
      this.theta = theta;
      this.residual = new double[y.length];
      this.gradient = new double[theta.length];
    }

    @Override
    public void run() {
      x.residualGradient(theta, y, residual, gradient);
    }

    @Override
    public double[] answer() {
      return gradient;
    }
  }
}
