package dev.mirrorflow.linalg;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Passes over an X that is kept by columns. One thread reads blocks while the others work on those
 * before; in memory are four blocks, and for each of up to 8 parts of the sum its sum and a chunk
 * of columns.
 *
 * <p>A block is cut into chunks small enough for the cache, which go to the parts in turn; the
 * parts are added up in their order. All this depends on the shape of X alone (a block is a whole
 * number of chunks for every part), so the bits are the same for any number of threads and any size
 * of a block.
 *
 * <p>Used by one thread at a time.
 */
public final class ColumnPass implements ColumnEngine, AutoCloseable {

  /**
   * The most columns that a sum is given at once. OpenBLAS multiplies 100 x 192 by its transpose at
   * 65 GFLOP/s where AVX-512 is, but 100 x 256 at 35: powers of two fall on the same cache lines.
   */
  public static final int CHUNK = 192;

  /** Doubles of a chunk: a quarter of an L2 of 1 MiB. */
  private static final int CHUNK_LENGTH = 1 << 15;

  /** Fewer columns make the matrix product of a chunk slow. */
  private static final int LEAST_CHUNK = 32;

  private static final int MOST_PARTS = 8;

  /** Most doubles in the n x n matrices of all parts, unless one is larger. */
  private static final long PARTS_LENGTH = 1L << 24;

  /** One is worked on, the others are read ahead: the disk goes on while a block takes longer. */
  private static final int BLOCKS = 4;

  /** Doubles of a block, 8 MiB of them: long enough to read at full speed. */
  private static final int BLOCK_LENGTH = 1 << 20;

  private final ColumnSource source;
  private final int from;
  private final int to;
  private final int chunk;
  private final int parts;
  private final int blockColumns;
  private final double[][] chunks;
  private final Crew crew;
  private final ExecutorService reader;
  private final ColumnSource.Block[] blocks = new ColumnSource.Block[BLOCKS];
  private final Future<?>[] loading = new Future<?>[BLOCKS];
  private int passes;

  /**
   * Over all columns, in blocks of some megabytes.
   *
   * @param threads at least 1, the caller being one of them; one more reads
   * @throws BadDataException if threads is below 1
   */
  public ColumnPass(ColumnSource source, int threads) {
    this(source, 0, source.columns(), threads);
  }

  /**
   * Over the columns [from, to).
   *
   * @throws BadDataException if threads is below 1
   * @throws IllegalArgumentException if there are no such columns
   */
  public ColumnPass(ColumnSource source, int from, int to, int threads) {
    this(source, from, to, threads, BLOCK_LENGTH / source.rows());
  }

  /** With blocks of about so many columns. */
  ColumnPass(ColumnSource source, int from, int to, int threads, int blockColumns) {
    if (from < 0 || to <= from || to > source.columns()) {
      throw new IllegalArgumentException(
          "columns [" + from + ", " + to + ") of " + source.columns());
    }
    this.crew = new Crew(threads);
    this.source = source;
    this.from = from;
    this.to = to;
    int n = source.rows();
    this.chunk = chunkColumns(n);
    this.parts = parts(n);
    int together = Math.max(1, blockColumns / (chunk * parts));
    this.blockColumns = Math.min(to - from, together * chunk * parts);
    this.chunks = new double[parts][n * Math.min(chunk, to - from)];
    for (int b = 0; b < BLOCKS; b++) {
      blocks[b] = source.block(this.blockColumns);
    }
    this.reader =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("mirrorflow-columns").factory());
  }

  private static int chunkColumns(int n) {
    return Math.clamp(CHUNK_LENGTH / n, LEAST_CHUNK, CHUNK);
  }

  private static int parts(int n) {
    return Math.clamp(PARTS_LENGTH / ((long) n * n), 1, MOST_PARTS);
  }

  /**
   * Bytes that passes over an X of n rows take in memory: the blocks, the chunks, and sums of up to
   * two n x n matrices a part.
   */
  public static long memory(int n) {
    long block = Math.max(BLOCK_LENGTH, (long) chunkColumns(n) * parts(n) * n);
    long part = 2L * n * n + (long) chunkColumns(n) * n;
    return Double.BYTES * (BLOCKS * block + parts(n) * part);
  }

  @Override
  public int rows() {
    return source.rows();
  }

  @Override
  public int columns() {
    return source.columns();
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public int passes() {
    return passes;
  }

  @Override
  public <P extends ColumnSum.Part<P>> P sum(ColumnSum<P> what) {
    List<P> sums = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      sums.add(what.zero(source.rows()));
    }
    forEachBlock((block, first, count) -> {
      int chunksHere = (count - 1) / chunk + 1;
      crew.run(Math.min(parts, chunksHere), p -> addChunks(sums.get(p), p, block, first, count));
    });
    passes++;
    P total = sums.getFirst();
    for (P sum : sums.subList(1, parts)) {
      total.merge(sum);
    }
    return total;
  }

  /** In memory: d doubles for each vector. */
  @Override
  public ColumnStates states(double... start) {
    return new Held(this, new ColumnState(from, to, start));
  }

  private record Held(ColumnPass pass, ColumnState state) implements ColumnStates {

    @Override
    public <P extends ColumnSum.Part<P>> P step(ColumnStep<P> what) {
      return pass.sum(n -> what.zero(n, state));
    }

    @Override
    public void close() {
      // The state is memory of the caller's.
    }
  }

  private <P extends ColumnSum.Part<P>> void addChunks(
      P sum, int part, ColumnSource.Block block, int first, int count) {
    for (int at = part * chunk; at < count; at += parts * chunk) {
      int here = Math.min(chunk, count - at);
      block.copy(at, here, chunks[part]);
      sum.add(first + at, here, chunks[part]);
    }
  }

  /**
   * Reads all columns once the way a pass does, and does nothing with them: how long a pass must
   * take at least.
   */
  public void read() {
    forEachBlock((_, _, _) -> {});
  }

  /** What to do with a block that is there. */
  private interface Work {
    void on(ColumnSource.Block block, int first, int count);
  }

  private void forEachBlock(Work work) {
    try {
      for (int b = 0; b < BLOCKS; b++) {
        load(b);
      }
      for (int b = 0; b < (to - from - 1) / blockColumns + 1; b++) {
        loading[b % BLOCKS].get();
        work.on(blocks[b % BLOCKS], first(b), count(b));
        load(b + BLOCKS);
      }
    } catch (ExecutionException e) {
      throw asThrown(e.getCause());
    } catch (IllegalStateException e) {
      throw e.getCause() == null ? e : asThrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComputationException("interrupted in a pass over X");
    } finally {
      settle();
    }
  }

  private int first(int b) {
    return (int) Math.min(to, from + (long) b * blockColumns);
  }

  private int count(int b) {
    return Math.min(blockColumns, to - first(b));
  }

  /** Has block b read when those before it are; nothing beyond the last. */
  private void load(int b) {
    if (count(b) > 0) {
      loading[b % BLOCKS] = reader.submit(() -> blocks[b % BLOCKS].load(first(b), count(b)));
    }
  }

  /** A block is not given back, nor used again, while it is being read. */
  private void settle() {
    boolean interrupted = Thread.interrupted();
    for (Future<?> one : loading) {
      while (one != null && !one.isDone()) {
        try {
          one.get();
        } catch (ExecutionException _) {
          break; // said already, or of no interest after another failure
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException asThrown(Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(cause);
    };
  }

  /** Lets the threads end and gives the blocks back. */
  @Override
  public void close() {
    reader.close();
    crew.close();
    for (ColumnSource.Block block : blocks) {
      block.close();
    }
  }
}
