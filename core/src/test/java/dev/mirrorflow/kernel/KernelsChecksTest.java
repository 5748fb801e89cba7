package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public face: what it refuses, in which words, and that it hands its arguments on in order.
 */
class KernelsChecksTest {

  private static final double[] A = new double[4];
  private static final double[] B = new double[3];
  private static final double[] PANEL = new double[20];
  private static final int[] BATCH = {5, 6, 4};

  private static Arguments bad(String message, Executable call) {
    return Arguments.of(message, call);
  }

  private static String lengths(String first, String second) {
    return "lengths differ: " + first + " has 4, " + second + " has 3";
  }

  static Stream<Arguments> differentLengths() {
    return Stream.of(
        bad(lengths("x", "y"), () -> Kernels.dot(A, B)),
        bad(lengths("x", "y"), () -> Kernels.axpy(1, A, B)),
        bad(lengths("x", "y"), () -> Kernels.hadamard(A, B, A)),
        bad(lengths("x", "out"), () -> Kernels.hadamard(A, A, B)),
        bad(lengths("u", "v"), () -> Kernels.hadamardGradients(A, B, A, A, A)),
        bad(lengths("u", "g"), () -> Kernels.hadamardGradients(A, A, B, A, A)),
        bad(lengths("u", "gradU"), () -> Kernels.hadamardGradients(A, A, A, B, A)),
        bad(lengths("u", "gradV"), () -> Kernels.hadamardGradients(A, A, A, A, B)),
        bad(lengths("u", "v"), () -> Kernels.hadamardGradientSquaredNorm(A, B, A)),
        bad(lengths("u", "g"), () -> Kernels.hadamardGradientSquaredNorm(A, A, B)),
        bad(lengths("u", "v"), () -> Kernels.hadamardStep(A, B, A, 1, A, 0, 2)),
        bad(lengths("u", "g"), () -> Kernels.hadamardStep(A, A, B, 1, A, 0, 2)),
        bad(lengths("u", "theta"), () -> Kernels.hadamardStep(A, A, A, 1, B, 0, 2)),
        bad(lengths("u", "v"), () -> Kernels.hadamardTrial(A, B, A, 1, A)),
        bad(lengths("u", "g"), () -> Kernels.hadamardTrial(A, A, B, 1, A)),
        bad(lengths("u", "theta"), () -> Kernels.hadamardTrial(A, A, A, 1, B)),
        bad(lengths("w", "velocity"), () -> Kernels.heavyBall(A, B, A, 1, 1, 0, 2)),
        bad(lengths("w", "g"), () -> Kernels.heavyBall(A, A, B, 1, 1, 0, 2)),
        bad(lengths("w", "ahead"), () -> Kernels.nesterov(A, B, A, 1, 1, 0, 2)),
        bad(lengths("w", "g"), () -> Kernels.nesterov(A, A, B, 1, 1, 0, 2)),
        bad(lengths("u", "v"), () -> Kernels.hadamardHeavyBall(A, B, A, A, A, 1, 1, A, 0, 2)),
        bad(
            lengths("u", "velocityU"),
            () -> Kernels.hadamardHeavyBall(A, A, B, A, A, 1, 1, A, 0, 2)),
        bad(
            lengths("u", "velocityV"),
            () -> Kernels.hadamardHeavyBall(A, A, A, B, A, 1, 1, A, 0, 2)),
        bad(lengths("u", "g"), () -> Kernels.hadamardHeavyBall(A, A, A, A, B, 1, 1, A, 0, 2)),
        bad(lengths("u", "theta"), () -> Kernels.hadamardHeavyBall(A, A, A, A, A, 1, 1, B, 0, 2)),
        bad(lengths("u", "v"), () -> Kernels.hadamardNesterov(A, B, A, A, A, 1, 1, A, 0, 2)),
        bad(lengths("u", "aheadU"), () -> Kernels.hadamardNesterov(A, A, B, A, A, 1, 1, A, 0, 2)),
        bad(lengths("u", "aheadV"), () -> Kernels.hadamardNesterov(A, A, A, B, A, 1, 1, A, 0, 2)),
        bad(lengths("u", "g"), () -> Kernels.hadamardNesterov(A, A, A, A, B, 1, 1, A, 0, 2)),
        bad(lengths("u", "theta"), () -> Kernels.hadamardNesterov(A, A, A, A, A, 1, 1, B, 0, 2)),
        bad(
            lengths("theta", "gradient"),
            () -> Kernels.residualGradient(PANEL, 0, 4, 2, A, A, A, 0, 1, B)),
        bad(
            lengths("theta", "gradient"),
            () -> Kernels.batchResidualGradient(PANEL, 0, 4, 2, 0, BATCH, 0, 0, A, A, A, 1, B)));
  }

