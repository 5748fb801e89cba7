package dev.mirrorflow.kernel;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The size of the second-level cache, which decides how much of X is worked on at once. No bits
 * depend on it.
 */
final class SecondLevelCache {

  private static final String PROPERTY = "mirrorflow.cache.l2";

  /** Where Linux tells it. */
  private static final Path SIZE = Path.of("/sys/devices/system/cpu/cpu0/cache/index2/size");

  /** Bytes, of the smallest that CPUs with vectors of 256 bits commonly have. */
  private static final long USUAL = 512L << 10;

  private static final long LARGEST_KIB = 1L << 20;

  private SecondLevelCache() {}

  /**
   * Bytes: what {@code -Dmirrorflow.cache.l2} asks for in KiB, or else what the system tells, or
   * else what is usual.
   *
   * @throws BadDataException if what is asked for is no number from 1 to 2^20
   */
  static long bytes() {
    String asked = System.getProperty(PROPERTY);
    if (asked == null) {
      return ofSystem().orElse(USUAL);
    }
    OptionalLong kib = number(asked);
    if (kib.isEmpty() || kib.getAsLong() < 1 || kib.getAsLong() > LARGEST_KIB) {
      throw new BadDataException(
          "-D" + PROPERTY + " must be a number of KiB from 1 to 1048576, not '" + asked + "'");
    }
    return kib.getAsLong() << 10;
  }

  /** Linux writes {@code 512K}. */
  private static OptionalLong ofSystem() {
    try {
      String size = Files.readString(SIZE).strip();
      OptionalLong kib =
          size.endsWith("K") ? number(size.substring(0, size.length() - 1)) : OptionalLong.empty();
      return kib.isPresent() && kib.getAsLong() > 0 && kib.getAsLong() <= LARGEST_KIB
          ? OptionalLong.of(kib.getAsLong() << 10)
          : OptionalLong.empty();
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
