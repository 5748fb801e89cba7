package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {

  private static final double[][] WIDE = {{1.5, -2, 0.1}, {3e100, 0, -0.25}};
  private static final double[][] NARROW = {{1.5, -2, 0.125}, {3, 0, -0.25}};

  @TempDir Path folder;

  @Test
  void writesTheBytesThatNumpyWrites() throws IOException {
    Path path = folder.resolve("x.npy");
    NpyWriter.write(path, DesignMatrix.of(WIDE));
    assertArrayEquals(NumpyFixture.F8, Files.readAllBytes(path));
    NpyWriter.write(path, WIDE);
    assertArrayEquals(NumpyFixture.F8, Files.readAllBytes(path));
    NpyWriter.write(path, WIDE, NpyFormat.DEFAULT.withFortranOrder());
    assertArrayEquals(NumpyFixture.F8_FORTRAN, Files.readAllBytes(path));
    NpyWriter.write(path, NARROW, NpyFormat.DEFAULT.withFloat32());
    assertArrayEquals(NumpyFixture.F4, Files.readAllBytes(path));
  }

  @Test
  void vectorsComeBackAsTheyWere() {
    double[] vector = {Math.PI, -0.0, Double.MIN_VALUE, Double.MAX_VALUE};
    Path path = folder.resolve("y.npy");
    NpyWriter.write(path, vector);
    assertArrayEquals(vector, NpyReader.readVector(path));
  }

  @Test
  void notFiniteValuesAreNamedAndNothingIsWritten() throws IOException {
    Path path = folder.resolve("x.npy");
    double[][] rows = {{1, 2}, {3, Double.NaN}};
    assertRefused(
        "x.npy: is not written: the value at row 1, column 1 (counted from 0) is NaN",
        () -> NpyWriter.write(path, rows));
    assertRefused(
        "row 0, column 0 (counted from 0) is 1.0E300, beyond float32; write float64",
        () ->
            NpyWriter.write(
                path, new double[][] {{1e300}}, NpyFormat.DEFAULT.withFloat32().withNonFinite()));
    assertRefused(
        "row 1, column 0 (counted from 0) is Infinity",
        () -> NpyWriter.write(path, new double[] {0, Double.POSITIVE_INFINITY}));
    assertRefused("length 0", () -> NpyWriter.write(path, new double[0]));
    assertNothingIn(folder);
  }

  @Test
  void notFiniteValuesAreWrittenWhereTheFormatAllowsThem() {
    Path path = folder.resolve("x.npy");
    double[][] rows = {{1, 2}, {3, Double.NaN}};
    NpyWriter.write(path, rows, NpyFormat.DEFAULT.withNonFinite());
    assertEquals(Double.NaN, NpyReader.readMatrix(path).get(1, 1));
  }

  private static void assertNothingIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }
}
