package dev.mirrorflow.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.Search;
import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Searches small problems for a path that is certified and wrong, judged by exact fractions; {@link
 * Search} says where.
 */
class SaddlePathSearchTest {

  /** How the entries of X and y are drawn. */
  private enum Kind {
    INTEGERS,
    GAUSSIAN,
    ROWS_APART,
    ENTRIES_APART,
    SPARSE_POWERS
  }

  /**
   * What came of a problem.
   *
   * @param refused whether no path was certified
   * @param fault of a path that was
   */
  private record Answer(boolean refused, Optional<String> fault) {}

  @Test
  void nothingCertifiedIsWrong() {
    Search search = Search.of(2000);
    List<Answer> answers = search.all(SaddlePathSearchTest::answer);
    List<String> wrong = answers.stream().flatMap(answer -> answer.fault().stream()).toList();
    long refused = answers.stream().filter(Answer::refused).count();
    System.out.printf(
        "saddle paths, seed %d: %d certified, %d refused, %d wrong%n",
        search.seed(), search.problems() - refused - wrong.size(), refused, wrong.size());
    assertEquals(List.of(), wrong);
    assertTrue(refused <= 0.02 * search.problems(), refused + " refused");
  }

  private static Answer answer(long seed) {
    RandomGenerator random = TestProblems.random(seed);
    int n = 1 + random.nextInt(4);
    int d = 1 + random.nextInt(6);
    double[][] x = new double[n][d];
    double[] y = new double[n];
    draw(random, x, y);
    return path(x, y)
        .map(path -> new ExactFractions(x, y).fault(path.end().theta(d)))
        .map(fault ->
            new Answer(
                false,
                fault.map(what ->
                    seed + ": " + what + " " + Arrays.deepToString(x) + Arrays.toString(y))))
        .orElse(new Answer(true, Optional.empty()));
  }

  private static Optional<SaddlePath> path(double[][] x, double[] y) {
    try {
      SaddlePath path = SaddlePath.of(new LeastSquares(DesignMatrix.of(x), y));
      return Optional.of(path).filter(p -> p.certificate().holds(SaddlePath.TOLERANCE));
    } catch (ComputationException _) {
      return Optional.empty();
    }
  }

  private static void draw(RandomGenerator random, double[][] x, double[] y) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    for (int i = 0; i < x.length; i++) {
      double row = power(random);
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = entry(kind, random, row);
      }
      y[i] =
          kind == Kind.INTEGERS
              ? random.nextInt(11) - 5
              : random.nextGaussian() * (random.nextBoolean() ? power(random) : 1);
    }
    x[0][0] = x[0][0] == 0 ? 1 : x[0][0];
    double near = Math.pow(10, -1 - random.nextInt(12));
    if (random.nextInt(3) == 0) {
      int j = random.nextInt(x[0].length);
      for (double[] row : x) {
        row[x[0].length - 1] = row[j] * (1 + random.nextGaussian() * near);
      }
    }
    if (random.nextInt(3) == 0) {
      int i = random.nextInt(x.length);
      int last = x.length - 1;
      for (int j = 0; j < x[i].length; j++) {
        x[last][j] = x[i][j] * (1 + random.nextGaussian() * near);
      }
      y[last] = y[i] * (1 + random.nextInt(-1, 2) * near);
    }
    if (random.nextInt(4) == 0) {
      fit(random, x, y);
    }
  }

  private static double power(RandomGenerator random) {
    return Math.pow(10, random.nextInt(25) - 12);
  }

  private static double entry(Kind kind, RandomGenerator random, double row) {
    return switch (kind) {
      case INTEGERS -> random.nextInt(9) - 4;
      case GAUSSIAN -> random.nextGaussian();
      case ROWS_APART -> random.nextGaussian() * row;
      case ENTRIES_APART -> random.nextGaussian() * power(random);
      case SPARSE_POWERS -> (random.nextInt(5) - 2) * Math.scalb(1.0, random.nextInt(80) - 40);
    };
  }

  /** Makes y from a few whole θ_j. */
  private static void fit(RandomGenerator random, double[][] x, double[] y) {
    double[] theta = new double[x[0].length];
    for (int j = 0; j < theta.length; j++) {
      theta[j] = random.nextInt(3) == 0 ? random.nextInt(9) - 4 : 0;
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = 0;
      for (int j = 0; j < theta.length; j++) {
        y[i] += x[i][j] * theta[j];
      }
    }
  }
}
