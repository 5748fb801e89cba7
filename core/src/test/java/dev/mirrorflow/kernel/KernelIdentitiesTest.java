package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.Samples.SIZES;
import static dev.mirrorflow.kernel.Samples.gaussian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the kernels mean, for each provider by itself: numbers worked out by hand, the fused updates
 * against the same update in single steps, and results written onto an argument.
 */
class KernelIdentitiesTest {

  private static final double TOLERANCE = 1e-14;

  static Stream<KernelProvider> providers() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  /** The same number at 19 coordinates, so that whole vectors and tails take part at any width. */
  private static double[] all(double value) {
    double[] a = new double[19];
    Arrays.fill(a, value);
    return a;
  }

  @ParameterizedTest
  @MethodSource("providers")
  void reductionsByHand(KernelProvider k) {
    assertEquals(19 * 6, k.dot(all(2), 0, all(3), 0, 19));
    // (2*5)^2 + (3*5)^2 = 325
    assertEquals(19 * 325, k.hadamardGradientSquaredNorm(all(2), all(3), all(5), 0, 19));
    assertEquals(0, k.dot(all(2), 19, all(3), 0, 0));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void axpyAndHadamardByHand(KernelProvider k) {
    double[] y = all(3);
    k.axpy(0.5, all(4), 0, y, 0, 19);
    assertArrayEquals(all(5), y);
    k.hadamard(all(-2), 0, all(3), 0, y, 0, 19);
    assertArrayEquals(all(-6), y);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void gradientsByHand(KernelProvider k) {
    double[] gradU = all(0);
    double[] gradV = all(0);
    k.hadamardGradients(all(2), all(3), all(5), gradU, gradV, 0, 19);
    assertArrayEquals(all(15), gradU);
    assertArrayEquals(all(10), gradV);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void stepByHand(KernelProvider k) {
    double[] u = all(2);
    double[] v = all(3);
    double[] theta = all(0);
    // u = 2 - 0.5*3*4 = -4, v = 3 - 0.5*2*4 = -1
    k.hadamardTrial(u, v, all(4), 0.5, theta, 0, 19);
    assertArrayEquals(all(4), theta);
    assertArrayEquals(all(2), u);
    assertArrayEquals(all(3), v);
    k.hadamardStep(u, v, all(4), 0.5, theta, 0, 19);
    assertArrayEquals(all(-4), u);
    assertArrayEquals(all(-1), v);
    assertArrayEquals(all(4), theta);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void momentumByHand(KernelProvider k) {
    double[] w = all(1);
    double[] velocity = all(8);
    // p = 0.25*8 - 0.5*6 = -1, w = 1 - 1 = 0
    k.heavyBall(w, velocity, all(6), 0.5, 0.25, 0, 19);
    assertArrayEquals(all(-1), velocity);
    assertArrayEquals(all(0), w);
    w = all(1);
    double[] ahead = all(8);
    // w' = 8 - 0.5*6 = 5, ahead = 5 + 0.25*(5 - 1) = 6
    k.nesterov(w, ahead, all(6), 0.5, 0.25, 0, 19);
    assertArrayEquals(all(5), w);
    assertArrayEquals(all(6), ahead);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void fusedUpdatesDoWhatSingleStepsDo(KernelProvider k) {
    Random random = new Random(7);
    double eta = 0.3;
    double beta = 0.9;
    for (int n : SIZES) {
      double[] u = gaussian(random, n);
      double[] v = gaussian(random, n);
      double[] a = gaussian(random, n);
      double[] b = gaussian(random, n);
      double[] g = gaussian(random, n);
      fusedHeavyBall(k, new double[][] {u, v, a, b}, g, eta, beta);
      fusedNesterov(k, new double[][] {u, v, a, b}, g, eta, beta);
    }
  }

  private static void fusedHeavyBall(
      KernelProvider k, double[][] state, double[] g, double eta, double beta) {
    int n = g.length;
    double[][] one = copies(state);
    double[][] two = copies(state);
    double[] theta = new double[n];
    k.hadamardHeavyBall(one[0], one[1], one[2], one[3], g, eta, beta, theta, 0, n);
    double[] gradU = new double[n];
    double[] gradV = new double[n];
    k.hadamardGradients(two[0], two[1], g, gradU, gradV, 0, n);
    k.heavyBall(two[0], two[2], gradU, eta, beta, 0, n);
    k.heavyBall(two[1], two[3], gradV, eta, beta, 0, n);
    same(k, one, two, theta, one[0], one[1]);
  }

  private static void fusedNesterov(
      KernelProvider k, double[][] state, double[] g, double eta, double beta) {
    int n = g.length;
    double[][] one = copies(state);
    double[][] two = copies(state);
    double[] theta = new double[n];
    k.hadamardNesterov(one[0], one[1], one[2], one[3], g, eta, beta, theta, 0, n);
    double[] gradU = new double[n];
    double[] gradV = new double[n];
    k.hadamardGradients(two[2], two[3], g, gradU, gradV, 0, n);
    k.nesterov(two[0], two[2], gradU, eta, beta, 0, n);
    k.nesterov(two[1], two[3], gradV, eta, beta, 0, n);
    same(k, one, two, theta, one[2], one[3]);
  }

  private static void same(
      KernelProvider k, double[][] one, double[][] two, double[] theta, double[] p, double[] q) {
    for (int a = 0; a < one.length; a++) {
      assertArrayEquals(two[a], one[a], 10 * TOLERANCE, "array " + a);
    }
    double[] product = new double[theta.length];
    k.hadamard(p, 0, q, 0, product, 0, theta.length);
    assertArrayEquals(product, theta, "theta is the product of the new factors");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void stepIsGradientThenAxpyAndTrialIsStep(KernelProvider k) {
    Random random = new Random(8);
    for (int n : SIZES) {
      double[] u = gaussian(random, n);
      double[] v = gaussian(random, n);
      double[] g = gaussian(random, n);
      double[] trial = new double[n];
      double[] theta = new double[n];
      double[] gradU = new double[n];
      double[] gradV = new double[n];
      k.hadamardGradients(u, v, g, gradU, gradV, 0, n);
      double squares = k.dot(gradU, 0, gradU, 0, n) + k.dot(gradV, 0, gradV, 0, n);
      assertEquals(
          squares, k.hadamardGradientSquaredNorm(u, v, g, 0, n), n * TOLERANCE * (1 + squares));
      double[] expectedU = u.clone();
      double[] expectedV = v.clone();
      k.axpy(-0.3, gradU, 0, expectedU, 0, n);
      k.axpy(-0.3, gradV, 0, expectedV, 0, n);
      k.hadamardTrial(u, v, g, 0.3, trial, 0, n);
      k.hadamardStep(u, v, g, 0.3, theta, 0, n);
      assertArrayEquals(expectedU, u, 10 * TOLERANCE);
      assertArrayEquals(expectedV, v, 10 * TOLERANCE);
      assertArrayEquals(theta, trial, "the trial is the step, to the bit");
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void resultsMayReplaceTheArgumentsThatTheJavadocNames(KernelProvider k) {
    Random random = new Random(9);
    for (int n : SIZES) {
      double[] u = gaussian(random, n);
      double[] v = gaussian(random, n);
      double[] g = gaussian(random, n);
      double[] product = new double[n];
      k.hadamard(u, 0, v, 0, product, 0, n);
      double[] x = u.clone();
      k.hadamard(x, 0, v, 0, x, 0, n);
      assertArrayEquals(product, x, "out is x");
      double[] y = v.clone();
      k.hadamard(u, 0, y, 0, y, 0, n);
      assertArrayEquals(product, y, "out is y");

      double[] gradU = new double[n];
      double[] gradV = new double[n];
      k.hadamardGradients(u, v, g, gradU, gradV, 0, n);
      double[] other = new double[n];
      double[] h = g.clone();
      k.hadamardGradients(u, v, h, h, other, 0, n);
      assertArrayEquals(gradU, h, "gradU is g");
      assertArrayEquals(gradV, other, "gradU is g");
      h = g.clone();
      k.hadamardGradients(u, v, h, other, h, 0, n);
      assertArrayEquals(gradU, other, "gradV is g");
      assertArrayEquals(gradV, h, "gradV is g");
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aCoordinateUpdatesTheSameAtEveryPlace(KernelProvider k) {
    Random random = new Random(10);
    double[][] one = new double[6][];
    double[][] all = new double[6][];
    for (int a = 0; a < 6; a++) {
      one[a] = gaussian(random, 1);
      all[a] = all(one[a][0]);
    }
    k.hadamardStep(one[0], one[1], one[4], 0.3, one[5], 0, 1);
    k.hadamardStep(all[0], all[1], all[4], 0.3, all[5], 0, 19);
    k.hadamardHeavyBall(one[0], one[1], one[2], one[3], one[4], 0.3, 0.9, one[5], 0, 1);
    k.hadamardHeavyBall(all[0], all[1], all[2], all[3], all[4], 0.3, 0.9, all[5], 0, 19);
    k.hadamardNesterov(one[0], one[1], one[2], one[3], one[4], 0.3, 0.9, one[5], 0, 1);
    k.hadamardNesterov(all[0], all[1], all[2], all[3], all[4], 0.3, 0.9, all[5], 0, 19);
    k.heavyBall(one[0], one[2], one[4], 0.3, 0.9, 0, 1);
    k.heavyBall(all[0], all[2], all[4], 0.3, 0.9, 0, 19);
    k.nesterov(one[1], one[3], one[4], 0.3, 0.9, 0, 1);
    k.nesterov(all[1], all[3], all[4], 0.3, 0.9, 0, 19);
    k.axpy(0.7, one[0], 0, one[1], 0, 1);
    k.axpy(0.7, all[0], 0, all[1], 0, 19);
    for (int a = 0; a < 6; a++) {
      assertArrayEquals(all(one[a][0]), all[a], "array " + a);
    }
  }

  private static double[][] copies(double[][] in) {
    double[][] copies = new double[in.length][];
    for (int a = 0; a < in.length; a++) {
      copies[a] = in[a].clone();
    }
    return copies;
  }
}
