package dev.mirrorflow.track.html;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Chromium without a window, where it is installed.
 *
 * @param program the browser
 * @param folder for its profile and what it prints
 */
record Browser(String program, Path folder) {

  /** The first on the path. */
  static Optional<Browser> find(Path folder) {
    for (String place : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome", "chrome")) {
        Path program = Path.of(place, name);
        if (Files.isExecutable(program)) {
          return Optional.of(new Browser(program.toString(), folder));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The page as the browser has it when its scripts have run.
   *
   * @param width of the window
   */
  String dom(Path page, int width) throws IOException, InterruptedException {
    run(page, width, "--dump-dom");
    return Files.readString(folder.resolve("out"));
  }

  /** What the browser's console said of the page opened last. */
  List<String> console() throws IOException {
    return Files.readAllLines(folder.resolve("log")).stream()
        .filter(line -> line.contains("CONSOLE"))
        .toList();
  }

  private void run(Path page, int width, String action) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--window-size=" + width + ",900",
                action,
                page.toUri().toString())
            .redirectError(folder.resolve("log").toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    boolean isOver = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(isOver, "the browser did not end");
  }
}
