package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.Relaunch;
import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Python interpreter and the scripts of {@code bench/peers}. */
final class Python {

  private final String command;
  private final Path scripts;

  /**
   * An interpreter that may not exist.
   *
   * @throws BadDataException if the scripts are not there
   */
  Python(String command, Path home) {
    this.command = command;
    this.scripts = home.resolve("bench").resolve("peers");
    if (!Files.isReadable(script("versions"))) {
      throw new BadDataException(
          "the scripts are not in " + scripts + "; run ./mirrorflow peers from a clone");
    }
  }

  String command() {
    return command;
  }

  Path script(String name) {
    return scripts.resolve(name.replace('-', '_') + ".py");
  }

  /** What the interpreter says of itself. */
  record Versions(boolean complete, String line) {}

  /** The versions of Python, NumPy and SciPy and the OpenBLAS they run on, or what is missing. */
  Versions versions() throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command, script("versions").toString()).redirectErrorStream(true);
    Relaunch.unpin(builder.environment(), 1);
    try {
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Versions(process.waitFor() == 0, output.lines().reduce("", (_, last) -> last));
    } catch (IOException e) {
      return new Versions(false, "there is no " + command);
    }
  }
}
