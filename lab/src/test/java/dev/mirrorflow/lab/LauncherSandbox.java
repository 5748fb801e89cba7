package dev.mirrorflow.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A repository with the real launcher, whose Maven and JDK are shell scripts that write down how
 * they were called. Its path contains spaces, and its PATH holds the tools the launcher may use and
 * no java.
 */
final class LauncherSandbox {
  private static final List<String> TOOLS =
      List.of(
          "dirname",
          "find",
          "grep",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sleep",
          "tail",
          "touch");

  private static final String FAKE_MAVEN =
      """
      #!/bin/sh
      mkdir building || echo "two builds at once" >>builds
      echo "$JAVA_HOME: $*" >>builds
      if [ -f broken ]; then
        echo "Kernels.java does not compile"
        rmdir building
        exit 1
      fi
      sleep "${FAKE_BUILD_SECONDS:-0}"
      mkdir -p lab/target/lib bench/target
      touch lab/target/mirrorflow-lab.jar bench/target/benchmarks.jar
      case "$*" in
        *-Pspark*) mkdir -p spark/target && touch spark/target/mirrorflow-spark.jar ;;
      esac
      rmdir building
      """;

  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      echo "cwd <$(pwd -P)> home <$MIRRORFLOW_HOME>"
      for argument; do echo "argument <$argument>"; done
      echo "threads <$OPENBLAS_NUM_THREADS> core <${OPENBLAS_CORETYPE-unset}> l2 <${OPENBLAS_L2_SIZE-unset}>"
      exit "${FAKE_EXIT:-0}"
      """;

  /** What one run of the launcher left behind. */
  record Run(int exit, String out, String err) {}

  /** A launcher that was started; what it prints goes to two files. */
  record Launch(Process process, Path out, Path err) {
    /** Waits for it, a minute at most, and reads what it printed. */
    Run finish() throws Exception {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the launcher hangs: " + Files.readString(err));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  private final Path folder;
  private final Path repository;
  private final Path jvmFolder;
  private final Path tools;

  LauncherSandbox(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    repository = Files.createDirectories(this.folder.resolve("a repository"));
    jvmFolder = Files.createDirectories(this.folder.resolve("java machines"));
    tools = Files.createDirectories(this.folder.resolve("tools"));
    for (String tool : TOOLS) {
      script(tools.resolve(tool), "#!/bin/sh\nexec '" + onPath(tool) + "' \"$@\"\n");
    }
    Files.copy(Repository.root().resolve("mirrorflow"), repository.resolve("mirrorflow"));
    script(repository.resolve("mvnw"), FAKE_MAVEN);
    touch("pom.xml");
    for (String module : List.of("base", "core", "track", "bench", "lab", "spark")) {
      touch(module + "/pom.xml");
      touch(module + "/src/main/java/Some.java");
    }
  }

  Path folder() {
    return folder;
  }

  Path repository() {
    return repository;
  }

  /** Puts a JDK of the given version into the folder of JDKs, or elsewhere below the sandbox. */
  Path jdk(String place, String version) throws IOException {
    Path jdk = folder.resolve(place);
    script(jdk.resolve("bin/java"), FAKE_JAVA);
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"A=B\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  /** Creates the repository's file at {@code path}, or only makes it a minute newer than now. */
  void touch(String path) throws IOException {
    Path file = repository.resolve(path);
    Files.createDirectories(file.getParent());
    if (Files.notExists(file)) {
      Files.createFile(file);
    } else {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }
  }

  /** The lines Maven wrote, one a build. */
  List<String> builds() throws IOException {
    Path builds = repository.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  /** Runs the repository's launcher from the sandbox's folder. */
  Run run(Map<String, String> environment, String... arguments) throws Exception {
    return start(repository.resolve("mirrorflow").toString(), folder, environment, arguments)
        .finish();
  }

  /** Starts a launcher and returns at once. */
  Launch start(String command, Path cwd, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(line).directory(cwd.toFile());
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("MIRRORFLOW_JVM_DIRS", folder.resolve("none") + ":" + jvmFolder);
    builder.environment().putAll(environment);
    return new Launch(builder.start(), out, err);
  }

  private static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new UncheckedIOException(new IOException(tool + " is not on PATH")));
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
