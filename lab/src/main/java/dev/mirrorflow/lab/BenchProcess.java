package dev.mirrorflow.lab;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that measure, in a process of their own: they depend on JMH, which the command line
 * does not carry.
 */
final class BenchProcess {

  static final String BENCH = "dev.mirrorflow.bench.BenchCommand";
  static final String TRACK = "dev.mirrorflow.track.Main";
  static final String PEERS = "dev.mirrorflow.bench.peers.PeersCommand";

  private static final List<String> FLAGS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseTransparentHugePages");

  private final Path home;

  private BenchProcess(Path home) {
    this.home = home;
  }

  /** That of the folder the launcher runs from. */
  static BenchProcess ofThisInstallation() {
    String home = System.getenv().getOrDefault("MIRRORFLOW_HOME", ".");
    return new BenchProcess(Path.of(home).toAbsolutePath());
  }

  Path jar() {
    return home.resolve("bench/target/benchmarks.jar");
  }

  boolean isBuilt() {
    return Files.exists(jar());
  }

  /**
   * Runs a class of it with this process's input and output, and returns its exit code.
   *
   * @throws BadDataException if it is not built or cannot be started
   */
  int run(String mainClass, List<String> arguments) throws InterruptedException {
    if (!isBuilt()) {
      throw new BadDataException(jar() + " is missing; build it with ./mvnw package");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", jar().toString(), mainClass));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    // What is measured is the OpenBLAS that picks its own code for this CPU, on one thread.
    builder.environment().remove("OPENBLAS_CORETYPE");
    builder.environment().remove("OPENBLAS_L2_SIZE");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    builder.environment().put("MIRRORFLOW_HOME", home.toString());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BadDataException("the benchmark cannot be started: " + e.getMessage(), e);
    }
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }
}
