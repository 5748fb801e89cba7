package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.Search;
import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Logistic;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * A search for a maximum margin that is wrong and yet certified, over small hostile problems judged
 * by {@link MarginReference}; {@link Search} says where.
 */
class MarginSearchTest {

  private static final Search SEARCH = Search.of(2000);

  /** Twice what a certificate allows. */
  private static final double AGREE = 2 * MaxMargin.TOLERANCE;

  private int separable;
  private int inseparable;
  private int refused;
  private int wrong;
  private String firstWrong = "";
  private String firstRefused = "";

  @Test
  void noCertifiedMarginIsWrong() {
    for (int k = 0; k < SEARCH.problems(); k++) {
      double[][] a = problem(TestProblems.random(SEARCH.seedOf(k)));
      MarginReference reference = new MarginReference(a);
      judge(k, "l1", a, reference, L1Margin::of, reference.l1());
      judge(k, "l2", a, reference, L2Margin::of, reference.l2());
      judge(k, "largest", a, reference, LargestMargin::of, reference.largest());
    }
    String counts =
        "seed %d, %d problems in three norms: %d separated, %d proved inseparable, %d refused, %d wrong"
            .formatted(SEARCH.seed(), SEARCH.problems(), separable, inseparable, refused, wrong);
    System.out.println(counts);
    assertEquals(0, wrong, () -> counts + ": " + firstWrong);
    assertTrue(refused <= 0.02 * 3 * SEARCH.problems(), () -> counts + ": " + firstRefused);
    assertTrue(Math.min(separable, inseparable) > 0.3 * SEARCH.problems(), counts);
  }

  private void judge(
      int problem,
      String norm,
      double[][] a,
      MarginReference reference,
      Function<Logistic, MaxMargin> solver,
      BigDecimal expected) {
    String name = "problem " + problem + " in " + norm + " " + Arrays.deepToString(a);
    double[] ones = new double[a.length];
    Arrays.fill(ones, 1);
    try {
      MaxMargin margin = solver.apply(new Logistic(DesignMatrix.of(a), ones));
      if (expected == null) {
        fail(name + ": separated, though it is inseparable");
        return;
      }
      BigDecimal found = new BigDecimal(margin.norm());
      double error =
          found.subtract(expected).divide(expected, MathContext.DECIMAL64).abs().doubleValue();
      double worst = reference.worstMargin(margin.w());
      if (error > AGREE) {
        fail(name + ": norm " + margin.norm() + ", not " + expected.doubleValue());
      } else if (worst < -1e-13 * a[0].length) {
        fail(name + ": a margin is missed by " + worst + " of its terms");
      } else {
        separable++;
      }
    } catch (BadDataException e) {
      if (expected != null) {
        fail(name + ": " + e.getMessage() + ", though its norm is " + expected.doubleValue());
      } else {
        inseparable++;
      }
    } catch (ComputationException e) {
      refused++;
      firstRefused = refused == 1 ? name + ": " + e.getMessage() : firstRefused;
    }
  }

  private void fail(String what) {
    wrong++;
    firstWrong = wrong == 1 ? what : firstWrong;
  }

  /** A, n x d, of one of several kinds, then hostile to one norm for all of it. */
  private static double[][] problem(RandomGenerator random) {
    int n = random.nextInt(1, 7);
    int d = random.nextInt(1, 5);
    double[][] a = new double[n][d];
    int kind = random.nextInt(4);
    for (double[] row : a) {
      for (int j = 0; j < d; j++) {
        row[j] =
            switch (kind) {
              case 0 -> random.nextInt(-3, 4);
              case 1 -> random.nextGaussian();
              case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(-12, 13));
              default -> random.nextInt(-1000, 1001) * Math.pow(10, random.nextInt(-6, 7));
            };
      }
    }
    if (random.nextBoolean()) {
      separate(a, random);
    }
    if (n > 1 && random.nextInt(3) == 0) {
      dependRows(a, random);
    }
    if (d > 1 && random.nextInt(3) == 0) {
      dependColumns(a, random);
    }
    if (random.nextInt(3) == 0) {
      for (double[] row : a) {
        scale(row, random.nextInt(-8, 9));
      }
    }
    if (random.nextInt(3) == 0) {
      int[] powers = random.ints(d, -8, 9).toArray();
      for (double[] row : a) {
        for (int j = 0; j < d; j++) {
          row[j] *= Math.pow(10, powers[j]);
        }
      }
    }
    return a;
  }

  /** Turns the rows to one side of a random plane. */
  private static void separate(double[][] a, RandomGenerator random) {
    double[] normal = random.doubles(a[0].length, -1, 1).toArray();
    for (double[] row : a) {
      double side = 0;
      for (int j = 0; j < row.length; j++) {
        side += normal[j] * row[j];
      }
      if (side < 0) {
        Arrays.setAll(row, j -> -row[j]);
      }
    }
  }

  /** Makes a row another one or its opposite, but for the last digits. */
  private static void dependRows(double[][] a, RandomGenerator random) {
    int from = random.nextInt(a.length);
    int to = (from + 1) % a.length;
    double factor = random.nextBoolean() ? 1 : -1;
    double distance = random.nextBoolean() ? 0 : Math.pow(10, random.nextInt(-16, -5));
    for (int j = 0; j < a[0].length; j++) {
      a[to][j] = factor * a[from][j] * (1 + distance * random.nextInt(-3, 4));
    }
  }

  private static void dependColumns(double[][] a, RandomGenerator random) {
    int from = random.nextInt(a[0].length);
    int to = (from + 1) % a[0].length;
    double factor = random.nextInt(1, 4);
    double distance = random.nextBoolean() ? 0 : Math.pow(10, random.nextInt(-16, -5));
    for (double[] row : a) {
      row[to] = factor * row[from] * (1 + distance * random.nextInt(-3, 4));
    }
  }

  private static void scale(double[] row, int power) {
    double factor = Math.pow(10, power);
    for (int j = 0; j < row.length; j++) {
      row[j] *= factor;
    }
  }
}
