package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mirrorflow.error.BadDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemSizeTest {

  @Test
  void sizesAreReadAndWritten() {
    ProblemSize sparse = ProblemSize.parse("300x3000x20");
    assertEquals(new ProblemSize(300, 3000, 20), sparse);
    assertEquals("300x3000x20", sparse.toString());
    assertEquals(new Shape(300, 3000), sparse.shape());
    ProblemSize dense = ProblemSize.parse("256x16384");
    assertEquals(new ProblemSize(256, 16384, 16384), dense);
    assertEquals("256x16384", dense.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "300", "300x", "300x3000x", "3e2x10", "1x2x3x4", "-1x2"})
  void othersAreRefused(String text) {
    assertThrows(BadDataException.class, () -> ProblemSize.parse(text));
  }
}
