package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.ForkFlags;
import dev.mirrorflow.bench.Relaunch;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One process of one side. OpenBLAS picks its own code for this CPU, whatever the environment says,
 * and uses as many threads as the comparison has.
 */
final class PeerProcess {

  private static final long PATIENCE_MINUTES = 30;

  private PeerProcess() {}

  /** Runs this project's side once. */
  static List<Timing> ours(Comparison comparison, Path folder) throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ForkFlags.ALL);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OwnTiming.class.getName(), comparison.name(), folder.toString()));
    return timings(command, comparison.threads(), folder);
  }

  /**
   * Runs a script once.
   *
   * @param variants names of implementations, none for all
   */
  static List<Timing> theirs(
      Python python, Comparison comparison, Path folder, List<String> variants)
      throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(python.command()));
    command.add(python.script(comparison.name()).toString());
    command.add(folder.toString());
    command.addAll(variants);
    return timings(command, comparison.threads(), folder);
  }

  private static List<Timing> timings(List<String> command, int threads, Path folder)
      throws InterruptedException {
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    Relaunch.unpin(builder.environment(), threads);
    try {
      Process process = builder.start();
      try {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
          throw failure(command, "takes more than " + PATIENCE_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
          throw failure(command, "failed: " + Files.readString(errors).strip());
        }
      } finally {
        process.destroy();
      }
      return Files.readAllLines(output).stream()
          .filter(line -> !line.startsWith("#"))
          .map(Timing::parse)
          .toList();
    } catch (IOException e) {
      throw new BadDataException(command.getFirst() + " cannot be run: " + e.getMessage(), e);
    }
  }

  private static ComputationException failure(List<String> command, String reason) {
    return new ComputationException(String.join(" ", command) + " " + reason);
  }
}
