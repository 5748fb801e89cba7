package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.Samples.SIZES;
import static dev.mirrorflow.kernel.Samples.absolute;
import static dev.mirrorflow.kernel.Samples.assertClose;
import static dev.mirrorflow.kernel.Samples.negative;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.kernel.Samples.Kind;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vector provider against the scalar one, coordinate by coordinate, for all kernels but those
 * on rows of X.
 *
 * <p>The tolerance needs the size of what is added up, cancellation or not: it is had by running
 * the scalar kernel on absolute values with every sign turned to plus.
 */
class CoordinateKernelsTest {

  private static final KernelProvider SCALAR = new ScalarKernels();
  private static final KernelProvider VECTOR = new VectorKernels();
  private static final double ETA = 0.3;
  private static final double BETA = 0.9;

  /** Runs a kernel on n coordinates from {@code from}; what it returns or 0 if it is void. */
  interface Call {
    double run(KernelProvider k, double[][] in, double eta, int from, int n);
  }

  /**
   * A kernel.
   *
   * @param arguments number of arrays it takes
   * @param degree degree of its largest output in the arrays together
   * @param subtracted how many of the first arrays are subtracted from others
   */
  record Operation(String name, int arguments, int degree, int subtracted, Call call) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** Where a kernel takes offsets, its arrays start up to 3 apart. */
  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation(
              "dot", 2, 2, 0, (k, in, eta, from, n) -> k.dot(in[0], from, in[1], from + 3, n)),
          new Operation(
              "axpy",
              2,
              1,
              0,
              (k, in, eta, from, n) -> {
                k.axpy(Math.abs(eta), in[0], from + 2, in[1], from, n);
                k.axpy(-eta, in[0], from + 2, in[1], from, n);
                return 0;
              }),
          new Operation(
              "hadamard",
              3,
              2,
              0,
              (k, in, eta, from, n) -> {
                k.hadamard(in[0], from, in[1], from + 1, in[2], from + 3, n);
                return 0;
              }),
          new Operation(
              "hadamardGradients",
              5,
              2,
              0,
              (k, in, eta, from, n) -> {
                k.hadamardGradients(in[0], in[1], in[2], in[3], in[4], from, from + n);
                return 0;
              }),
          new Operation(
              "hadamardGradientSquaredNorm",
              3,
              4,
              0,
              (k, in, eta, from, n) ->
                  k.hadamardGradientSquaredNorm(in[0], in[1], in[2], from, from + n)),
          new Operation(
              "hadamardStep",
              4,
              4,
              0,
              (k, in, eta, from, n) -> {
                k.hadamardStep(in[0], in[1], in[2], eta, in[3], from, from + n);
                return 0;
              }),
          new Operation(
              "hadamardTrial",
              4,
              4,
              0,
              (k, in, eta, from, n) -> {
                k.hadamardTrial(in[0], in[1], in[2], eta, in[3], from, from + n);
                return 0;
              }),
          new Operation(
              "heavyBall",
              3,
              1,
              0,
              (k, in, eta, from, n) -> {
                k.heavyBall(in[0], in[1], in[2], eta, BETA, from, from + n);
                return 0;
              }),
          new Operation(
              "hadamardHeavyBall",
              6,
              4,
              0,
              (k, in, eta, from, n) -> {
                k.hadamardHeavyBall(
                    in[0], in[1], in[2], in[3], in[4], eta, BETA, in[5], from, from + n);
                return 0;
              }),
          new Operation(
              "nesterov",
              3,
              1,
              1,
              (k, in, eta, from, n) -> {
                k.nesterov(in[0], in[1], in[2], eta, BETA, from, from + n);
                return 0;
              }),
          new Operation(
              "hadamardNesterov",
              6,
              4,
              2,
              (k, in, eta, from, n) -> {
                k.hadamardNesterov(
                    in[0], in[1], in[2], in[3], in[4], eta, BETA, in[5], from, from + n);
                return 0;
              }));

  static List<Operation> operations() {
    return OPERATIONS;
  }

  static Stream<Arguments> operationsAndKinds() {
    return OPERATIONS.stream()
        .flatMap(op -> Stream.of(Kind.values()).map(kind -> Arguments.of(op, kind)));
  }

  @ParameterizedTest(name = "{0} on {1} numbers")
  @MethodSource("operationsAndKinds")
  void vectorAgreesWithScalarAtEverySizeAndOffset(Operation op, Kind kind) {
    Random random = new Random(20260101);
    for (int n : SIZES) {
      for (int from : new int[] {0, 1, 5}) {
        double[][] in = new double[op.arguments][];
        for (int a = 0; a < in.length; a++) {
          in[a] = kind.array(random, from + n + 7, op.degree, a);
        }
        agree(op, in, kind == Kind.OVERFLOWING ? -ETA : ETA, from, n);
      }
    }
  }

  /** Arrays so large that the updates begin at a boundary of vectors. */
  @ParameterizedTest
  @MethodSource("operations")
  void vectorEqualsScalarOnLargeArrays(Operation op) {
    Random random = new Random(2);
    int n = (1 << 16) + 13;
    for (int from = 0; from < 8; from += 3) {
      double[][] in = new double[op.arguments][];
      for (int a = 0; a < in.length; a++) {
        in[a] = Kind.GAUSSIAN.array(random, from + n + 7, op.degree, a);
      }
      agree(op, in, ETA, from, n);
    }
  }

  private static void agree(Operation op, double[][] in, double eta, int from, int n) {
    double[][] expected = copies(in);
    double[][] actual = copies(in);
    double[][] magnitude = copies(in);
    for (int a = 0; a < in.length; a++) {
      magnitude[a] = a < op.subtracted ? negative(in[a]) : absolute(in[a]);
    }
    String what = op.name + " of " + n + " from " + from;
    double expectedValue = op.call.run(SCALAR, expected, eta, from, n);
    double actualValue = op.call.run(VECTOR, actual, eta, from, n);
    double bound = op.call.run(SCALAR, magnitude, -Math.abs(eta), from, n);
    assertClose(expectedValue, actualValue, n, bound, () -> what);
    for (int a = 0; a < in.length; a++) {
      String where = what + ", array " + a;
      assertClose(expected[a], actual[a], 1, absolute(magnitude[a]), where);
      for (int j = 0; j < from; j++) {
        assertEquals(in[a][j], actual[a][j], where + " must be untouched at " + j);
      }
      for (int j = from + n + 3; j < in[a].length; j++) {
        assertEquals(in[a][j], actual[a][j], where + " must be untouched at " + j);
      }
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
