package dev.mirrorflow;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The map of the equations names classes and tests that exist. */
class EquationsTest {

  @Test
  void everyClassOfTheMapExists() throws IOException {
    String map = Files.readString(Path.of("EQUATIONS.md"));
    List<String> names =
        Pattern.compile("`([a-z]+\\.[A-Z]\\w+)`")
            .matcher(map)
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertTrue(names.size() > 40, names.size() + " names");
    for (String name : names) {
      assertDoesNotThrow(() -> Class.forName("dev.mirrorflow." + name), name);
    }
  }
}
