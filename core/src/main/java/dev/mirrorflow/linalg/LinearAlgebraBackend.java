package dev.mirrorflow.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The BLAS and LAPACK in force, chosen once: native OpenBLAS where it loads, otherwise Java's, with
 * one warning that says why. {@code -Dmirrorflow.lapack=java|native} forces one of them.
 *
 * <p>Use netlib through this class only: netlib decides for good when its first class is touched,
 * and must have been told where OpenBLAS lies before.
 */
public final class LinearAlgebraBackend {

  static final String PROPERTY = "mirrorflow.lapack";
  private static final System.Logger LOG = System.getLogger("dev.mirrorflow.linalg");

  /** Held, or the level set on it would be collected with it. */
  private static final Logger NETLIB_LOG = Logger.getLogger("dev.ludovic.netlib");

  private static final LinearAlgebraBackend IN_FORCE = select();

  private final BLAS blas;
  private final LAPACK lapack;
  private final boolean isNative;
  private final String description;

  private LinearAlgebraBackend(BLAS blas, LAPACK lapack, boolean isNative, String description) {
    this.blas = blas;
    this.lapack = lapack;
    this.isNative = isNative;
    this.description = description;
  }

  /** Column-major BLAS: a row-major X of stride s is its d x n transpose of leading dimension s. */
  public static BLAS blas() {
    return IN_FORCE.blas;
  }

  /** netlib's BLAS in Java, whatever is in force: for comparisons. */
  public static BLAS javaBlas() {
    return IN_FORCE.isNative ? JavaBLAS.getInstance() : IN_FORCE.blas;
  }

  /** Column-major LAPACK. */
  public static LAPACK lapack() {
    return IN_FORCE.lapack;
  }

  /** Whether both are native; Java's otherwise. */
  public static boolean isNative() {
    return IN_FORCE.isNative;
  }

  /**
   * One line for reports: {@code "OpenBLAS 0.3.31, core SkylakeX, 1 thread"} or {@code "Java
   * (VectorBLAS, F2jLAPACK)"}.
   */
  public static String description() {
    return IN_FORCE.description;
  }

  private static LinearAlgebraBackend select() {
    // netlib announces every choice at INFO; this class says what matters once.
    NETLIB_LOG.setLevel(Level.WARNING);
    String forced = System.getProperty(PROPERTY, "");
    return switch (forced) {
      case "" -> best();
      case "java" -> java();
      case "native" -> forcedNative();
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + " must be java or native, not '" + forced + "'");
    };
  }

  private static LinearAlgebraBackend forcedNative() {
    try {
      return openBlas();
    } catch (IOException e) {
      throw new IllegalStateException(
          "-D" + PROPERTY + "=native cannot be honoured: " + e.getMessage(), e);
    }
  }

  private static LinearAlgebraBackend best() {
    try {
      return openBlas();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Slow Java LAPACK is in use: {0}", e.getMessage());
      return java();
    }
  }

  private static LinearAlgebraBackend java() {
    System.setProperty("dev.ludovic.netlib.blas.allowNative", "false");
    System.setProperty("dev.ludovic.netlib.lapack.allowNative", "false");
    BLAS blas = JavaBLAS.getInstance();
    LAPACK lapack = JavaLAPACK.getInstance();
    String names = blas.getClass().getSimpleName() + ", " + lapack.getClass().getSimpleName();
    return new LinearAlgebraBackend(blas, lapack, false, "Java (" + names + ")");
  }

  private static LinearAlgebraBackend openBlas() throws IOException {
    OpenBlas openBlas = OpenBlas.load(NativeCache.ofUser());
    String path = openBlas.library().toString();
    System.setProperty("dev.ludovic.netlib.blas.nativeLibPath", path);
    System.setProperty("dev.ludovic.netlib.lapack.nativeLibPath", path);
    try {
      return new LinearAlgebraBackend(
          NativeBLAS.getInstance(), NativeLAPACK.getInstance(), true, openBlas.description());
    } catch (RuntimeException e) {
      throw new IOException(
          "netlib could not use " + path + "; no class of netlib may be touched before", e);
    }
  }
}
