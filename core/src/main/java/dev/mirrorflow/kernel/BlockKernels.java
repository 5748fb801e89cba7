package dev.mirrorflow.kernel;

import java.lang.reflect.Array;

/**
 * The engine room's face for X in blocks of columns: checks every argument, then calls the provider
 * that {@link Kernels} runs on. A block has all n rows of {@link #width} columns. A gradient, or a
 * part of Xθ, needs nothing but its block, so that both can be made while the block is in the
 * cache.
 *
 * <p>A block is stored in streams of {@link #lanes} columns, each row after row without gaps: entry
 * (i, k) is {@code x[at + k / lanes * stream + i * lanes + k % lanes]}. In a stream, blocks may
 * follow each other. So memory is read in several places at once, each of them in order, which
 * prefetchers follow further ahead than one.
 *
 * <p>Products Xθ are collected in an array of {@link #sumsLength} numbers, zeros at first, and
 * {@link #fold} gives them out. All methods are free of allocation and give the same bits for the
 * same input; all arithmetic is in double precision. Costs are given as flops and, for blocks of
 * doubles, as bytes of memory traffic if nothing is in cache.
 *
 * @param <A> the array that blocks are stored in, {@code double[]} or {@code float[]}
 */
public final class BlockKernels<A> {

  private static final BlockKernels<double[]> DOUBLES =
      new BlockKernels<>(Kernels.blocks(), Double.BYTES);
  private static final BlockKernels<float[]> SINGLES =
      new BlockKernels<>(Kernels.singleBlocks(), Float.BYTES);

  /** More coordinates gain nothing from being updated at once. */
  private static final int MOST_GROUPED = 64;

  private final BlockProvider<A> engine;

  /** Of an entry. */
  private final int bytes;

  private BlockKernels(BlockProvider<A> engine, int bytes) {
    this.engine = engine;
    this.bytes = bytes;
  }

  /** For X in double precision. */
  public static BlockKernels<double[]> doubles() {
    return DOUBLES;
  }

  /** For X in single precision. */
  public static BlockKernels<float[]> singles() {
    return SINGLES;
  }

  /**
   * One line for reports, such as {@code "16 columns of X in 4 streams, groups of 128 KiB (L2 512
   * KiB)"}.
   *
   * @throws dev.mirrorflow.error.BadDataException if {@code -Dmirrorflow.cache.l2} is no size
   */
  public static String description() {
    int width = DOUBLES.width();
    return "%d columns of X in %d streams, groups of %d KiB (L2 %d KiB)"
        .formatted(
            width, width / DOUBLES.lanes(), groupBytes() >> 10, SecondLevelCache.bytes() >> 10);
  }

  /** Two groups, and what goes with them, stay in the cache. */
  private static long groupBytes() {
    return SecondLevelCache.bytes() / 4;
  }

  /**
   * Blocks of n rows that a {@link #step} updates at once: as many as the cache keeps, because an
   * update of a few coordinates costs more than its share.
   *
   * @throws dev.mirrorflow.error.BadDataException if {@code -Dmirrorflow.cache.l2} is no size
   */
  public int group(int n) {
    return Math.clamp(groupBytes() / ((long) n * width() * bytes), 1, MOST_GROUPED);
  }

  /** Columns of a block: as many as fill the registers that most CPUs have. */
  public int width() {
    return engine.width();
  }

  /** Columns of a stream. */
  public int lanes() {
    return engine.lanes();
  }

  /** How many numbers the sums of Xθ take for an X of n rows. */
  public int sumsLength(int n) {
    return n * engine.lanes();
  }

  /**
   * The gradient of a block, {@code g[to + k] = weight * Σ_i residual_i x_ik}. 2n flops and 8n
   * bytes a column.
   *
   * @param at index of the block's first entry
   * @param stream entries from one stream of a block to its next
   * @param residual its length is n
   * @param weight usually 1/n
   * @throws IllegalArgumentException if a range leaves its array
   */
  public void gradient(
      A x, int at, int stream, double[] residual, double weight, double[] g, int to) {
    int n = residual.length;
    checkBlock(x, at, stream, n);
    KernelChecks.range("g", g, to, width());
    engine.gradient(x, at, stream, n, residual, weight, g, to);
  }

  /**
   * Adds the part of Xθ that a block has. 2n flops and 8n bytes a column.
   *
   * @param from index in theta of the block's first column
   * @throws IllegalArgumentException if a range leaves its array
   */
  public void addProduct(A x, int at, int stream, int n, double[] theta, int from, double[] sums) {
    checkBlock(x, at, stream, n);
    KernelChecks.range("theta", theta, from, width());
    checkSums("sums", sums, n);
    engine.addProduct(x, at, stream, n, theta, from, sums);
  }

