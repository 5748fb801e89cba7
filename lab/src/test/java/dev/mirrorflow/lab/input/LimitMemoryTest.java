package dev.mirrorflow.lab.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import org.junit.jupiter.api.Test;

/** What limits need is known before they begin. */
class LimitMemoryTest {

  private static SparseMatrix ofOneEntry(int n, int d) {
    return SparseMatrix.ofEntries(n, d, 1, new int[] {0}, new int[] {0}, new double[] {1});
  }

  @Test
  void longVectorsAndLargeMatricesAreRefusedWithTheRemedy() {
    SparseMatrix wide = ofOneEntry(3, 1_000_000);
    LimitMemory.requireWithin(wide, 1, 1L << 28);
    String line =
        assertThrows(BadDataException.class, () -> LimitMemory.requireWithin(wide, 20, 1L << 28))
            .getMessage();
    assertTrue(line.startsWith("limits at 20 alphas over an X of 3 x 1000000 need"), line);
    assertTrue(line.contains("and there is 256 MiB; take fewer alphas"), line);
    assertEquals(1, line.lines().count());
    // Of few rows Newton's matrix is made, here of two megabytes.
    SparseMatrix square = ofOneEntry(500, 10);
    assertThrows(BadDataException.class, () -> LimitMemory.requireWithin(square, 1, 36L << 20));
    LimitMemory.requireWithin(square, 1, 40L << 20);
  }
}
