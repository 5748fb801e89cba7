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
    double needed = 8.0 * n * d;
    if (needed > heapBytes) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "data of %d x %d needs %.1f GiB but the Java heap ends at %.1f GiB; "
                  + "raise -Xmx or take fewer samples or features",
              n,
              d,
              needed / (1 << 30),
              (double) heapBytes / (1 << 30)));
    }
  }
}
