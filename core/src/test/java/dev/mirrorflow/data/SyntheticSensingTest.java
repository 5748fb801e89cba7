package dev.mirrorflow.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.SymmetricEigen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticSensingTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theTruthHasItsRankAndIsMeasured(boolean commuting) {
    SyntheticSensing sensing = new SyntheticSensing(6, 2, 4, commuting, 3);
    double[] truth = sensing.truth();
    SymmetricEigen eigen = SymmetricEigen.of(truth, 6);
    for (int k = 0; k < 6; k++) {
      assertEquals(k < 2, eigen.value(k) > 1e-3);
      assertEquals(k < 2 && commuting ? 1 : k < 2 ? eigen.value(k) : 0, eigen.value(k), 1e-14);
    }
    Dataset data = sensing.measure();
    double[] row = new double[36];
    for (int i = 0; i < 4; i++) {
      data.x().copyRow(i, row);
      double y = 0;
      for (int a = 0; a < 6; a++) {
        for (int b = 0; b < 6; b++) {
          assertEquals(row[a * 6 + b], row[b * 6 + a], 0);
          y += row[a * 6 + b] * truth[a * 6 + b];
        }
      }
      assertEquals(y, data.y()[i], 1e-13);
    }
    double[] longer = new SyntheticSensing(6, 2, 9, commuting, 3).measure().y();
    assertArrayEquals(data.y(), java.util.Arrays.copyOf(longer, 4), 0);
  }

  @Test
  void commutingMeasurementsCommute() {
    Dataset data = new SyntheticSensing(5, 1, 2, true, 4).measure();
    double[] a = new double[25];
    double[] b = new double[25];
    data.x().copyRow(0, a);
    data.x().copyRow(1, b);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        double commutator = 0;
        for (int k = 0; k < 5; k++) {
          commutator += a[i * 5 + k] * b[k * 5 + j] - b[i * 5 + k] * a[k * 5 + j];
        }
        assertEquals(0, commutator, 1e-13);
      }
    }
  }

  @Test
  void badParametersAreNamed() {
    assertThrows(BadDataException.class, () -> new SyntheticSensing(0, 0, 1, true, 1));
    assertThrows(BadDataException.class, () -> new SyntheticSensing(3, 4, 1, true, 1));
    assertThrows(BadDataException.class, () -> new SyntheticSensing(3, 1, 0, true, 1));
  }
}
