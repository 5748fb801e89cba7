package dev.mirrorflow.linalg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.netlib.blas.Ddot;
import org.netlib.blas.Dgemv;
import org.netlib.util.intW;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class LinearAlgebraBackendTest {

  private static final int M = 37;
  private static final int N = 53;

  @Test
  void openBlasIsInForceAndNamesItsCore() {
    assertTrue(LinearAlgebraBackend.isNative());
    assertTrue(
        LinearAlgebraBackend.description()
            .matches("OpenBLAS \\d+\\.\\d+\\.\\d+, core \\w+, \\d+ threads?"),
        LinearAlgebraBackend.description());
  }

  @Test
  void nativeProductsAgreeWithTheReference() {
    Random random = new Random(7);
    double[] a = random.doubles(M * N, -1, 1).toArray();
    double[] x = random.doubles(N, -1, 1).toArray();
    double[] expected = new double[M];
    double[] actual = new double[M];
    BLAS blas = LinearAlgebraBackend.blas();
    Dgemv.dgemv("T", N, M, 1, a, 0, N, x, 0, 1, 0, expected, 0, 1);
    blas.dgemv("T", N, M, 1, a, N, x, 1, 0, actual, 1);
    assertArrayEquals(expected, actual, N * Math.ulp(1.0));
    assertEquals(
        Ddot.ddot(N, x, 0, 1, a, 0, 1), blas.ddot(N, x, 1, a, 1), N * Math.ulp(1.0), "dot product");
  }

  @Test
  void bothLapacksFactorise() {
    for (LAPACK lapack : List.of(LinearAlgebraBackend.lapack(), JavaLAPACK.getInstance())) {
      checkCholesky(lapack);
      checkSingularValues(lapack);
    }
  }

  /** A = B Bᵀ + I from its lower factor L. */
  private static void checkCholesky(LAPACK lapack) {
    double[] b = new Random(11).doubles(M * M, -1, 1).toArray();
    double[] a = new double[M * M];
    BLAS blas = LinearAlgebraBackend.blas();
    for (int i = 0; i < M; i++) {
      a[i + i * M] = 1;
    }
    blas.dgemm("N", "T", M, M, M, 1, b, M, b, M, 1, a, M);
    double[] l = a.clone();
    intW info = new intW(-1);
    lapack.dpotrf("L", M, l, M, info);
    assertEquals(0, info.val);
    for (int j = 0; j < M; j++) {
      for (int i = 0; i < j; i++) {
        l[i + j * M] = 0;
      }
    }
    double[] product = new double[M * M];
    blas.dgemm("N", "T", M, M, M, 1, l, M, l, M, 0, product, M);
    assertArrayEquals(a, product, M * M * Math.ulp(1.0));
  }

  /** A = U S Vᵀ, thin. */
  private static void checkSingularValues(LAPACK lapack) {
    double[] a = new Random(13).doubles(M * N, -1, 1).toArray();
    double[] u = new double[M * M];
    double[] s = new double[M];
    double[] vt = new double[M * N];
    int[] integers = new int[8 * M];
    double[] size = new double[1];
    intW info = new intW(-1);
    lapack.dgesdd("S", M, N, a.clone(), M, s, u, M, vt, M, size, -1, integers, info);
    double[] work = new double[(int) size[0]];
    lapack.dgesdd("S", M, N, a.clone(), M, s, u, M, vt, M, work, work.length, integers, info);
    assertEquals(0, info.val);
    for (int j = 0; j < M; j++) {
      for (int i = 0; i < M; i++) {
        u[i + j * M] *= s[j];
      }
    }
    double[] product = new double[M * N];
    LinearAlgebraBackend.blas().dgemm("N", "N", M, N, M, 1, u, M, vt, M, 0, product, M);
    assertArrayEquals(a, product, M * N * Math.ulp(1.0));
  }

  @Test
  void thePropertyForcesJava() throws Exception {
    String output = describe(List.of("-Dmirrorflow.backend=java"), classPath());
    assertTrue(output.matches("Java \\(\\w+BLAS, F2jLAPACK\\)"), output);
  }

  @Test
  void thePropertyForcesTheTranslatedReference() throws Exception {
    String output = describe(List.of("-Dmirrorflow.backend=f2j"), classPath());
    assertEquals("Java (F2jBLAS, F2jLAPACK)", output);
  }

  /** The system may have them or not; if not, the line says what is missing and how to get it. */
  @ParameterizedTest
  @CsvSource({"system,libblas.so.3,apt-get install", "mkl,libmkl_rt.so,pip install mkl"})
  void librariesOfTheSystemAreUsedOrTheRemedyIsSaid(String name, String library, String remedy)
      throws Exception {
    String output = describe(List.of("-Dmirrorflow.backend=" + name), classPath());
    assertTrue(output.contains(library), output);
    assertTrue(
        output.lines().count() == 1
            || output.contains("the backend " + name + " cannot be had") && output.contains(remedy),
        output);
  }

  @Test
  void anotherBackendIsRefusedOnceOneIsInForce() {
    assertTrue(LinearAlgebraBackend.isNative());
    LinearAlgebraBackend.choose(BackendChoice.NATIVE);
    assertThrows(IllegalStateException.class, () -> LinearAlgebraBackend.choose(BackendChoice.F2J));
  }

  @Test
  void withoutTheJarJavaIsUsedAndTheRemedyIsSaidOnce() throws Exception {
    String output = describe(List.of(), classPathWithoutOpenBlas());
    assertTrue(output.endsWith("F2jLAPACK)"), output);
    assertEquals(
        1, output.lines().filter(line -> line.contains("org.bytedeco:openblas")).count(), output);
  }

  @Test
  void nativeForcedWithoutTheJarFails() throws Exception {
    String output = describe(List.of("-Dmirrorflow.backend=native"), classPathWithoutOpenBlas());
    assertTrue(output.contains("the backend native cannot be had"), output);
  }

  @Test
  void eachPlatformHasItsOwnLibraries() throws IOException {
    OpenBlas.Platform arm = OpenBlas.Platform.of("Linux", "aarch64");
    assertEquals("org/bytedeco/openblas/linux-arm64", arm.folder());
    assertEquals(List.of("libgcc_s.so.1", "libgfortran.so.5", "libopenblas.so.0"), arm.libraries());
    assertEquals(
        "org/bytedeco/openblas/linux-x86_64", OpenBlas.Platform.of("Linux", "amd64").folder());
    IOException none =
        assertThrows(IOException.class, () -> OpenBlas.Platform.of("Mac OS X", "aarch64"));
    assertEquals("no OpenBLAS is packed for Mac OS X on aarch64", none.getMessage());
  }

  @Test
  void anUnknownValueIsRefused() throws Exception {
    String output = describe(List.of("-Dmirrorflow.backend=fortran"), classPath());
    assertTrue(output.contains("must be f2j, java, native, system or mkl, not 'fortran'"), output);
  }

  /** What {@link DescribeBackend} prints in a JVM of its own. */
  private static String describe(List<String> flags, String classPath) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, DescribeBackend.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output
        .lines()
        .filter(line -> !line.contains("incubator"))
        .reduce("", (a, b) -> a + "\n" + b)
        .strip();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static String classPathWithoutOpenBlas() {
    List<String> kept = new ArrayList<>();
    for (String entry : classPath().split(java.io.File.pathSeparator, -1)) {
      if (!entry.contains("openblas")) {
        kept.add(entry);
      }
    }
    return String.join(java.io.File.pathSeparator, kept);
  }
}
