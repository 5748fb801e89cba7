package dev.mirrorflow.bench;

import dev.mirrorflow.linalg.DesignMatrix;
import java.util.SplittableRandom;

/** Random least squares of a given shape, in the layouts of the fused kernel and of a BLAS call. */
final class GradientProblem {

  private final DesignMatrix x;
  private final GemvGradient gemv;
  private final double[] theta;
  private final double[] y;
  private final double[] residual;
  private final double[] gradient;

  /**
   * @param aligned whether BLAS finds rows on 64-byte boundaries too, or a plain array
   */
  GradientProblem(Shape shape, boolean aligned) {
    SplittableRandom random = new SplittableRandom(1);
    x = shape.randomMatrix(random);
    gemv = aligned ? GemvGradient.aligned(x) : GemvGradient.plain(x);
    theta = random.doubles(shape.d(), -1, 1).toArray();
    y = random.doubles(shape.n(), -1, 1).toArray();
    residual = new double[shape.n()];
    gradient = new double[shape.d()];
  }

  /** The gradient by the kernels in force. */
  double[] fused() {
    x.residualGradient(theta, y, residual, gradient);
    return gradient;
  }

  /** The gradient by two calls of the given BLAS. */
  double[] gemv(Gemv blas) {
    gemv.residualGradient(blas, theta, y, residual, gradient);
    return gradient;
  }
}
