package dev.mirrorflow.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyPartsTest {

  @TempDir private Path folder;

  @Test
  void piecesInAnyOrderAndTwiceMakeTheVectors() {
    NpyParts parts = NpyParts.create(folder.resolve("theta"), 2, 10, 4);
    int[][] pieces = {{8, 2}, {4, 3}, {7, 1}, {4, 3}, {2, 2}, {0, 2}};
    for (int k = 0; k < 2; k++) {
      for (int[] piece : pieces) {
        double[] values = new double[5];
        for (int j = 0; j < piece[1]; j++) {
          values[j] = 100 * k + piece[0] + j;
        }
        parts.vector(k).take(piece[0], piece[1], values);
      }
    }
    parts.finish();
    for (int p = 0; p < 3; p++) {
      DesignMatrix part =
          NpyReader.readMatrix(folder.resolve("theta").resolve("part-0000" + p + ".npy"));
      assertEquals(p < 2 ? 4 : 2, part.columns());
      for (int j = 0; j < part.columns(); j++) {
        assertEquals(4 * p + j, part.get(0, j));
        assertEquals(100 + 4 * p + j, part.get(1, j));
      }
    }
    assertTrue(Files.exists(folder.resolve("theta").resolve("_SUCCESS")));
    assertThrows(IllegalArgumentException.class, () -> parts.vector(0).take(3, 2, new double[2]));
    assertThrows(BadDataException.class, () -> NpyParts.create(folder.resolve("theta"), 2, 10, 4));
  }

  /** The second file lacks its last column, the third is on another machine. */
  @Test
  void whatIsNotHereIsNotFinished() {
    NpyParts parts = NpyParts.create(folder.resolve("theta"), 1, 10, 4);
    parts.vector(0).take(0, 4, new double[4]);
    parts.vector(0).take(4, 3, new double[3]);
    assertNotWhole(parts, "part-00001.npy");
    parts.vector(0).take(7, 1, new double[1]);
    assertNotWhole(parts, "part-00002.npy");
    parts.vector(0).take(8, 2, new double[2]);
    parts.finish();
  }

  private void assertNotWhole(NpyParts parts, String name) {
    String message = assertThrows(BadDataException.class, parts::finish).getMessage();
    assertTrue(message.contains(name + ": is not whole on this machine"), message);
    assertFalse(Files.exists(folder.resolve("theta").resolve("_SUCCESS")));
  }
}
