package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhResultsTest {

  @Test
  void readsNamesParametersAndForks() {
    List<Measurement> all = JmhResults.read(Fixture.jmh());
    assertEquals(7, all.size());
    Measurement vector = all.get(2);
    assertEquals("FusedGradient", vector.group());
    assertEquals("vector", vector.method());
    assertEquals("64x512", vector.shape());
    assertEquals(2, vector.forks());
    assertEquals(5.378681648140231, vector.minMicros(), 1e-12);
    assertEquals(9.277420241638943, vector.maxMicros(), 1e-12);
    assertEquals((5.378681648140231 + 9.277420241638943) / 2, vector.micros(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "2, us/op, 2",
    "2, ms/op, 2000",
    "2, s/op, 2e6",
    "2, ns/op, 0.002",
    "2, ops/s, 5e5",
    "2, ops/us, 0.5",
    "4, ops/ms, 250"
  })
  void theUnitSaysWhichWayIsBetter(double score, String unit, double micros) {
    assertEquals(micros, JmhResults.toMicros(score, unit), 1e-9 * micros);
  }

  @Test
  void aUnitThatIsNoTimeIsRefused() {
    BadDataException e = assertThrows(BadDataException.class, () -> JmhResults.toMicros(1, "B/op"));
    assertTrue(e.getMessage().contains("'B/op' is not a time"), e.getMessage());
  }

  @Test
  void anotherFileIsRefusedByName(@TempDir Path folder) throws IOException {
    for (String content : List.of("{}", "[{}]", "[{\"benchmark\":", "text")) {
      Path file = Files.writeString(folder.resolve("other.json"), content);
      BadDataException e = assertThrows(BadDataException.class, () -> JmhResults.read(file));
      assertTrue(e.getMessage().contains("other.json"), e.getMessage());
    }
  }
}
