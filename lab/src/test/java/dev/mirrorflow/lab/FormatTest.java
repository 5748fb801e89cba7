package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds every Java file of the repository to google-java-format, on the JDK that runs the tests.
 * {@code ./mvnw -q -Pformat} sets {@code mirrorflow.format=write}, which formats instead of
 * failing.
 */
class FormatTest {
  private static final List<String> MODULES =
      List.of("base", "core", "track", "bench", "lab", "spark", ".ci/consumer");

  @Test
  void everyJavaFileIsFormatted() throws IOException {
    Path root = Repository.root();
    List<String> sources = new ArrayList<>();
    for (String module : MODULES) {
      sources.addAll(javaFiles(root.resolve(module).resolve("src")));
    }
    assertFalse(sources.isEmpty(), "no Java files under " + root);

    if (System.getProperty("mirrorflow.format", "check").equals("write")) {
      format("--replace", sources);
      return;
    }
    // With --dry-run it prints the path of each file it would change, one a line.
    String unformatted = format("--dry-run", sources);
    if (!unformatted.isEmpty()) {
      fail("not formatted; run ./mvnw -q -Pformat\n" + unformatted);
    }
  }

  private static List<String> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".java")).sorted().toList();
    }
  }

  private static String format(String mode, List<String> sources) {
    List<String> arguments = new ArrayList<>();
    arguments.add(mode);
    arguments.addAll(sources);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments.toArray(String[]::new));
    assertTrue(exit == 0 && err.toString().isEmpty(), () -> "google-java-format: " + err);
    return out.toString();
  }
}
