package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EquilibrationTest {

  @Test
  void leavesOrdinaryDataAlone() {
    DesignMatrix x = TestProblems.gaussianDesign(30, 200, 1);
    assertTrue(Equilibration.of(x).isIdentity());
    assertSame(x, Equilibration.of(x).scaled());
    assertSame(x, Equilibration.ofRows(x).scaled());
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 300, 900})
  void doesNotSeePowersOfTwoOnRowsAndColumns(int most) {
    SplittableRandom random = new SplittableRandom(2);
    DesignMatrix x = TestProblems.gaussianDesign(7, 19, 3);
    x.set(2, 3, 1e7);
    DesignMatrix moved = DesignMatrix.zeros(7, 19);
    int[] rows = random.ints(7, -most / 2, most / 2).toArray();
    int[] columns = random.ints(19, -most / 2, most / 2).toArray();
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 19; j++) {
        moved.set(i, j, Math.scalb(x.get(i, j), rows[i] + columns[j]));
      }
    }
    DesignMatrix expected = Equilibration.of(x).scaled();
    DesignMatrix scaled = Equilibration.of(moved).scaled();
    for (int i = 0; i < 7; i++) {
      assertArrayEquals(row(expected, i), row(scaled, i));
    }
  }

  @Test
  void bringsRowsOfAnySizeToOne() {
    Equilibration e =
        Equilibration.of(DesignMatrix.of(new double[][] {{1e8, 2e8, 0}, {1e-8, 0, 1e-8}}));
    assertFalse(e.isIdentity());
    for (int i = 0; i < 2; i++) {
      double largest = 0;
      for (int j = 0; j < 3; j++) {
        largest = Math.max(largest, Math.abs(e.scaled().get(i, j)));
      }
      assertTrue(largest >= 1 && largest < 2, "largest entry " + largest);
    }
    assertEquals(0, e.scaled().get(0, 2));
  }

  @Test
  void takesTheLargestAndTheLeastDoubles() {
    double[][] rows = {{Double.MAX_VALUE, -1e308}, {Double.MIN_VALUE, 0}, {0, 0}};
    Equilibration e = Equilibration.ofRows(DesignMatrix.of(rows));
    assertEquals(-1023, e.row(0));
    assertEquals(1074, e.row(1));
    assertEquals(0, e.row(2));
    assertEquals(0, e.column(0));
    assertEquals(1, e.scaled().get(1, 0));
    assertEquals(Math.scalb(Double.MAX_VALUE, -1023), e.scaled().get(0, 0));
    assertArrayEquals(
        new double[] {Math.scalb(3.0, -1023), Math.scalb(3.0, 1000), 5},
        e.scaledTarget(new double[] {3, Math.scalb(3.0, -74), 5}));
  }

  @Test
  void givesTheParameterOfXBack() {
    DesignMatrix x = DesignMatrix.of(new double[][] {{1e10, 3}, {2e10, 5}});
    Equilibration e = Equilibration.of(x);
    double[] theta = {1.5, -0.25};
    double[] original = e.parameter(theta);
    for (int i = 0; i < 2; i++) {
      double scaled = e.scaled().get(i, 0) * theta[0] + e.scaled().get(i, 1) * theta[1];
      double direct = x.get(i, 0) * original[0] + x.get(i, 1) * original[1];
      assertEquals(Math.scalb(direct, e.row(i)), scaled, 1e-15 * Math.abs(scaled));
    }
    assertTrue(e.column(0) < e.column(1));
  }

  private static double[] row(DesignMatrix x, int i) {
    double[] row = new double[x.columns()];
    x.copyRow(i, row);
    return row;
  }
}
