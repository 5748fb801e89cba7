package dev.mirrorflow.linalg;

import dev.mirrorflow.error.BadDataException;
import java.util.Locale;

/** How the entries of X are stored; arithmetic on them is in double whichever it is. */
public enum Precision {
  /** 8 bytes, 53 bits. */
  DOUBLE(Double.BYTES) {
    @Override
    Panel panel(int length) {
      return new DoublePanel(length);
    }
  },
  /** 4 bytes, 24 bits: X is rounded by up to 6e-8 of each entry. */
  SINGLE(Float.BYTES) {
    @Override
    Panel panel(int length) {
      return new SinglePanel(length);
    }
  };

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of an entry. */
  int bytes() {
    return bytes;
  }

  /** As it is typed: "double", "single". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Rows of zeros. */
  abstract Panel panel(int length);

  /** Copies x into a matrix of the same shape; refuses an entry that overflows there. */
  static DesignMatrix round(DesignMatrix x, DesignMatrix into) {
    double[] row = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      into.setRow(i, row);
      for (int j = 0; j < row.length; j++) {
        if (Double.isInfinite(into.get(i, j)) && !Double.isInfinite(row[j])) {
          throw new BadDataException(
              x.entry(i, j) + ", too large for single precision; rescale it or use double");
        }
      }
    }
    return into;
  }
}
