package dev.mirrorflow.linalg;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;

/** BLAS and LAPACK that are installed on the system, found as the system's loader finds them. */
// Calling native code is what the class is for.
@SuppressWarnings("restricted")
final class SystemLibraries {

  private static final String[] MKL = {"libmkl_rt.so.2", "libmkl_rt.so.3", "libmkl_rt.so"};

  /** MKL_THREADING_SEQUENTIAL: the bits must not depend on how many threads there are. */
  private static final int SEQUENTIAL = 1;

  private SystemLibraries() {}

  /**
   * {@code libblas.so.3} and {@code liblapack.so.3}, whatever stands behind these names.
   *
   * @throws IOException with one line that says what is missing and the remedy
   */
  static NativeLibraries blasAndLapack() throws IOException {
    String remedy = "; install it, on Debian with: apt-get install libopenblas0-pthread";
    SymbolLookup blas = open("libblas.so.3", remedy);
    open("liblapack.so.3", remedy);
    OpenBlas.useOneThread(blas);
    String description =
        blas.find("openblas_get_config").isPresent()
            ? OpenBlas.description(blas) + " (libblas.so.3)"
            : "system (libblas.so.3, liblapack.so.3)";
    return new NativeLibraries("libblas.so.3", "liblapack.so.3", description);
  }

  /**
   * MKL, on one thread.
   *
   * @throws IOException with one line that says what is missing and the remedy
   */
  static NativeLibraries mkl() throws IOException {
    IOException missing = null;
    for (String name : MKL) {
      try {
        setSequential(
            open(
                name,
                "; install MKL, with: pip install mkl, or Intel's oneAPI, and set LD_LIBRARY_PATH"
                    + " to the folder of libmkl_rt"));
        return new NativeLibraries(name, name, "MKL (" + name + "), 1 thread");
      } catch (IOException e) {
        missing = missing == null ? e : missing;
      }
    }
    throw missing;
  }

  private static void setSequential(SymbolLookup symbols) {
    symbols
        .find("MKL_Set_Threading_Layer")
        .ifPresent(at -> {
          FunctionDescriptor type =
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
          try {
            int _ = (int) Linker.nativeLinker().downcallHandle(at, type).invokeExact(SEQUENTIAL);
          } catch (Throwable e) {
            throw new IllegalStateException("MKL_Set_Threading_Layer failed", e);
          }
        });
  }

  private static SymbolLookup open(String name, String remedy) throws IOException {
    try {
      return SymbolLookup.libraryLookup(name, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " is not found" + remedy, e);
    }
  }
}
