package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.Samples.assertClose;
import static dev.mirrorflow.kernel.Samples.gaussian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The work of explicit integrators in lanes, of each provider, against loops written here. */
class LaneFlowKernelsTest {

  static Stream<Arguments> providersAndWidths() {
    return Stream.of(new ScalarLanes(), new VectorLanes())
        .flatMap(k -> Stream.of(Arguments.of(k, k.width()), Arguments.of(k, k.width() / 2)));
  }

  @ParameterizedTest
  @MethodSource("providersAndWidths")
  void slopesOfTheFactors(LaneProvider k, int width) {
    Random random = new Random(1);
    for (int d : Samples.SIZES) {
      int half = d * width;
      double[] state = gaussian(random, 2 * half);
      double[] g = gaussian(random, half);
      double[] before = gaussian(random, 2 * half);
      int from = d / 3 * width;
      int to = half - d / 5 * width;
      double[] slope = before.clone();
      k.factorSlopes(state, g, from, to, slope);
      double[] expected = before.clone();
      for (int t = from; t < to; t++) {
        expected[t] = -(state[half + t] * g[t]);
        expected[half + t] = -(state[t] * g[t]);
      }
      assertArrayEquals(expected, slope, "d = " + d);
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndWidths")
  void weightedTerms(LaneProvider k, int width) {
    Random random = new Random(2);
    for (int d : Samples.SIZES) {
      double[] base = gaussian(random, d * width);
      double[] term = gaussian(random, d * width);
      double[] weights = gaussian(random, 3 * width);
      double[] expected = gaussian(random, d * width);
      double[] out = expected.clone();
      double[] magnitude = Samples.absolute(expected);
      int from = d / 3 * width;
      int to = (d - d / 5) * width;
      k.addWeighted(base, term, weights, 2 * width, width, from, to, out);
      for (int t = from; t < to; t++) {
        double product = weights[2 * width + t % width] * term[t];
        expected[t] = base[t] + product;
        magnitude[t] = Math.abs(base[t]) + Math.abs(product);
      }
      assertClose(expected, out, 2, magnitude, "d = " + d);
      assertArrayEquals(Arrays.copyOf(expected, from), Arrays.copyOf(out, from));
      double[] inPlace = base.clone();
      k.addWeighted(inPlace, term, weights, 2 * width, width, from, to, inPlace);
      assertArrayEquals(
          Arrays.copyOfRange(out, from, to), Arrays.copyOfRange(inPlace, from, to), "d = " + d);
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndWidths")
  void scaledSquares(LaneProvider k, int width) {
    Random random = new Random(3);
    for (int d : Samples.SIZES) {
      double[] error = gaussian(random, d * width);
      double[] before = gaussian(random, d * width);
      double[] after = gaussian(random, d * width);
      double[] relative = Samples.absolute(gaussian(random, width));
      double[] absolute = Samples.absolute(gaussian(random, width));
      double[] squares = gaussian(random, width);
      after[0] = Double.NaN;
      k.scaledSquares(error, before, after, relative, absolute, width, squares);
      assertEquals(Double.NaN, squares[0]);
      for (int l = 1; l < width; l++) {
        double sum = 0;
        for (int t = l; t < d * width; t += width) {
          double size = Math.max(Math.abs(before[t]), Math.abs(after[t]));
          sum += Math.pow(error[t] / (absolute[l] + relative[l] * size), 2);
        }
        assertClose(sum, squares[l], 4 * d, sum, () -> "d = " + d);
      }
    }
  }

  /** A lane at 0 without tolerance makes no error, and one that errs there is far beyond it. */
  @ParameterizedTest
  @MethodSource("providersAndWidths")
  void nothingIsDividedByZero(LaneProvider k, int width) {
    double[] zero = new double[3 * width];
    double[] none = new double[width];
    double[] error = zero.clone();
    error[width + 1] = 1e-100;
    double[] squares = new double[width];
    k.scaledSquares(error, zero, zero, none, none, width, squares);
    assertEquals(0, squares[0]);
    assertTrue(squares[1] > 1e100, "square " + squares[1]);
  }

  /** The same numbers in any lane and at any width. */
  @ParameterizedTest
  @MethodSource("providersAndWidths")
  void aLaneDependsOnNothingButItself(LaneProvider k, int width) {
    Random random = new Random(4);
    int d = 33;
    double[][] own = {gaussian(random, d), gaussian(random, d), gaussian(random, d)};
    double[] expected = null;
    for (int l = 0; l < width; l++) {
      double[][] lanes = new double[3][];
      for (int a = 0; a < 3; a++) {
        lanes[a] = gaussian(random, d * width);
        Arrays.fill(lanes[a], 0, width, Double.NaN);
        for (int j = 0; j < d; j++) {
          lanes[a][j * width + l] = own[a][j];
        }
      }
      double[] ones = new double[width];
      Arrays.fill(ones, 0.3);
      double[] squares = new double[width];
      double[] sum = new double[d * width];
      k.scaledSquares(lanes[0], lanes[1], lanes[2], ones, ones, width, squares);
      k.addWeighted(lanes[0], lanes[1], ones, 0, width, 0, d * width, sum);
      double[] actual = new double[d + 1];
      for (int j = 0; j < d; j++) {
        actual[j] = sum[j * width + l];
      }
      actual[d] = squares[l];
      expected = expected == null ? actual : expected;
      assertArrayEquals(expected, actual, "lane " + l);
      assertTrue(Double.isFinite(actual[d]));
    }
  }

  @Test
  void termsAreAddedInTheirOrder() {
    int width = LaneKernels.width();
    double[] base = new double[2 * width];
    Arrays.fill(base, 1);
    double[][] terms = {new double[2 * width], new double[2 * width], null};
    Arrays.fill(terms[0], 10);
    Arrays.fill(terms[1], 100);
    double[] weights = new double[2 * width];
    Arrays.fill(weights, 0, width, 2);
    Arrays.fill(weights, width, 2 * width, 3);
    double[] out = new double[2 * width];
    LaneFlowKernels.addWeighted(base, terms, 2, weights, width, width, 2 * width, out);
    assertEquals(0, out[width - 1]);
    assertEquals(321, out[width]);
    assertEquals(1, base[width]);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    int width = LaneKernels.width();
    double[] a = new double[4 * width];
    double[] half = new double[2 * width];
    double[] one = new double[width];
    double[][] terms = {a};
    refused(() -> LaneFlowKernels.factorSlopes(a, a, width, 0, width, a));
    refused(() -> LaneFlowKernels.factorSlopes(a, half, width, 0, width, half));
    refused(() -> LaneFlowKernels.factorSlopes(a, half, width, 1, width, a));
    refused(() -> LaneFlowKernels.factorSlopes(a, half, width, 0, 3 * width, a));
    refused(() -> LaneFlowKernels.factorSlopes(a, half, width + 1, 0, 0, a));
    refused(() -> LaneFlowKernels.addWeighted(a, terms, 2, half, width, 0, width, a));
    refused(() -> LaneFlowKernels.addWeighted(a, terms, 0, half, width, 0, width, a));
    refused(() -> LaneFlowKernels.addWeighted(a, terms, 1, new double[1], width, 0, width, a));
    refused(() -> LaneFlowKernels.addWeighted(half, terms, 1, one, width, 0, width, a));
    refused(() -> LaneFlowKernels.addWeighted(half, terms, 1, one, width, 0, width, half));
    refused(() -> LaneFlowKernels.addWeighted(a, terms, 1, one, width, 0, 5 * width, a));
    refused(() -> LaneFlowKernels.scaledSquares(a, a, half, one, one, one));
    refused(() -> LaneFlowKernels.scaledSquares(a, half, a, one, one, one));
    refused(() -> LaneFlowKernels.scaledSquares(a, a, a, half, one, one));
    refused(() -> LaneFlowKernels.scaledSquares(a, a, a, one, half, one));
    refused(() -> LaneFlowKernels.scaledSquares(a, a, a, one, one, new double[3]));
  }

  private static void refused(Runnable call) {
    assertThrows(IllegalArgumentException.class, call::run);
  }
}
