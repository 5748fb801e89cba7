package dev.mirrorflow.lab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Level lines against curves that are known. */
final class ContoursTest {

  private static final Axis X = Axis.linear("x", -2, 2);
  private static final Axis Y = Axis.linear("y", -1.5, 1.5);

  private static double length(Contours.Line line) {
    double sum = 0;
    for (int k = 1; k < line.x().length; k++) {
      sum += Math.hypot(line.x()[k] - line.x()[k - 1], line.y()[k] - line.y()[k - 1]);
    }
    return sum;
  }

  private static boolean isClosed(Contours.Line line) {
    int last = line.x().length - 1;
    return line.x()[0] == line.x()[last] && line.y()[0] == line.y()[last];
  }

  @Test
  void circleIsOneClosedLineOfItsLength() {
    Grid grid = Grid.of(X, Y, 81, (x, y) -> x * x + y * y);
    List<Contours.Line> lines = Contours.of(grid, 1);
    assertEquals(1, lines.size());
    Contours.Line circle = lines.getFirst();
    assertTrue(isClosed(circle));
    // Linear interpolation errs by h²/8 times the second derivative, 2, over the slope, 2.
    double h = 4.0 / 80;
    for (int k = 0; k < circle.x().length; k++) {
      assertEquals(1, Math.hypot(circle.x()[k], circle.y()[k]), h * h / 8 * 1.1);
    }
    assertEquals(2 * Math.PI, length(circle), h * h * 2 * Math.PI);
  }

  @Test
  void planeGivesItsStraightLineExactly() {
    Grid grid = Grid.of(X, Y, 17, (x, y) -> x + 2 * y);
    List<Contours.Line> lines = Contours.of(grid, 0.3);
    assertEquals(1, lines.size());
    Contours.Line line = lines.getFirst();
    for (int k = 0; k < line.x().length; k++) {
      assertEquals(0.3, line.x()[k] + 2 * line.y()[k], 1e-14);
    }
    // From x = -2 to x = 2 the line stays inside |y| <= 1.5.
    assertEquals(Math.hypot(4, 2), length(line), 1e-13);
  }

  @Test
  void hyperbolaHasTwoBranchesThatEndAtTheBorder() {
    Grid grid = Grid.of(X, X, 60, (x, y) -> x * y);
    for (double level : new double[] {0.5, -0.5}) {
      List<Contours.Line> lines = Contours.of(grid, level);
      assertEquals(2, lines.size());
      for (Contours.Line line : lines) {
        int last = line.x().length - 1;
        for (int k : new int[] {0, last}) {
          assertEquals(2, Math.max(Math.abs(line.x()[k]), Math.abs(line.y()[k])), 1e-12);
        }
        assertEquals(Math.signum(line.x()[0]), Math.signum(line.x()[last]));
        assertTrue(length(line) > 2, "a whole branch");
      }
    }
  }

  @Test
  void middleOfASaddleDecidesWhichCornersBelongTogether() {
    double[] ends = {0, 1};
    for (double high : new double[] {3, 1.5}) {
      // Corners (0, 0) and (1, 1) are above the level 1; the middle is above it for 3 only.
      Grid saddle = new Grid(ends, ends, new double[][] {{high, 0}, {0, high}});
      List<Contours.Line> lines = Contours.of(saddle, 1);
      assertEquals(2, lines.size());
      Contours.Line first = lines.getFirst();
      assertEquals(2, first.x().length);
      // The line that begins on the lower edge ends on the right one or on the left one.
      int lower = first.y()[0] == 0 ? 0 : 1;
      assertEquals(high == 3 ? 1 : 0, first.x()[1 - lower]);
    }
  }

  @Test
  void noLineOutsideTheValuesNorThroughNaN() {
    Grid whole = Grid.of(X, Y, 21, (x, y) -> x);
    assertEquals(List.of(), Contours.of(whole, 5));
    Grid torn = Grid.of(X, Y, 21, (x, y) -> Math.abs(y) < 0.2 ? Double.NaN : x);
    List<Contours.Line> lines = Contours.of(torn, 0.05);
    assertEquals(2, lines.size());
    assertNotEquals(Math.signum(lines.get(0).y()[0]), Math.signum(lines.get(1).y()[0]));
  }
}
