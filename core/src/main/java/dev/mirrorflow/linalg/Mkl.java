package dev.mirrorflow.linalg;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Intel's MKL on one thread: that of the jar {@code org.bytedeco:mkl} where it is on the class
 * path, which the Maven profile {@code mkl} puts there, otherwise the system's.
 */
// Calling native code is what the class is for.
@SuppressWarnings("restricted")
final class Mkl {

  private static final String FOLDER = "org/bytedeco/mkl/linux-x86_64";
  private static final String ENTRY = "libmkl_rt.so.3";

  /** What the entry opens from its own folder: the code for whatever CPU it finds. */
  private static final List<String> OPENED =
      List.of(
          "libiomp5.so",
          "libmkl_core.so.3",
          "libmkl_intel_lp64.so.3",
          "libmkl_intel_thread.so.3",
          "libmkl_def.so.3",
          "libmkl_mc3.so.3",
          "libmkl_avx2.so.3",
          "libmkl_avx512.so.3",
          "libmkl_avx10.so.3",
          "libmkl_vml_def.so.3",
          "libmkl_vml_cmpt.so.3",
          "libmkl_vml_mc3.so.3",
          "libmkl_vml_avx2.so.3",
          "libmkl_vml_avx512.so.3",
          "libmkl_vml_avx10.so.3");

  private static final List<String> ON_SYSTEM =
      List.of("libmkl_rt.so.2", "libmkl_rt.so.3", "libmkl_rt.so");

  private static final String REMEDY =
      "; build with ./mvnw -Pmkl package, which fetches it (190 MB), or install it, with: pip"
          + " install mkl, or Intel's oneAPI, and set LD_LIBRARY_PATH to the folder of libmkl_rt";

  /** MKL_THREADING_INTEL, of OpenMP: the jar has no sequential layer. */
  private static final int OPEN_MP = 0;

  /** MKL_THREADING_SEQUENTIAL. */
  private static final int SEQUENTIAL = 1;

  /** Of the struct MKLVersion: three int, then text of status, build, processor, platform. */
  private static final int PROCESSOR = 32;

  private static final int VERSION_BYTES = 48;
  private static final int TEXT_BYTES = 256;
  private static final Pattern VERSION = Pattern.compile("Version ([0-9.]+)");

  private Mkl() {}

  /**
   * Loads MKL into this process. The jar's libraries, 500 MB, are unpacked once.
   *
   * @throws IOException with one line that says why it cannot be had here and the remedy
   */
  static NativeLibraries load(NativeCache cache) throws IOException {
    if (Mkl.class.getClassLoader().getResource(FOLDER + "/" + ENTRY) == null) {
      return ofSystem();
    }
    String[] names = OPENED.toArray(new String[OPENED.size() + 1]);
    names[OPENED.size()] = ENTRY;
    Path[] files = cache.unpack(FOLDER, names);
    String entry = files[OPENED.size()].toString();
    return onOneThread(entry, open(entry), OPEN_MP);
  }

  private static NativeLibraries ofSystem() throws IOException {
    IOException missing = null;
    for (String name : ON_SYSTEM) {
      try {
        return onOneThread(name, open(name), SEQUENTIAL);
      } catch (IOException e) {
        missing = missing == null ? e : missing;
      }
    }
    throw missing;
  }

  private static SymbolLookup open(String library) throws IOException {
    try {
      return SymbolLookup.libraryLookup(library, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new IOException(library + " is not found" + REMEDY, e);
    }
  }

  /** One thread: the bits must not depend on how many there are. */
  private static NativeLibraries onOneThread(String library, SymbolLookup symbols, int layer) {
    try (Arena arena = Arena.ofConfined()) {
      int _ =
          (int)
              handle(
                      symbols,
                      "MKL_Set_Threading_Layer",
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                  .invokeExact(layer);
      handle(symbols, "MKL_Set_Num_Threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
          .invokeExact(1);
      MemorySegment text = arena.allocate(TEXT_BYTES);
      handle(
              symbols,
              "MKL_Get_Version_String",
              FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_INT))
          .invokeExact(text, TEXT_BYTES);
      MemorySegment version = arena.allocate(VERSION_BYTES, Long.BYTES);
      handle(symbols, "MKL_Get_Version", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS))
          .invokeExact(version);
      AddressLayout string =
          ValueLayout.ADDRESS.withTargetLayout(
              MemoryLayout.sequenceLayout(TEXT_BYTES, ValueLayout.JAVA_BYTE));
      String processor = version.get(string, PROCESSOR).getString(0);
      return new NativeLibraries(
          library, library, description(text.getString(0), processor, Path.of(library)));
    } catch (Throwable e) {
      throw new IllegalStateException("MKL's own functions failed: " + e.getMessage(), e);
    }
  }

  /** {@code "MKL 2026.1 (libmkl_rt.so.3), code for Intel(R) Architecture processors, 1 thread"}. */
  static String description(String version, String processor, Path library) {
    Matcher number = VERSION.matcher(version);
    return "MKL "
        + (number.find() ? number.group(1) + " " : "")
        + "("
        + library.getFileName()
        + "), code for "
        + processor
        + ", 1 thread";
  }

  private static MethodHandle handle(
      SymbolLookup symbols, String function, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(function), type);
  }
}
