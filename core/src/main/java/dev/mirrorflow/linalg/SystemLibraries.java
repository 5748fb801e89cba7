package dev.mirrorflow.linalg;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;

/** BLAS and LAPACK that are installed on the system, found as the system's loader finds them. */
// Calling native code is what the class is for.
@SuppressWarnings("restricted")
final class SystemLibraries {

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

  private static SymbolLookup open(String name, String remedy) throws IOException {
    try {
      return SymbolLookup.libraryLookup(name, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " is not found" + remedy, e);
    }
  }
}
