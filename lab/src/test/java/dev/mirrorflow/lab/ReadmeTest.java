package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java example of the README, six lines, compiles, runs and prints what the manual says. */
class ReadmeTest {

  @Test
  void theExampleRuns(@TempDir Path folder) throws IOException, InterruptedException {
    String readme = Files.readString(Repository.root().resolve("README.md"));
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertTrue(block.find(), "the README has a Java example");
    Path example = folder.resolve("Example.java");
    Files.writeString(example, block.group(1));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                example.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    String manual = Files.readString(Repository.root().resolve("docs/java.md"));
    for (String said :
        List.of(
            "problem of n = 2 samples and d = 4 features",
            "interpolator of least ℓ1 norm 1.00000: ‖θ‖₁ = 1.000, ‖θ‖₂ = 1.000, 1 of 4 entries;"
                + " certified",
            "12 of 12 converged",
            "converged: the training loss reached its tolerance; ",
            "flow from alpha = 0.00100 came to its end time: ")) {
      assertTrue(manual.contains("\n" + said), said);
      assertTrue(output.contains(said), output);
    }
  }
}
