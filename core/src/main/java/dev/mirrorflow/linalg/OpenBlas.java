package dev.mirrorflow.linalg;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The OpenBLAS of the jar {@code org.bytedeco:openblas}, loaded without a system package. */
// Calling native code is what the class is for.
@SuppressWarnings("restricted")
final class OpenBlas {

  /**
   * Where the jar keeps the libraries of a platform.
   *
   * @param name the classifier of the jar, and its folder
   * @param libraries each needs those before it
   */
  record Platform(String name, List<String> libraries) {

    /**
     * The platform that this JVM runs on.
     *
     * @throws IOException with one line, if it is none of them
     */
    static Platform here() throws IOException {
      return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String os, String arch) throws IOException {
      return switch (os.toLowerCase(Locale.ROOT) + " " + arch) {
        case "linux amd64" ->
            new Platform(
                "linux-x86_64",
                List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", OPENBLAS));
        case "linux aarch64" ->
            new Platform("linux-arm64", List.of("libgcc_s.so.1", "libgfortran.so.5", OPENBLAS));
        default -> throw new IOException("no OpenBLAS is packed for " + os + " on " + arch);
      };
    }

    String folder() {
      return "org/bytedeco/openblas/" + name;
    }
  }

  private static final String OPENBLAS = "libopenblas.so.0";

  private OpenBlas() {}

  /**
   * Loads OpenBLAS into this process.
   *
   * @throws IOException with one line that says why it cannot be had here and the remedy
   */
  static NativeLibraries load(NativeCache cache) throws IOException {
    Platform platform = Platform.here();
    Path[] files;
    try {
      files = cache.unpack(platform.folder(), platform.libraries().toArray(String[]::new));
    } catch (IOException e) {
      throw new IOException(
          "OpenBLAS could not be unpacked ("
              + e.getMessage()
              + "); put dev.mirrorflow:mirrorflow-openblas, which brings org.bytedeco:openblas:"
              + platform.name()
              + ", on the class path and set -Dmirrorflow.cache to a folder of your own",
          e);
    }
    try {
      for (Path file : files) {
        System.load(file.toString());
      }
    } catch (UnsatisfiedLinkError e) {
      throw new IOException("OpenBLAS did not load: " + e.getMessage(), e);
    }
    Path library = files[files.length - 1];
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    useOneThread(symbols);
    return new NativeLibraries(library.toString(), library.toString(), description(symbols));
  }

  /**
   * One thread: the bits must not depend on how many there are, and the parallel factorisations
   * need more stack than a Java thread has.
   */
  static void useOneThread(SymbolLookup symbols) {
    symbols
        .find("openblas_set_num_threads")
        .ifPresent(at -> {
          try {
            handle(at, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT)).invokeExact(1);
          } catch (Throwable e) {
            throw new IllegalStateException("openblas_set_num_threads failed", e);
          }
        });
  }

  /**
   * Version, the core type whose code OpenBLAS chose, and its threads: {@code "OpenBLAS 0.3.31,
   * core SkylakeX, 1 thread"}.
   */
  static String description(SymbolLookup symbols) {
    String version = text(symbols, "openblas_get_config").map(OpenBlas::version).orElse("OpenBLAS");
    String core = text(symbols, "openblas_get_corename").orElse("unknown");
    int threads = number(symbols, "openblas_get_num_threads");
    return version + ", core " + core + ", " + threads + (threads == 1 ? " thread" : " threads");
  }

  /** The first two words of a configuration such as "OpenBLAS 0.3.31 DYNAMIC_ARCH ...". */
  private static String version(String config) {
    String[] words = config.strip().split(" +", 3);
    return words.length < 2 ? config : words[0] + " " + words[1];
  }

  private static Optional<String> text(SymbolLookup symbols, String function) {
    return symbols
        .find(function)
        .map(at -> {
          try {
            MemorySegment text =
                (MemorySegment)
                    handle(at, FunctionDescriptor.of(ValueLayout.ADDRESS)).invokeExact();
            return text.reinterpret(Long.MAX_VALUE).getString(0);
          } catch (Throwable e) {
            throw new IllegalStateException(function + " failed", e);
          }
        });
  }

  private static int number(SymbolLookup symbols, String function) {
    return symbols
        .find(function)
        .map(at -> {
          try {
            return (int) handle(at, FunctionDescriptor.of(ValueLayout.JAVA_INT)).invokeExact();
          } catch (Throwable e) {
            throw new IllegalStateException(function + " failed", e);
          }
        })
        .orElse(1);
  }

  private static MethodHandle handle(MemorySegment at, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(at, descriptor);
  }
}