  static Stream<Arguments> rangesThatLeave() {
    return Stream.of(
        bad("range of 4 from 1 leaves x, which has 4", () -> Kernels.dot(A, 1, A, 0, 4)),
        bad("range of 4 from 0 leaves y, which has 3", () -> Kernels.dot(A, 0, B, 0, 4)),
        bad("range of 2 from -1 leaves x, which has 4", () -> Kernels.dot(A, -1, A, 0, 2)),
        bad("range of -1 from 0 leaves x, which has 4", () -> Kernels.dot(A, 0, A, 0, -1)),
        bad(
            "range of 2147483647 from 2147483647 leaves x, which has 4",
            () -> Kernels.dot(A, Integer.MAX_VALUE, A, 0, Integer.MAX_VALUE)),
        bad("range of 2 from 3 leaves x, which has 4", () -> Kernels.axpy(1, A, 3, A, 0, 2)),
        bad("range of 2 from 2 leaves y, which has 3", () -> Kernels.axpy(1, A, 0, B, 2, 2)),
        bad("range of 2 from 3 leaves x, which has 4", () -> Kernels.hadamard(A, 3, A, 0, A, 0, 2)),
        bad("range of 2 from 2 leaves y, which has 3", () -> Kernels.hadamard(A, 0, B, 2, A, 0, 2)),
        bad(
            "range of 2 from 2 leaves out, which has 3",
            () -> Kernels.hadamard(A, 0, A, 0, B, 2, 2)),
        bad(
            "range of 4 from 1 leaves y, which has 4",
            () -> Kernels.residualGradient(PANEL, 0, 4, 4, A, A, PANEL, 1, 1, A)),
        bad(
            "range of 4 from 0 leaves residual, which has 3",
            () -> Kernels.residualGradient(PANEL, 0, 4, 4, A, A, B, 0, 1, A)),
        bad(
            "range of 2 from 3 leaves y, which has 4",
            () -> Kernels.batchResidualGradient(PANEL, 0, 4, 2, 3, BATCH, 0, 0, A, A, A, 1, A)),
        bad(
            "range of 3 from 2 leaves out, which has 4",
            () -> Kernels.multiplyRows(PANEL, 0, 4, 3, A, A, 2)),
        bad(
            "range of 3 from 2 leaves c, which has 4",
            () -> Kernels.combineRows(1, A, 2, PANEL, 0, 4, 3, A)));
  }

