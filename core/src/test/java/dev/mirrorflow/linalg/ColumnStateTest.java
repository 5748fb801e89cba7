package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.ColumnDescent;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.api.Test;

/** A state kept beside the columns of X. */
class ColumnStateTest {

  private static final LeastSquares PROBLEM = TestProblems.gaussianProblem(20, 9000, 91);

  private static double[] residualAfter(int steps, int threads, int blockColumns) {
    ColumnSource source = new StoredColumns(PROBLEM.design());
    try (ColumnPass pass = new ColumnPass(source, 0, 9000, threads, blockColumns);
        ColumnDescent descent =
            new ColumnDescent(
                pass,
                PROBLEM.target(),
                new double[] {0.1},
                new double[] {0.002},
                new Stopping(0, 0, steps))) {
      while (descent.isRunning()) {
        descent.step();
      }
      return descent.lane(0).residual();
    }
  }

  @Test
  void theBitsAreThoseOfAnyNumberOfThreadsAndSizeOfABlock() {
    double[] expected = residualAfter(50, 1, 9000);
    for (int threads : new int[] {2, 3}) {
      assertArrayEquals(expected, residualAfter(50, threads, 9000));
    }
    for (int blockColumns : new int[] {1, 2000, 5000}) {
      assertArrayEquals(expected, residualAfter(50, 2, blockColumns));
    }
  }

  @Test
  void piecesAreKeptByTheirPlaceInX() {
    ColumnState state = new ColumnState(10, 15, 1, -2);
    double[] out = {9, 9, 9, 9};
    state.put(1, 12, 2, new double[] {5, 6, 7});
    ColumnState copy = state.copy();
    copy.put(1, 12, 1, new double[] {8});
    state.get(1, 11, 3, out);
    assertArrayEquals(new double[] {-2, 5, 6, 0}, out);
    copy.get(1, 12, 3, out);
    assertArrayEquals(new double[] {8, 6, -2, 0}, out);
    state.get(0, 14, 1, out);
    assertEquals(1, out[0]);
  }
}
