package dev.mirrorflow.bench;

import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Precision;
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
   * @param precision how the fused kernel finds X
   */
  GradientProblem(Shape shape, boolean aligned, Precision precision) {
    SplittableRandom random = new SplittableRandom(1);
    x = shape.randomMatrix(random).in(precision);
    // Of the entries as stored, so that all compute the same.
    DesignMatrix stored = x.in(Precision.DOUBLE);
    gemv = aligned ? GemvGradient.aligned(stored) : GemvGradient.plain(stored);
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
