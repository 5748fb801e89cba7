package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.nio.file.Path;
import java.util.Locale;

/** Refuses matrices that the heap cannot hold, before they are allocated. */
final class HeapLimit {

  private HeapLimit() {}

  /**
   * @throws BadDataException if n x d doubles are more than the largest heap
   */
  static void check(long n, long d) {
    check(n, d, Runtime.getRuntime().maxMemory());
  }

  /** The same for a file's data, with its path in the complaint. */
  static void check(Path path, long n, long d) {
    try {
      check(n, d);
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
  }

  static void check(long n, long d, long heapBytes) {
    check("data of " + n + " x " + d, 8.0 * n * d, heapBytes);
  }

  /**
   * Refuses a sparse matrix that cannot be built in the heap.
   *
   * @throws BadDataException naming the file, if it cannot
   */
  static void checkEntries(Path path, long entries, long d) {
    try {
      checkEntries(entries, d, Runtime.getRuntime().maxMemory());
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
  }

  static void checkEntries(long entries, long d, long heapBytes) {
    check(
        "a sparse X of " + entries + " entries and " + d + " features",
        28.0 * entries + 4.0 * d,
        heapBytes);
  }

  private static void check(String what, double needed, long heapBytes) {
    if (needed > heapBytes) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s needs %.1f GiB but the Java heap ends at %.1f GiB; "
                  + "raise -Xmx or take fewer samples or features",
              what,
              needed / (1 << 30),
              (double) heapBytes / (1 << 30)));
    }
  }
}
