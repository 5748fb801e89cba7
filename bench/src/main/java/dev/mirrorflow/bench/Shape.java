package dev.mirrorflow.bench;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** n samples by d features, written {@code 256x16384}. */
record Shape(int n, int d) {

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

  /**
   * Reads {@code NxD}.
   *
   * @throws BadDataException if it is not that
   */
  static Shape parse(String text) {
    Matcher m = SYNTAX.matcher(text);
    if (!m.matches()) {
      throw new BadDataException("shape '" + text + "' is not n x d; write it as 256x16384");
    }
    return new Shape(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  /** X with entries uniform on (-1, 1), the same for the same seed. */
  DesignMatrix randomMatrix(SplittableRandom random) {
    DesignMatrix x = DesignMatrix.zeros(n, d);
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        row[j] = 2 * random.nextDouble() - 1;
      }
      x.setRow(i, row);
    }
    return x;
  }
}
