package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.BenchMachine;
import dev.mirrorflow.bench.Relaunch;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.terminal.Program;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow peers}: the same work here and in NumPy and SciPy, side by side. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Does the same work on the same files in NumPy or SciPy and here, in processes that take"
          + " turns, and prints both times.",
      "A side is timed once it has reached the same answer. All takes about ten minutes.",
      "",
      "NAME is gradient, columns, sweep, limit or basis-pursuit; default: all of them. NAME:SIZE"
          + " with SIZE = n x d or n x d x k, k the sparsity of θ*, compares another size."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:compared, or Python, NumPy or SciPy is missing, which is said",
      "2:the command line is wrong, or there is no JDK 25",
      "3:files cannot be written or read",
      "4:a side failed"
    },
    footer = {"Example:", "  mirrorflow peers basis-pursuit limit:50x500x5"})
public final class PeersCommand implements Callable<Integer> {

  private final Path home;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "what to compare")
  private List<String> names = List.of();

  @Option(
      names = "--repetitions",
      paramLabel = "R",
      defaultValue = "5",
      description =
          "processes of each side, of which the median counts; one for what takes over 15 s"
              + " (default: ${DEFAULT-VALUE})")
  private int repetitions;

  @Option(
      names = "--python",
      paramLabel = "COMMAND",
      defaultValue = "python3",
      description = "the interpreter (default: ${DEFAULT-VALUE})")
  private String python;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "keep the files that both sides read here; default: a temporary folder")
  private Path data;

  private PeersCommand(Path home) {
    this.home = home;
  }

  /** Runs the command; starts again on a JDK 25 with the right flags where they are missing. */
  public static void main(String[] args) throws IOException, InterruptedException {
    boolean hasVectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (!hasVectors || Relaunch.isPinned(System.getenv())) {
      System.exit(Relaunch.run(PeersCommand.class.getName(), args));
    }
    Path home = Path.of(System.getenv().getOrDefault("MIRRORFLOW_HOME", "."));
    Program.run(commandLine(home), args);
  }

  /** The command for the scripts below {@code home}. */
  static CommandLine commandLine(Path home) {
    return Program.line(new PeersCommand(home));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    List<SizedComparison> comparisons = comparisons();
    Python interpreter = new Python(python, home);
    Python.Versions versions = interpreter.versions();
    PrintWriter out = spec.commandLine().getOut();
    if (!versions.complete()) {
      out.println(
          "peers: nothing to compare with, "
              + versions.line()
              + "; install Python 3 and run: "
              + python
              + " -m pip install numpy scipy");
      out.flush();
      return 0;
    }
    out.print(BenchMachine.summary());
    out.println(versions.line());
    out.flush();
    PeerTable table = new PeerTable();
    Path folder = data == null ? temporaryFolder() : data;
    try {
      for (SizedComparison sized : comparisons) {
        table.add(sized.run(interpreter, folder, repetitions, this::show));
      }
    } finally {
      show("");
      if (data == null) {
        delete(folder);
      }
    }
    out.print(table.text());
    out.flush();
    return 0;
  }

  /** A folder that Ctrl-C does not leave behind either. */
  private static Path temporaryFolder() throws IOException {
    Path folder = Files.createTempDirectory("mirrorflow-peers");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    return folder;
  }

  private List<SizedComparison> comparisons() {
    if (repetitions < 1) {
      throw new ParameterException(
          spec.commandLine(), "--repetitions must be at least 1, not " + repetitions);
    }
    List<SizedComparison> comparisons = new ArrayList<>();
    try {
      for (String name : names.isEmpty() ? allNames() : names) {
        comparisons.addAll(SizedComparison.named(name));
      }
    } catch (BadDataException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return comparisons;
  }

  private static List<String> allNames() {
    return Comparison.all().stream().map(Comparison::name).toList();
  }

  /** One line of progress, where somebody watches a terminal. */
  @SuppressWarnings("SystemConsoleNull") // it is null in JDK 25 unless a terminal is there
  private void show(String line) {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      System.err.printf("\r%-79s\r%s", "", line);
      System.err.flush();
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