  static Stream<Arguments> panelsAndBatches() {
    return Stream.of(
        bad(
            "stride 3 is below the row length 4",
            () -> Kernels.multiplyRows(PANEL, 0, 3, 2, A, A, 0)),
        bad(
            "stride 3 is below the row length 4",
            () -> Kernels.combineRows(1, A, 0, PANEL, 0, 3, 2, A)),
        bad(
            "4 rows of 4 with stride 5 from 2 leave a panel of 20",
            () -> Kernels.residualGradient(PANEL, 2, 5, 4, A, A, A, 0, 1, A)),
        bad(
            "2 rows of 4 with stride 5 from -1 leave a panel of 20",
            () -> Kernels.multiplyRows(PANEL, -1, 5, 2, A, A, 0)),
        bad(
            "-1 rows of 4 with stride 5 from 0 leave a panel of 20",
            () -> Kernels.multiplyRows(PANEL, 0, 5, -1, A, A, 0)),
        bad(
            "1073741825 rows of 4 with stride 4 from 0 leave a panel of 20",
            () -> Kernels.multiplyRows(PANEL, 0, 4, (1 << 30) + 1, A, A, 0)),
        bad(
            "batch range [0, 4) leaves the batch of 3 or the residual of 4",
            () -> Kernels.batchResidualGradient(PANEL, 0, 4, 2, 4, BATCH, 0, 4, A, PANEL, A, 1, A)),
        bad(
            "batch range [-1, 1) leaves the batch of 3 or the residual of 4",
            () ->
                Kernels.batchResidualGradient(PANEL, 0, 4, 2, 4, BATCH, -1, 1, A, PANEL, A, 1, A)),
        bad(
            "batch range [2, 1) leaves the batch of 3 or the residual of 4",
            () -> Kernels.batchResidualGradient(PANEL, 0, 4, 2, 4, BATCH, 2, 1, A, PANEL, A, 1, A)),
        bad(
            "batch range [0, 2) leaves the batch of 3 or the residual of 1",
            () ->
                Kernels.batchResidualGradient(
                    PANEL, 0, 4, 2, 4, BATCH, 0, 2, A, PANEL, new double[1], 1, A)),
        bad(
            "batch[1] = 6 is not a row of the panel [4, 6)",
            () -> Kernels.batchResidualGradient(PANEL, 0, 4, 2, 4, BATCH, 0, 3, A, PANEL, A, 1, A)),
        bad(
            "batch[2] = 4 is not a row of the panel [5, 7)",
            () ->
                Kernels.batchResidualGradient(PANEL, 0, 4, 2, 5, BATCH, 0, 3, A, PANEL, A, 1, A)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"differentLengths", "rangesThatLeave", "panelsAndBatches"})
  void isRefusedWithTheNumbers(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void argumentsReachTheProviderInOrder() {
    double[] x = {9, 1, 2, 9, 3, 4, 9};
    double[] theta = {10, 100};
    double[] out = new double[3];
    Kernels.multiplyRows(x, 1, 3, 2, theta, out, 1);
    assertArrayEquals(new double[] {0, 210, 430}, out);

    double[] combined = {0.5, 0.25};
    Kernels.combineRows(2, new double[] {7, 5, 3}, 1, x, 1, 3, 2, combined);
    assertArrayEquals(new double[] {28.5, 44.25}, combined);

    double[] residual = new double[3];
    double[] gradient = {1, 2};
    double[] y = {0, 200, 400};
    assertEquals(1000, Kernels.residualGradient(x, 1, 3, 2, theta, y, residual, 1, 0.5, gradient));
    assertArrayEquals(new double[] {0, 10, 30}, residual);
    assertArrayEquals(new double[] {51, 72}, gradient);

    double[] batchGradient = {0, 0};
    int[] batch = {0, 2, 1, 2};
    double[] batchResidual = new double[4];
    double[] far = {0, 200, 400};
    assertEquals(
        1900,
        Kernels.batchResidualGradient(
            x, 1, 3, 2, 1, batch, 1, 4, theta, far, batchResidual, 1, batchGradient));
    assertArrayEquals(new double[] {0, 30, 10, 30}, batchResidual);
    assertArrayEquals(new double[] {190, 260}, batchGradient);
  }

  @Test
  void updatesReachTheProviderInOrder() {
    double[] u = {2};
    double[] v = {3};
    double[] g = {4};
    double[] theta = {0};
    assertEquals(12 * 12 + 8 * 8, Kernels.hadamardGradientSquaredNorm(u, v, g));
    Kernels.hadamardTrial(u, v, g, 0.5, theta);
    assertEquals(4, theta[0]);
    Kernels.hadamardStep(u, v, g, 0.5, theta, 0, u.length);
    assertArrayEquals(new double[] {-4, -1, 4}, new double[] {u[0], v[0], theta[0]});
    double[] gradU = {0};
    double[] gradV = {0};
    Kernels.hadamardGradients(u, v, g, gradU, gradV);
    assertArrayEquals(new double[] {-4, -16}, new double[] {gradU[0], gradV[0]});
    Kernels.axpy(2, gradU, gradV);
    assertEquals(-24, gradV[0]);
    Kernels.hadamard(gradU, gradV, theta);
    assertEquals(96, theta[0]);
    assertEquals(96, Kernels.dot(gradU, gradV));
    assertEquals(16, Kernels.squaredNorm(gradU));
  }

  @Test
  void momentumReachesTheProviderInOrder() {
    double[] w = {1};
    double[] p = {8};
    Kernels.heavyBall(w, p, new double[] {6}, 0.5, 0.25, 0, 1);
    assertArrayEquals(new double[] {0, -1}, new double[] {w[0], p[0]});
    w[0] = 1;
    p[0] = 8;
    Kernels.nesterov(w, p, new double[] {6}, 0.5, 0.25, 0, 1);
    assertArrayEquals(new double[] {5, 6}, new double[] {w[0], p[0]});

    double[] u = {1};
    double[] v = {2};
    double[] pu = {4};
    double[] pv = {8};
    double[] theta = {0};
    // pu = 0.25*4 - 0.5*2*6 = -5, pv = 0.25*8 - 0.5*1*6 = -1
    Kernels.hadamardHeavyBall(u, v, pu, pv, new double[] {6}, 0.5, 0.25, theta, 0, 1);
    assertArrayEquals(
        new double[] {-4, 1, -5, -1, -4}, new double[] {u[0], v[0], pu[0], pv[0], theta[0]});
    // u' = -5 - 0.5*6*(-1) = -2, v' = -1 - 0.5*6*(-5) = 14
    // ahead: -2 + 0.25*(-2 + 4) = -1.5, 14 + 0.25*(14 - 1) = 17.25
    Kernels.hadamardNesterov(u, v, pu, pv, new double[] {6}, 0.5, 0.25, theta, 0, 1);
    assertArrayEquals(
        new double[] {-2, 14, -1.5, 17.25, -1.5 * 17.25},
        new double[] {u[0], v[0], pu[0], pv[0], theta[0]});
  }
}
