package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The generated sources are what their templates write, but for white space. After a change of a
 * template, {@code ./mvnw -pl core test -Dtest=GeneratedKernelsTest -Dmirrorflow.generate=true}
 * writes them anew and {@code ./mvnw -q -Pformat} lays them out.
 */
class GeneratedKernelsTest {

  private static final Path FOLDER = Path.of("src/main/java/dev/mirrorflow/kernel");

  private static final Map<String, String> SOURCES = new TreeMap<>();

  static {
    // For 16 registers, for 32, and for lanes that fill one vector only.
    for (LaneTileTemplate tile :
        new LaneTileTemplate[] {
          new LaneTileTemplate(6, 2), new LaneTileTemplate(8, 2), new LaneTileTemplate(8, 1)
        }) {
      SOURCES.put(tile.className(), tile.source());
    }
    for (boolean isSingle : new boolean[] {false, true}) {
      for (boolean isVector : new boolean[] {false, true}) {
        RowsTemplate rows = new RowsTemplate(isSingle, isVector);
        SOURCES.put(rows.className(), rows.source());
        BlocksTemplate blocks = new BlocksTemplate(isSingle, isVector);
        SOURCES.put(blocks.className(), blocks.source());
      }
    }
  }

  static final Iterable<String> NAMES = SOURCES.keySet();

  @ParameterizedTest
  @FieldSource("NAMES")
  void theSourceIsWhatItsTemplateWrites(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".java");
    String source = SOURCES.get(name);
    if (Boolean.getBoolean("mirrorflow.generate")) {
      Files.writeString(file, source);
    }
    assertEquals(words(source), words(Files.readString(file)));
  }

  /** Without white space, the stars of comments and the parentheses that only a layout adds. */
  private static String words(String source) {
    return source.replaceAll("(?m)^\\s*\\*", "").replaceAll("\\s+", "");
  }
}
