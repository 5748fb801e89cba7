package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.linalg.DesignMatrix;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void splitsOffTheTarget() {
    Table table =
        new Table(
            List.of("a", "y", "b"),
            DesignMatrix.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}));
    Dataset data = table.split("y");
    assertArrayEquals(new double[] {2, 5}, data.y());
    assertEquals(List.of("a", "b"), data.features());
    double[] row = new double[2];
    data.x().copyRow(1, row);
    assertArrayEquals(new double[] {4, 6}, row);
  }

  @Test
  void unsuitableTargetsAreRefused() {
    Table table = new Table(List.of("a", "y", "y"), DesignMatrix.of(new double[] {1, 2, 3}));
    assertRefused("unknown target column 'foo'; the file has: a, y, y", () -> table.split("foo"));
    assertRefused("the target 'y' names columns 2 and 3; rename one", () -> table.split("y"));
    Table single = new Table(List.of("y"), DesignMatrix.of(new double[] {1}));
    assertRefused("the target 'y' is the only column", () -> single.split("y"));
    List<String> many = IntStream.range(0, 20).mapToObj(j -> "g" + j).toList();
    Table wide = new Table(many, DesignMatrix.zeros(1, 20));
    assertRefused(
        "the file has: g0, g1, g2, g3, g4, g5, g6, g7 and 12 more", () -> wide.split("foo"));
  }
}
