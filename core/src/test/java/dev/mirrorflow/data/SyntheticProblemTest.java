package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticProblemTest {

  private static final SyntheticProblem PROBLEM = new SyntheticProblem(30, 70, 5, 0.4, 0.1, 7);

  @Test
  void sameSeedGivesTheSameBits() {
    SyntheticProblem again = new SyntheticProblem(30, 70, 5, 0.4, 0.1, 7);
    assertSame(PROBLEM.training(), again.training());
    assertSame(PROBLEM.test(9), again.test(9));
    assertArrayEquals(PROBLEM.thetaStar(), again.thetaStar());
  }

  @Test
  void publishedSeedKeepsItsBits() {
    Dataset data = SyntheticProblem.of(2, 2, 1, 1).withNoise(0.5).training();
    double[] expected = {
      1.9071699661357437, 0.43048434250739703, 0.46460421502063454, 0.4989330549374544
    };
    assertArrayEquals(
        expected, new double[] {data.x().get(0, 0), data.x().get(1, 1), data.y()[0], data.y()[1]});
  }

  @Test
  void differentSeedsAndStreamsDiffer() {
    SyntheticProblem other = new SyntheticProblem(30, 70, 5, 0.4, 0.1, 8);
    assertFalse(Arrays.equals(PROBLEM.thetaStar(), other.thetaStar()));
    assertFalse(Arrays.equals(row(PROBLEM.training(), 0), row(other.training(), 0)));
    assertFalse(Arrays.equals(row(PROBLEM.training(), 0), row(PROBLEM.test(1), 0)));
  }

  @Test
  void changingTheNoiseKeepsXAndThetaStar() {
    SyntheticProblem louder = PROBLEM.withNoise(3);
    assertSameX(PROBLEM.training().x(), louder.training().x());
    assertSameX(PROBLEM.test(4).x(), louder.test(4).x());
    assertArrayEquals(PROBLEM.thetaStar(), louder.thetaStar());
    assertFalse(Arrays.equals(PROBLEM.training().y(), louder.training().y()));
  }

  @Test
  void changingTheSparsityKeepsX() {
    assertSameX(PROBLEM.training().x(), new SyntheticProblem(30, 70, 70, 0.4, 0, 7).training().x());
  }

  @Test
  void moreSamplesExtendThoseThatWereThere() {
    Dataset longer = new SyntheticProblem(31, 70, 5, 0.4, 0.1, 7).training();
    assertArrayEquals(row(PROBLEM.training(), 29), row(longer, 29));
    assertEquals(PROBLEM.training().y()[29], longer.y()[29]);
    assertArrayEquals(row(PROBLEM.test(3), 2), row(PROBLEM.test(20), 2));
    assertEquals(PROBLEM.test(3).y()[2], PROBLEM.test(20).y()[2]);
  }

  @Test
  void entriesOfXAreStandardGaussian() {
    int n = 200;
    int d = 500;
    DesignMatrix x = SyntheticProblem.of(n, d, 3, 11).training().x();
    double count = (double) n * d;
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        double square = x.get(i, j) * x.get(i, j);
        sum += x.get(i, j);
        squares += square;
        fourths += square * square;
      }
    }
    // Five standard errors of the moments 0, 1 and 3 of N(0, 1), whose variances are 1, 2 and 96.
    assertEquals(0, sum / count, 5 / Math.sqrt(count));
    assertEquals(1, squares / count, 5 * Math.sqrt(2 / count));
    assertEquals(3, fourths / count, 5 * Math.sqrt(96 / count));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.6, 0, 0.8})
  void neighboursHaveCorrelationRho(double rho) {
    int n = 20_000;
    DesignMatrix x = new SyntheticProblem(n, 6, 1, rho, 0, 3).training().x();
    for (int lag = 0; lag < 6; lag++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += x.get(i, 5) * x.get(i, 5 - lag);
      }
      // The product of two N(0, 1) of correlation c has variance 1 + c^2 <= 2.
      assertEquals(Math.pow(rho, lag), sum / n, 5 * Math.sqrt(2.0 / n), "lag " + lag);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 49})
  void sparseThetaStarHasKEntriesOfMagnitudeOne(int k) {
    double[] theta = SyntheticProblem.of(3, 50, k, 5).thetaStar();
    assertEquals(k, Arrays.stream(theta).filter(t -> Math.abs(t) == 1).count());
    assertEquals(50 - k, Arrays.stream(theta).filter(t -> t == 0).count());
  }

  @Test
  void supportAndSignsAreUniform() {
    int seeds = 4000;
    int[] chosen = new int[6];
    int positive = 0;
    for (int seed = 0; seed < seeds; seed++) {
      double[] theta = SyntheticProblem.of(1, 6, 2, seed).thetaStar();
      for (int j = 0; j < 6; j++) {
        chosen[j] += theta[j] != 0 ? 1 : 0;
        positive += theta[j] > 0 ? 1 : 0;
      }
    }
    for (int count : chosen) {
      assertEquals(1 / 3.0, (double) count / seeds, 5 * Math.sqrt(2 / 9.0 / seeds));
    }
    assertEquals(0.5, positive / (2.0 * seeds), 5 * Math.sqrt(0.25 / (2 * seeds)));
  }

  @Test
  void denseThetaStarIsGaussian() {
    double[] theta = SyntheticProblem.of(1, 20_000, 20_000, 5).thetaStar();
    double squares = Arrays.stream(theta).map(t -> t * t).sum();
    assertEquals(1, squares / theta.length, 5 * Math.sqrt(2.0 / theta.length));
    assertEquals(theta.length, (double) Arrays.stream(theta).distinct().count(), 1);
  }

  @Test
  void noiseFreeTargetsAreXThetaStar() {
    Dataset data = PROBLEM.withNoise(0).training();
    double[] expected = new double[30];
    data.x().multiply(PROBLEM.thetaStar(), expected);
    assertArrayEquals(expected, data.y(), 70 * Math.ulp(8.0));
  }

  @Test
  void noiseHasStandardDeviationSigma() {
    int n = 10_000;
    SyntheticProblem problem = SyntheticProblem.of(n, 2, 0, 9).withNoise(0.3);
    double trainSquares = Arrays.stream(problem.training().y()).map(e -> e * e).sum();
    double testSquares = Arrays.stream(problem.test(n).y()).map(e -> e * e).sum();
    assertEquals(0.09, trainSquares / n, 0.09 * 5 * Math.sqrt(2.0 / n));
    assertEquals(0.09, testSquares / n, 0.09 * 5 * Math.sqrt(2.0 / n));
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    assertRefused("n = 0: at least one sample", () -> SyntheticProblem.of(0, 4, 1, 1));
    assertRefused("d = 0: at least one feature", () -> SyntheticProblem.of(4, 0, 0, 1));
    assertRefused("k = -1: the sparsity must be from 0 to d = 4", () -> withSparsity(-1));
    assertRefused("k = 5: the sparsity must be from 0 to d = 4", () -> withSparsity(5));
    assertRefused("sigma = -0.1: ", () -> PROBLEM.withNoise(-0.1));
    assertRefused("sigma = NaN: ", () -> PROBLEM.withNoise(Double.NaN));
    assertRefused("sigma = Infinity: ", () -> PROBLEM.withNoise(Double.POSITIVE_INFINITY));
    assertRefused("rho = 1.0: ", () -> PROBLEM.withCorrelation(1));
    assertRefused("rho = NaN: ", () -> PROBLEM.withCorrelation(Double.NaN));
    assertRefused("m = 0: at least one test sample", () -> PROBLEM.test(0));
    assertRefused(
        "raise -Xmx", () -> SyntheticProblem.of(2_000_000_000, 2_000_000_000, 1, 1).training());
  }

  private static SyntheticProblem withSparsity(int k) {
    return SyntheticProblem.of(4, 4, k, 1);
  }

  private static double[] row(Dataset data, int i) {
    double[] row = new double[data.x().columns()];
    data.x().copyRow(i, row);
    return row;
  }

  private static void assertSame(Dataset a, Dataset b) {
    assertSameX(a.x(), b.x());
    assertArrayEquals(a.y(), b.y());
  }

  private static void assertSameX(DesignMatrix a, DesignMatrix b) {
    assertEquals(a.rows(), b.rows());
    double[] rowA = new double[a.columns()];
    double[] rowB = new double[b.columns()];
    for (int i = 0; i < a.rows(); i++) {
      a.copyRow(i, rowA);
      b.copyRow(i, rowB);
      assertArrayEquals(rowA, rowB);
    }
  }
}
