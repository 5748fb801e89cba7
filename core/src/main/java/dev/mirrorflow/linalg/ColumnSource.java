package dev.mirrorflow.linalg;

/**
 * The design matrix X (n x d) of someone who keeps it by columns, in memory or not: in a file, it
 * may be larger than memory. Read through {@link ColumnPass}, which goes over all columns in
 * blocks.
 */
public interface ColumnSource {

  /** n, the number of samples. */
  int rows();

  /** d, the number of features. */
  int columns();

  /** Bytes that a column takes where X is kept: what reading it costs. */
  int bytesPerColumn();

  /** What to call X in a complaint, such as the path of its file. */
  String name();

  /** Room for a block of up to so many columns, for one thread to load and any number to read. */
  Block block(int columns);

  /** Some columns, next to each other. */
  interface Block extends AutoCloseable {

    /**
     * Brings the columns first, ..., first + count - 1 in, in place of those that were there;
     * returns when they are there.
     *
     * @throws dev.mirrorflow.error.BadDataException if they cannot be read
     */
    void load(int first, int count);

    /**
     * Copies columns out as doubles: entry i of column from + k to {@code out[k n + i]}.
     *
     * @param from counted from the first column of the block
     */
    void copy(int from, int count, double[] out);

    /** Gives the room back. */
    @Override
    void close();
  }
}
