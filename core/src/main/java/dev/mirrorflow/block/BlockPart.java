package dev.mirrorflow.block;

import dev.mirrorflow.kernel.BlockKernels;
import java.util.Arrays;

/**
 * Some blocks that follow each other, with the sums over them that a pass makes: the work of one
 * thread at a time.
 *
 * @param <A> the array that X is stored in
 */
final class BlockPart<A> {

  private final ColumnBlocks<A> x;
  private final BlockKernels<A> kernels;
  private final A entries;
  private final int n;
  private final int from;
  private final int to;
  private final int width;
  private final int stream;
  private final int group;
  private final double[] sums;
  private final double[] otherSums;
  private final double[] first;
  private final double[] second;
  private final double[] a;
  private final double[] b;

  /** The last block's coordinates, where it has fewer than the others. */
  private final double[] lastTheta;

  private final double[] lastGradient;

  /** The columns [from, to), from a multiple of the width. */
  BlockPart(ColumnBlocks<A> x, int from, int to) {
    this.x = x;
    this.kernels = x.kernels();
    this.entries = x.entries();
    this.n = x.rows();
    this.from = from;
    this.to = to;
    this.width = kernels.width();
    this.stream = x.stream();
    this.group = kernels.group(n);
    this.sums = new double[kernels.sumsLength(n)];
    this.otherSums = new double[sums.length];
    this.first = new double[n];
    this.second = new double[n];
    this.a = new double[width];
    this.b = new double[width];
    this.lastTheta = new double[width];
    this.lastGradient = new double[width];
  }

  /** The product that the last pass made, length n; only to be read. */
  double[] first() {
    return first;
  }

  /** The other product of {@link #gradientAndProducts}. */
  double[] second() {
    return second;
  }

  void multiply(double[] theta) {
    Arrays.fill(sums, 0);
    for (int j = from; j < to; j += width) {
      addProduct(theta, j);
    }
    kernels.fold(sums, first);
  }

  void gradient(double[] residual, double weight, double[] gradient) {
    for (int j = from; j < to; j += width) {
      gradient(residual, weight, gradient, j);
    }
  }

  void step(
      double[] residual,
      double weight,
      double[] gradient,
      BlockKernels.Update update,
      double[] point) {
    Arrays.fill(sums, 0);
    int blocks = (to - from) / width;
    if (blocks > 0) {
      kernels.step(
          entries,
          x.at(from),
          stream,
          blocks,
          group,
          residual,
          weight,
          gradient,
          update,
          point,
          from,
          sums);
    }
    int rest = from + blocks * width;
    if (rest < to) {
      gradient(residual, weight, gradient, rest);
      update.move(rest, to);
      addProduct(point, rest);
    }
    kernels.fold(sums, first);
  }

  void gradientAndProducts(
      double[] residual, double weight, double[] gradient, BlockPass.Expansion expansion) {
    Arrays.fill(sums, 0);
    Arrays.fill(otherSums, 0);
    for (int j = from; j < to; j += width) {
      gradient(residual, weight, gradient, j);
      int count = Math.min(width, to - j);
      Arrays.fill(a, count, width, 0);
      Arrays.fill(b, count, width, 0);
      expansion.expand(j, j + count, a, b);
      kernels.addProducts(entries, x.at(j), stream, n, a, b, sums, otherSums);
    }
    kernels.fold(sums, first);
    kernels.fold(otherSums, second);
  }

  private void addProduct(double[] theta, int j) {
    if (j + width <= to) {
      kernels.addProduct(entries, x.at(j), stream, n, theta, j, sums);
    } else {
      System.arraycopy(theta, j, lastTheta, 0, to - j);
      kernels.addProduct(entries, x.at(j), stream, n, lastTheta, 0, sums);
    }
  }

  private void gradient(double[] residual, double weight, double[] gradient, int j) {
    if (j + width <= to) {
      kernels.gradient(entries, x.at(j), stream, residual, weight, gradient, j);
    } else {
      kernels.gradient(entries, x.at(j), stream, residual, weight, lastGradient, 0);
      System.arraycopy(lastGradient, 0, gradient, j, to - j);
    }
  }
}
