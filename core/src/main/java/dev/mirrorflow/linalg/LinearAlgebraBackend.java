package dev.mirrorflow.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The BLAS and LAPACK in force, chosen once: native OpenBLAS where it loads, otherwise Java's, with
 * one warning that says why. {@link #choose} or {@code -Dmirrorflow.backend}, before any other use,
 * forces one of {@link BackendChoice}; what cannot be had is refused with a {@link
 * BadDataException} whose one line names the remedy.
 *
 * <p>Use netlib through this class only: netlib decides for good when its first class is touched,
 * and must have been told where OpenBLAS lies before.
 */
public final class LinearAlgebraBackend {

  static final String PROPERTY = "mirrorflow.backend";
  private static final System.Logger LOG = System.getLogger("dev.mirrorflow.linalg");

  /** Held, or the level set on it would be collected with it. */
  private static final Logger NETLIB_LOG = Logger.getLogger("dev.ludovic.netlib");

  static {
    // netlib announces every choice at INFO; this class says what matters once.
    NETLIB_LOG.setLevel(Level.WARNING);
  }

  private static LinearAlgebraBackend inForce;

  private final BackendChoice choice;
  private final BLAS blas;
  private final LAPACK lapack;
  private final String description;

  private LinearAlgebraBackend(BackendChoice choice, BLAS blas, LAPACK lapack, String description) {
    this.choice = choice;
    this.blas = blas;
    this.lapack = lapack;
    this.description = description;
  }

  /** Column-major BLAS: a row-major X of stride s is its d x n transpose of leading dimension s. */
  public static BLAS blas() {
    return inForce().blas;
  }

  /** netlib's BLAS in Java, whatever is in force: for comparisons. */
  public static BLAS javaBlas() {
    return JavaBLAS.getInstance();
  }

  /** Column-major LAPACK. */
  public static LAPACK lapack() {
    return inForce().lapack;
  }

  /** Whether both are native; Java's otherwise. */
  public static boolean isNative() {
    BackendChoice choice = inForce().choice;
    return choice != BackendChoice.F2J && choice != BackendChoice.JAVA;
  }

  /**
   * One line for reports: {@code "OpenBLAS 0.3.31, core SkylakeX, 1 thread"} or {@code "Java
   * (VectorBLAS, F2jLAPACK)"}.
   */
  public static String description() {
    return inForce().description;
  }

  /**
   * Asks for a backend and loads it.
   *
   * @throws BadDataException if it cannot be had, with the remedy
   * @throws IllegalStateException if another one is in force already
   */
  public static void choose(BackendChoice choice) {
    synchronized (LinearAlgebraBackend.class) {
      if (inForce == null) {
        inForce = load(choice);
      } else if (!choice.equals(inForce.choice)) {
        throw new IllegalStateException(
            "the backend " + choice + " is asked for too late: " + inForce.description);
      }
    }
  }

  private static synchronized LinearAlgebraBackend inForce() {
    if (inForce == null) {
      String forced = System.getProperty(PROPERTY, "");
      inForce = forced.isEmpty() ? best() : load(named(forced));
    }
    return inForce;
  }

  private static BackendChoice named(String name) {
    for (BackendChoice choice : BackendChoice.values()) {
      if (choice.toString().equals(name)) {
        return choice;
      }
    }
    throw new BadDataException(
        "-D" + PROPERTY + " must be f2j, java, native, system or mkl, not '" + name + "'");
  }

  private static LinearAlgebraBackend load(BackendChoice choice) {
    try {
      return switch (choice) {
        case F2J, JAVA -> java(choice);
        case NATIVE -> nativeOf(choice, OpenBlas.load(NativeCache.ofUser()));
        case SYSTEM -> nativeOf(choice, SystemLibraries.blasAndLapack());
        case MKL -> nativeOf(choice, Mkl.load(NativeCache.ofUser()));
      };
    } catch (IOException e) {
      throw new BadDataException("the backend " + choice + " cannot be had: " + e.getMessage());
    }
  }

  private static LinearAlgebraBackend best() {
    try {
      return nativeOf(BackendChoice.NATIVE, OpenBlas.load(NativeCache.ofUser()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Slow Java LAPACK is in use: {0}", e.getMessage());
      return load(BackendChoice.JAVA);
    }
  }

  private static LinearAlgebraBackend java(BackendChoice choice) throws IOException {
    System.setProperty("dev.ludovic.netlib.blas.allowNative", "false");
    System.setProperty("dev.ludovic.netlib.lapack.allowNative", "false");
    BLAS blas = choice == BackendChoice.F2J ? f2jBlas() : JavaBLAS.getInstance();
    LAPACK lapack = JavaLAPACK.getInstance();
    String names = blas.getClass().getSimpleName() + ", " + lapack.getClass().getSimpleName();
    return new LinearAlgebraBackend(choice, blas, lapack, "Java (" + names + ")");
  }

  /** netlib has it, but hands out only the best BLAS in Java. */
  private static BLAS f2jBlas() throws IOException {
    try {
      Method getInstance =
          Class.forName("dev.ludovic.netlib.blas.F2jBLAS").getMethod("getInstance");
      getInstance.setAccessible(true);
      return (BLAS) getInstance.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IOException("this version of netlib has no F2jBLAS; use java", e);
    }
  }

  private static LinearAlgebraBackend nativeOf(BackendChoice choice, NativeLibraries libraries)
      throws IOException {
    System.setProperty("dev.ludovic.netlib.blas.nativeLibPath", libraries.blas());
    System.setProperty("dev.ludovic.netlib.lapack.nativeLibPath", libraries.lapack());
    try {
      return new LinearAlgebraBackend(
          choice, NativeBLAS.getInstance(), NativeLAPACK.getInstance(), libraries.description());
    } catch (RuntimeException e) {
      throw new IOException(
          "netlib could not use " + libraries.blas() + "; no class of netlib may be touched before",
          e);
    }
  }
}
