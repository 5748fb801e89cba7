package dev.mirrorflow.block;

import dev.mirrorflow.kernel.BlockKernels;
import java.util.Arrays;

/**
 * Passes over X in column blocks, by one thread. Each pass reads X from memory once; what it does
 * with a block it does while the block is in the cache. Nothing is allocated after construction,
 * and sums are made in one order.
 *
 * @param <A> the array that X is stored in
 */
public final class BlockPass<A> {

  /** The point that a step of η leads to, θ + η a + η² b. */
  @FunctionalInterface
  public interface Expansion {

    /** Fills a and b for the coordinates [from, to), whose gradient is known, from 0 on. */
    void expand(int from, int to, double[] a, double[] b);
  }

  private final ColumnBlocks<A> x;
  private final BlockKernels<A> kernels;
  private final A entries;
  private final int n;
  private final int d;
  private final int width;
  private final int stream;
  private final double[] sums;
  private final double[] otherSums;
  private final double[] a;
  private final double[] b;

  /** The last block's coordinates, where it has fewer than the others. */
  private final double[] lastTheta;

  private final double[] lastGradient;

  BlockPass(ColumnBlocks<A> x) {
    this.x = x;
    this.kernels = x.kernels();
    this.entries = x.entries();
    this.n = x.rows();
    this.d = x.columns();
    this.width = kernels.width();
    this.stream = x.stream();
    this.sums = new double[kernels.sumsLength(n)];
    this.otherSums = new double[sums.length];
    this.a = new double[width];
    this.b = new double[width];
    this.lastTheta = new double[width];
    this.lastGradient = new double[width];
  }

  /** out = Xθ, θ of length d, out of length n. 2nd flops, 8nd bytes. */
  public void multiply(double[] theta, double[] out) {
    Arrays.fill(sums, 0);
    for (int j = 0; j < d; j += width) {
      addProduct(theta, j);
    }
    kernels.fold(sums, out);
  }

  /**
   * gradient = weight Xᵀ residual. 2nd flops, 8nd bytes.
   *
   * @param residual length n
   * @param gradient length d
   */
  public void gradient(double[] residual, double weight, double[] gradient) {
    for (int j = 0; j < d; j += width) {
      gradient(residual, weight, gradient, j);
    }
  }

  /**
   * A whole step: the gradient of each block, its update, and its part of Xθ at the new point. 4nd
   * flops, 8nd bytes.
   *
   * @param residual Xθ - y at the old point, length n
   * @param weight usually 1/n
   * @param gradient receives weight Xᵀ residual, length d
   * @param update steps by the gradient
   * @param point the point, which the update moves, length d
   * @param fitted receives Xθ at the new point, length n
   */
  public void step(
      double[] residual,
      double weight,
      double[] gradient,
      BlockKernels.Update update,
      double[] point,
      double[] fitted) {
    Arrays.fill(sums, 0);
    int blocks = d / width;
    if (blocks > 0) {
      kernels.step(
          entries, x.at(0), stream, blocks, residual, weight, gradient, update, point, sums);
    }
    int rest = blocks * width;
    if (rest < d) {
      gradient(residual, weight, gradient, rest);
      update.move(rest, d);
      addProduct(point, rest);
    }
    kernels.fold(sums, fitted);
  }

  /**
   * The gradient, and what a step of any η will do to Xθ: for rules that look at the gradient
   * before they choose η. 6nd flops, 8nd bytes.
   *
   * @param residual Xθ - y, length n
   * @param weight usually 1/n
   * @param gradient receives weight Xᵀ residual, length d
   * @param expansion of the point that a step leads to
   * @param first receives X a, length n
   * @param second receives X b, length n
   */
  public void gradientAndProducts(
      double[] residual,
      double weight,
      double[] gradient,
      Expansion expansion,
      double[] first,
      double[] second) {
    Arrays.fill(sums, 0);
    Arrays.fill(otherSums, 0);
    for (int j = 0; j < d; j += width) {
      gradient(residual, weight, gradient, j);
      int count = Math.min(width, d - j);
      Arrays.fill(a, count, width, 0);
      Arrays.fill(b, count, width, 0);
      expansion.expand(j, j + count, a, b);
      kernels.addProducts(entries, x.at(j), stream, n, a, b, sums, otherSums);
    }
    kernels.fold(sums, first);
    kernels.fold(otherSums, second);
  }

  private void addProduct(double[] theta, int j) {
    if (j + width <= d) {
      kernels.addProduct(entries, x.at(j), stream, n, theta, j, sums);
    } else {
      System.arraycopy(theta, j, lastTheta, 0, d - j);
      kernels.addProduct(entries, x.at(j), stream, n, lastTheta, 0, sums);
    }
  }

  private void gradient(double[] residual, double weight, double[] gradient, int j) {
    if (j + width <= d) {
      kernels.gradient(entries, x.at(j), stream, residual, weight, gradient, j);
    } else {
      kernels.gradient(entries, x.at(j), stream, residual, weight, lastGradient, 0);
      System.arraycopy(lastGradient, 0, gradient, j, d - j);
    }
  }
}
