package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A small problem that is hard on purpose: 1 to 4 samples of 1 to 7 features, entries from 1e-12 to
 * 1e12, rows and columns of very different size, nearly or exactly dependent. Entries have few bits
 * where rows repeat or combine others, so that they do so exactly.
 */
record HostileProblem(Kind kind, double[][] x, double[] y) {

  /** What is hard about it. */
  enum Kind {
    SCALED_ROWS,
    SCALED_COLUMNS,
    ANY_ENTRIES,
    NEAR_ROWS,
    NEAR_COLUMNS,
    REPEATED_ROWS,
    INTEGERS,
    ALL_AT_ONCE
  }

  /** The problem of a seed. */
  static HostileProblem of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    int n = random.nextInt(1, 5);
    int d = random.nextInt(Math.max(1, n - 1), 8);
    double[][] x = new double[n][d];
    for (double[] row : x) {
      for (int j = 0; j < d; j++) {
        row[j] = entry(kind, random);
      }
    }
    switch (kind) {
      case SCALED_ROWS -> scaleRows(x, random);
      case SCALED_COLUMNS -> scaleColumns(x, random);
      case NEAR_ROWS -> nearRows(x, 32, random);
      case NEAR_COLUMNS -> nearColumns(x, 32, random);
      case REPEATED_ROWS -> repeatRows(x, random);
      case ALL_AT_ONCE -> {
        nearRows(x, 16, random);
        nearColumns(x, 16, random);
        scaleRows(x, random);
        scaleColumns(x, random);
      }
      case ANY_ENTRIES, INTEGERS -> {}
    }
    if (Arrays.stream(x).flatMapToDouble(Arrays::stream).allMatch(v -> v == 0)) {
      x[0][0] = 1;
    }
    return new HostileProblem(kind, x, targets(x, random));
  }

  LeastSquares risk() {
    return new LeastSquares(DesignMatrix.of(x), y);
  }

  private static double entry(Kind kind, SplittableRandom random) {
    double integer = random.nextInt(-9, 10);
    return switch (kind) {
      case ANY_ENTRIES -> Math.copySign(Math.pow(10, random.nextDouble(-12, 12)), integer);
      case INTEGERS, REPEATED_ROWS -> random.nextInt(4) == 0 ? 0 : integer;
      default -> Math.scalb((double) random.nextInt(-1 << 20, 1 << 20), -19);
    };
  }

  private static void scaleRows(double[][] x, SplittableRandom random) {
    for (double[] row : x) {
      int exponent = random.nextInt(-40, 41);
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.scalb(row[j], exponent);
      }
    }
  }

  private static void scaleColumns(double[][] x, SplittableRandom random) {
    for (int j = 0; j < x[0].length; j++) {
      int exponent = random.nextInt(-40, 41);
      for (double[] row : x) {
        row[j] = Math.scalb(row[j], exponent);
      }
    }
  }

  /** The last row becomes the first and a little of itself. */
  private static void nearRows(double[][] x, int most, SplittableRandom random) {
    int gap = -random.nextInt(10, most + 1);
    int last = x.length - 1;
    for (int j = 0; last > 0 && j < x[0].length; j++) {
      x[last][j] = x[0][j] + Math.scalb(x[last][j], gap);
    }
  }

  private static void nearColumns(double[][] x, int most, SplittableRandom random) {
    int gap = -random.nextInt(10, most + 1);
    for (double[] row : x) {
      int last = row.length - 1;
      row[last] = last > 0 ? row[0] + Math.scalb(row[last], gap) : row[0];
    }
  }

  /** The last row becomes a whole multiple of the first, and perhaps the one before it a sum. */
  private static void repeatRows(double[][] x, SplittableRandom random) {
    int last = x.length - 1;
    int factor = random.nextInt(1, 4);
    int exponent = random.nextInt(-30, 31);
    for (int j = 0; last > 0 && j < x[0].length; j++) {
      x[last][j] = Math.scalb(factor * x[0][j], exponent);
      if (last > 2) {
        x[last - 1][j] = x[0][j] - 2 * x[1][j];
      }
    }
  }

  /** Half of them made by a sparse θ of small integers, the others of any size. */
  private static double[] targets(double[][] x, SplittableRandom random) {
    double[] y = new double[x.length];
    boolean isMade = random.nextBoolean();
    double[] theta = new double[x[0].length];
    for (int k = 0; k < 2; k++) {
      theta[random.nextInt(theta.length)] = random.nextInt(-3, 4);
    }
    for (int i = 0; i < y.length; i++) {
      double largest = Arrays.stream(x[i]).map(Math::abs).max().orElseThrow();
      if (isMade) {
        for (int j = 0; j < theta.length; j++) {
          y[i] += x[i][j] * theta[j];
        }
      } else {
        y[i] = random.nextInt(-5, 6) * (random.nextBoolean() ? largest : 1);
      }
    }
    return y;
  }
}
