package dev.mirrorflow.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {

  private static final DesignMatrix X = DesignMatrix.of(new double[] {1, 2}, new double[] {3, 4});

  @Test
  void lengthsMustAgree() {
    assertEquals(
        "X has 2 rows but y has 3 entries; give one target for each sample",
        assertThrows(BadDataException.class, () -> new Dataset(X, new double[3])).getMessage());
    assertThrows(BadDataException.class, () -> new Dataset(X, new double[2], List.of("a")));
  }

  @Test
  void testDataMustHaveTheTrainingFeatures() {
    Dataset named = new Dataset(X, new double[2], List.of("a", "b"));
    assertDoesNotThrow(() -> named.requireSameFeatures(new Dataset(X, new double[2])));
    assertEquals(
        "feature 1 (counted from 0) is 'b' in the training data but 'c' in the test data; give both"
            + " the same columns in the same order",
        assertThrows(
                BadDataException.class,
                () -> named.requireSameFeatures(new Dataset(X, new double[2], List.of("a", "c"))))
            .getMessage());
    Dataset narrow = new Dataset(DesignMatrix.of(new double[] {1}), new double[1]);
    assertEquals(
        "the test X has 1 features but the training X has 2; give both the same columns",
        assertThrows(BadDataException.class, () -> named.requireSameFeatures(narrow)).getMessage());
  }
}