  /**
   * Adds the parts of Xa and Xb that a block has, reading it once. 4n flops and 8n bytes a column.
   *
   * @param a of the columns of the block, as is b
   * @throws IllegalArgumentException if a range leaves its array
   */
  public void addProducts(
      A x, int at, int stream, int n, double[] a, double[] b, double[] sumsA, double[] sumsB) {
    checkBlock(x, at, stream, n);
    KernelChecks.range("a", a, 0, width());
    KernelChecks.range("b", b, 0, width());
    checkSums("sumsA", sumsA, n);
    checkSums("sumsB", sumsB, n);
    engine.addProducts(x, at, stream, n, a, b, sumsA, sumsB);
  }

  /** What becomes of some coordinates when their gradient is known. */
  @FunctionalInterface
  public interface Update {

    /** Moves the coordinates [from, to) of the parameters, and of the point Xθ is taken at. */
    void move(int from, int to);
  }

  /**
   * A step on blocks that follow each other, a group of them after another: the {@link #gradient}
   * of the blocks of a group, their update, and then {@link #addProduct} at the point that it moved
   * to, in one loop with the gradients of the next group. 4n flops and 8n bytes a column, where two
   * groups stay in the cache. The bits do not depend on the group.
   *
   * @param at index of the first block's first entry
   * @param blocks at least 1
   * @param group blocks of an update, at least 1; the last has those that are left
   * @param residual its length is n
   * @param g receives the gradient of the columns of the blocks, from index first on
   * @param point moved by the update; the coordinates of the blocks are from index first on
   * @param sums of Xθ
   * @throws IllegalArgumentException if a range leaves its array, or the group is below 1
   */
  public void step(
      A x,
      int at,
      int stream,
      int blocks,
      int group,
      double[] residual,
      double weight,
      double[] g,
      Update update,
      double[] point,
      int first,
      double[] sums) {
    int n = residual.length;
    int width = width();
    int length = n * lanes();
    checkBlock(x, at, stream, n);
    checkBlock(x, at + (blocks - 1) * length, stream, n);
    checkMoved(group, g, point, first, blocks * width);
    checkSums("sums", sums, n);
    int done = 0;
    for (int b = 0; b < blocks; b++) {
      int to = first + b * width;
      if (b < group) {
        engine.gradient(x, at + b * length, stream, n, residual, weight, g, to);
      } else {
        engine.addProductAndGradient(
            x,
            at + (b - group) * length,
            stream,
            at + b * length,
            n,
            point,
            to - group * width,
            sums,
            residual,
            weight,
            g,
            to);
      }
      if ((b + 1) % group == 0) {
        update.move(first + done * width, to + width);
        done = b + 1;
      }
    }
    if (done < blocks) {
      update.move(first + done * width, first + blocks * width);
    }
    for (int b = Math.max(0, blocks - group); b < blocks; b++) {
      engine.addProduct(x, at + b * length, stream, n, point, first + b * width, sums);
    }
  }

  /**
   * Adds up the sums of Xθ, which stay as they are.
   *
   * @param out receives Xθ; its length is n
   * @throws IllegalArgumentException if the lengths do not fit
   */
  public void fold(double[] sums, double[] out) {
    checkSums("sums", sums, out.length);
    engine.fold(sums, out.length, out);
  }

  private void checkBlock(A x, int at, int stream, int n) {
    int length = Array.getLength(x);
    int lanes = engine.lanes();
    long last = at + (engine.width() / lanes - 1L) * stream + (long) n * lanes;
    if (at < 0 || stream < 0 || last > length) {
      throw new IllegalArgumentException(
          "a block of %d x %d from %d in streams %d apart leaves an array of %d"
              .formatted(n, width(), at, stream, length));
    }
  }

  private static void checkMoved(int group, double[] g, double[] point, int first, int columns) {
    KernelChecks.range("g", g, first, columns);
    KernelChecks.range("point", point, first, columns);
    if (group < 1) {
      throw new IllegalArgumentException("groups of " + group + " blocks");
    }
  }

  private void checkSums(String name, double[] sums, int n) {
    if (sums.length != sumsLength(n)) {
      throw new IllegalArgumentException(
          name + " has " + sums.length + ", not " + sumsLength(n) + " for " + n + " rows");
    }
  }
}
