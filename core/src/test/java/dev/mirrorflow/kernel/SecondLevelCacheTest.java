package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondLevelCacheTest {

  private static final String PROPERTY = "mirrorflow.cache.l2";

  private final String before = System.getProperty(PROPERTY);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  @Test
  void whatIsFoundIsTheSizeOfACache() {
    System.clearProperty(PROPERTY);
    long bytes = SecondLevelCache.bytes();
    assertTrue(bytes >= 64 << 10 && bytes <= 1L << 30, () -> "L2 of " + bytes);
  }

  @Test
  void groupsTakeAQuarterOfIt() {
    System.setProperty(PROPERTY, "512");
    BlockKernels<double[]> doubles = BlockKernels.doubles();
    int n = 64;
    int expected = Math.clamp((128 << 10) / (8L * n * doubles.width()), 1, 64);
    assertEquals(expected, doubles.group(n));
    assertEquals(Math.min(64, 2 * expected), BlockKernels.singles().group(n));
    assertEquals(64, doubles.group(1));
    assertEquals(1, doubles.group(1 << 20));
    String said = BlockKernels.description();
    assertTrue(said.endsWith(", groups of 128 KiB (L2 512 KiB)"), said);
    System.setProperty(PROPERTY, "1024");
    assertEquals(Math.min(64, 2 * expected), doubles.group(n));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "512K", "1048577", "", "99999999999999999999"})
  void whatIsNoSizeIsRefused(String size) {
    System.setProperty(PROPERTY, size);
    assertEquals(
        "-Dmirrorflow.cache.l2 must be a number of KiB from 1 to 1048576, not '" + size + "'",
        assertThrows(BadDataException.class, SecondLevelCache::bytes).getMessage());
  }
}
