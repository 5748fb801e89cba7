package dev.mirrorflow.linalg;

/** A {@link DesignMatrix} as a source of columns: for an X that fits in memory after all. */
public final class StoredColumns implements ColumnSource {

  private final DesignMatrix x;

  /** Takes X, not copied. */
  public StoredColumns(DesignMatrix x) {
    this.x = x;
  }

  @Override
  public int rows() {
    return x.rows();
  }

  @Override
  public int columns() {
    return x.columns();
  }

  @Override
  public int bytesPerColumn() {
    return x.rows() * (x.precision() == Precision.SINGLE ? Float.BYTES : Double.BYTES);
  }

  @Override
  public String name() {
    return "X";
  }

  @Override
  public Block block(int columns) {
    return new View();
  }

  /** A place in X; nothing is copied but what is asked for. */
  private final class View implements Block {

    private int first;

    @Override
    public void load(int first, int count) {
      this.first = first;
    }

    @Override
    public void copy(int from, int count, double[] out) {
      int n = x.rows();
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < count; k++) {
          out[k * n + i] = x.get(i, first + from + k);
        }
      }
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
