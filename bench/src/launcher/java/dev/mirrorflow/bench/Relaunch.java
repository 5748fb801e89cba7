package dev.mirrorflow.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Main class of the benchmark jar, compiled for Java 17: starts the same jar on a JDK 25 with the
 * flags that no manifest can hold, so that {@code java -jar benchmarks.jar} takes JMH's options
 * wherever {@code java} points.
 *
 * <p>OpenBLAS reads its settings from the environment, and so do JMH's forks: the new process runs
 * without {@code OPENBLAS_CORETYPE} and {@code OPENBLAS_L2_SIZE}, which would pin an older CPU, and
 * with one BLAS thread.
 */
public final class Relaunch {

  /** What every JVM of the project is started with. */
  static final List<String> FLAGS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final String THREADS = "OPENBLAS_NUM_THREADS";
  private static final List<String> PINS = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");
  private static final String REMEDY =
      "Mirrorflow's benchmarks need a JDK 25.0.3 or newer 25.x and found none;"
          + " install one (Temurin 25, for example) and set JAVA25_HOME to its folder";

  private Relaunch() {}

  /** Runs JMH with its own command line. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.exit(run("org.openjdk.jmh.Main", args));
  }

  /**
   * Runs a class of this class path on a JDK 25, with this process's input and output.
   *
   * @return its exit code, or 2 with a message if there is no JDK 25
   */
  public static int run(String mainClass, String[] args) throws IOException, InterruptedException {
    Optional<Path> home = findJdk(System.getenv());
    if (home.isEmpty()) {
      System.err.println(REMEDY);
      return 2;
    }
    List<String> command = new ArrayList<>();
    command.add(home.get().resolve("bin").resolve("java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(Arrays.asList(args));
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    unpin(process.environment(), 1);
    return process.start().waitFor();
  }

  /** Lets OpenBLAS pick its own code for this CPU, on this many threads. */
  public static void unpin(Map<String, String> environment, int threads) {
    environment.keySet().removeAll(PINS);
    environment.put(THREADS, Integer.toString(threads));
  }

  /** Whether this environment would change what OpenBLAS does. */
  public static boolean isPinned(Map<String, String> environment) {
    return PINS.stream().anyMatch(environment::containsKey)
        || !"1".equals(environment.get(THREADS));
  }

  /** The first suitable JDK: named by the environment, running this, or installed in its place. */
  static Optional<Path> findJdk(Map<String, String> environment) {
    List<Path> candidates = new ArrayList<>();
    for (String variable : List.of("JAVA25_HOME", "JAVA_HOME")) {
      String value = environment.get(variable);
      if (value != null && !value.isBlank()) {
        candidates.add(Path.of(value));
      }
    }
    candidates.add(Path.of(System.getProperty("java.home")));
    candidates.addAll(children(Path.of("/usr/lib/jvm"), ""));
    candidates.addAll(children(Path.of("/Library/Java/JavaVirtualMachines"), "Contents/Home"));
    candidates.addAll(
        children(Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"), ""));
    return candidates.stream().filter(Relaunch::isSuitable).findFirst();
  }

  private static List<Path> children(Path folder, String below) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(entry -> found.add(entry.resolve(below)));
      } catch (IOException e) {
        System.err.println("cannot look for a JDK in " + folder + ": " + e.getMessage());
      }
    }
    found.sort(null);
    return found;
  }

  private static boolean isSuitable(Path home) {
    if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
      return false;
    }
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return false;
    }
    return isSuitable(release.getProperty("JAVA_VERSION", "").replace("\"", ""));
  }

  /** 25.0.3 or newer within 25: earlier ones may move an array that native code works on. */
  static boolean isSuitable(String version) {
    try {
      Runtime.Version v = Runtime.Version.parse(version);
      return v.feature() == 25 && (v.interim() > 0 || v.update() >= 3);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
