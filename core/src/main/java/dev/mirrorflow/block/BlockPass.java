package dev.mirrorflow.block;

import dev.mirrorflow.kernel.BlockKernels;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Passes over X in column blocks. Each pass reads X from memory once; what it does with a block it
 * does while the block is in the cache. X is cut into parts by its shape alone, and the products of
 * the parts are added in their order: the bits are the same for any number of threads.
 *
 * <p>Used by one thread at a time; nothing is allocated after construction, but for the threads.
 *
 * @param <A> the array that X is stored in
 */
public final class BlockPass<A> {

  /** Below this many entries of X the threads cost more than they save. */
  private static final int PART_ENTRIES = 1 << 17;

  /** With fewer blocks to a part, the sums of the parts are too much traffic beside X. */
  private static final int PART_BLOCKS = 64;

  private static final int MOST_PARTS = 32;

  /** The point that a step of η leads to, θ + η a + η² b. */
  @FunctionalInterface
  public interface Expansion {

    /** Fills a and b for the coordinates [from, to), whose gradient is known, from 0 on. */
    void expand(int from, int to, double[] a, double[] b);
  }

  private final Crew crew;
  private final List<BlockPart<A>> parts = new ArrayList<>();
  private final IntConsumer work = this::work;

  /** What is done with each part in this pass. */
  private Consumer<BlockPart<A>> task;

  private final Consumer<BlockPart<A>> multiply = this::multiply;
  private final Consumer<BlockPart<A>> gradient = this::gradient;
  private final Consumer<BlockPart<A>> step = this::step;
  private final Consumer<BlockPart<A>> products = this::products;

  // The arguments of this pass.
  private double[] point;
  private double[] residual;
  private double weight;
  private double[] gradients;
  private BlockKernels.Update update;
  private Expansion expansion;

  BlockPass(ColumnBlocks<A> x, Crew crew) {
    this.crew = crew;
    int width = x.kernels().width();
    int blocks = (x.columns() - 1) / width + 1;
    long worthwhile = (long) x.rows() * x.columns() / PART_ENTRIES;
    int count = Math.clamp(Math.min(worthwhile, blocks / PART_BLOCKS), 1, MOST_PARTS);
    for (int p = 0; p < count; p++) {
      int from = (int) ((long) blocks * p / count) * width;
      int to = (int) ((long) blocks * (p + 1) / count) * width;
      parts.add(new BlockPart<>(x, from, Math.min(to, x.columns())));
    }
  }

  /** out = Xθ, θ of length d, out of length n. 2nd flops, 8nd bytes. */
  public void multiply(double[] theta, double[] out) {
    point = theta;
    run(multiply);
    totalFirst(out);
  }

  private void multiply(BlockPart<A> part) {
    part.multiply(point);
  }

  /**
   * gradient = weight Xᵀ residual. 2nd flops, 8nd bytes.
   *
   * @param residual length n
   * @param gradient length d
   */
  public void gradient(double[] residual, double weight, double[] gradient) {
    setGradient(residual, weight, gradient);
    run(this.gradient);
  }

  private void gradient(BlockPart<A> part) {
    part.gradient(residual, weight, gradients);
  }

  /**
   * A whole step: the gradient of each block, its update, and its part of Xθ at the new point. 4nd
   * flops, 8nd bytes.
   *
   * @param residual Xθ - y at the old point, length n
   * @param weight usually 1/n
   * @param gradient receives weight Xᵀ residual, length d
   * @param update steps by the gradient; of different coordinates on several threads at once
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
    setGradient(residual, weight, gradient);
    this.update = update;
    this.point = point;
    run(step);
    totalFirst(fitted);
  }

  private void step(BlockPart<A> part) {
    part.step(residual, weight, gradients, update, point);
  }

  /**
   * The gradient, and what a step of any η will do to Xθ: for rules that look at the gradient
   * before they choose η. 6nd flops, 8nd bytes.
   *
   * @param residual Xθ - y, length n
   * @param weight usually 1/n
   * @param gradient receives weight Xᵀ residual, length d
   * @param expansion of the point that a step leads to; of different coordinates on several threads
   *     at once
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
    setGradient(residual, weight, gradient);
    this.expansion = expansion;
    run(products);
    totalFirst(first);
    System.arraycopy(parts.getFirst().second(), 0, second, 0, second.length);
    for (int p = 1; p < parts.size(); p++) {
      Kernels.axpy(1, parts.get(p).second(), second);
    }
  }

  private void products(BlockPart<A> part) {
    part.gradientAndProducts(residual, weight, gradients, expansion);
  }

  private void setGradient(double[] residual, double weight, double[] gradient) {
    this.residual = residual;
    this.weight = weight;
    this.gradients = gradient;
  }

  private void run(Consumer<BlockPart<A>> task) {
    this.task = task;
    crew.run(parts.size(), work);
  }

  private void work(int part) {
    task.accept(parts.get(part));
  }

  private void totalFirst(double[] out) {
    System.arraycopy(parts.getFirst().first(), 0, out, 0, out.length);
    for (int p = 1; p < parts.size(); p++) {
      Kernels.axpy(1, parts.get(p).first(), out);
    }
  }
}
