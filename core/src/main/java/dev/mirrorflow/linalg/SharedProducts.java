package dev.mirrorflow.linalg;

import java.util.stream.IntStream;

/**
 * The products of a large X by the threads of the caller's fork-join pool, or of the common one. An
 * entry of a product is one thread's alone, in chunks that depend on the shape of X, so that the
 * bits are the same for any number of threads.
 */
public record SharedProducts(DesignMatrix x) {

  /** Fewer entries are sooner multiplied than shared. */
  private static final int WORTH_SHARING = 1 << 19;

  private static final int ROWS = 64;
  private static final int COLUMNS = 1024;

  /** out = Xθ. */
  public void multiply(double[] theta, double[] out) {
    if (!isWorthSharing()) {
      x.multiply(theta, out);
      return;
    }
    chunks(x.rows(), ROWS)
        .forEach(from -> x.multiplyRows(from, Math.min(x.rows(), from + ROWS), theta, out));
  }

  /** out = Xᵀc. */
  public void multiplyTransposed(double[] c, double[] out) {
    if (!isWorthSharing()) {
      x.multiplyTransposed(1, c, out);
      return;
    }
    chunks(x.columns(), COLUMNS)
        .forEach(from -> {
          double[] part = new double[Math.min(COLUMNS, x.columns() - from)];
          x.multiplyColumns(from, 1, c, part);
          System.arraycopy(part, 0, out, from, part.length);
        });
  }

  private boolean isWorthSharing() {
    return (long) x.rows() * x.columns() >= WORTH_SHARING;
  }

  private static IntStream chunks(int all, int size) {
    return IntStream.range(0, (all - 1) / size + 1).map(chunk -> chunk * size).parallel();
  }
}
