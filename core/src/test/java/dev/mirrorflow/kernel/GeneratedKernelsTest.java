package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The generated sources are what their template writes. After a change of the template, {@code
 * ./mvnw -pl core test -Dtest=GeneratedKernelsTest -Dmirrorflow.generate=true} writes them anew.
 */
class GeneratedKernelsTest {

  private static final Path FOLDER = Path.of("src/main/java/dev/mirrorflow/kernel");

  /** For 16 registers, for 32, and for lanes that fill one vector only. */
  static Stream<LaneTileTemplate> templates() {
    return Stream.of(
        new LaneTileTemplate(6, 2), new LaneTileTemplate(8, 2), new LaneTileTemplate(8, 1));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void theSourceIsWhatItsTemplateWrites(LaneTileTemplate template) throws IOException {
    Path file = FOLDER.resolve(template.className() + ".java");
    if (Boolean.getBoolean("mirrorflow.generate")) {
      Files.writeString(file, template.source());
    }
    assertEquals(template.source(), Files.readString(file));
  }
}
