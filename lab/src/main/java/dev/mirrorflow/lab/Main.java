package dev.mirrorflow.lab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.StandardOutput;
import dev.mirrorflow.lab.files.DeclaredFiles;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.lab.report.Version;
import dev.mirrorflow.linalg.BackendChoice;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The command line, {@code mirrorflow COMMAND}. */
@Command(
    name = "mirrorflow",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Main.MirrorflowVersion.class,
    usageHelpWidth = 100,
    synopsisSubcommandLabel = "COMMAND",
    description = "Sweeps, fits, flows and benchmarks on the implicit bias of descent algorithms.",
    footer = {"", "Start here:", "  mirrorflow quickstart"})
public final class Main {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "print the stack trace of an error")
  private boolean debug;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "print nothing but errors and what is asked for by -; no progress bar")
  private boolean quiet;

  @Option(
      names = "--backend",
      scope = ScopeType.INHERIT,
      paramLabel = "B",
      description = {
        "BLAS and LAPACK, ${COMPLETION-CANDIDATES} (default: native, the OpenBLAS that comes"
            + " along; java where it does not load)"
      })
  private BackendChoice backend;

  /** Runs a command and exits with its code, see {@link ExitCode}. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    Locale.setDefault(Locale.ROOT);
    StandardOutput stdout = new StandardOutput();
    PrintStream out = stdout.printer();
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setOut(out);
    System.setErr(err);
    System.exit(CleanInterrupt.around(() -> checked(run(out, err, args), stdout, err)));
  }

  /** The exit code, which is not 0 if what was printed did not arrive. */
  private static int checked(int code, StandardOutput stdout, PrintStream err) {
    try {
      stdout.check();
      return code;
    } catch (BadDataException e) {
      err.println("mirrorflow: " + e.getMessage());
      return code == ExitCode.OK ? ExitCode.BAD_DATA : code;
    }
  }

  /** Runs a command in this process, with its standard output, and returns its exit code. */
  public static int run(PrintStream out, PrintStream err, String... args) {
    PrintStream before = System.out;
    System.setOut(out);
    try {
      return runPrinting(out, err, args);
    } finally {
      System.setOut(before);
    }
  }

  private static int runPrinting(PrintStream out, PrintStream err, String... args) {
    String[] words = gridOfSweep(args);
    CommandLine line = Commands.of(words);
    line.setOut(writer(out));
    line.setErr(writer(err));
    ErrorLines errors = new ErrorLines(line.<Main>getCommand()::isDebugging);
    line.setParameterExceptionHandler(errors);
    line.setExecutionExceptionHandler(errors);
    line.setExecutionStrategy(line.<Main>getCommand()::execute);
    try {
      return line.execute(words);
    } catch (OutOfMemoryError e) {
      return errors.outOfMemory(e, line);
    }
  }

  /** Runs the command that was parsed, on the backend asked for, if its files are good. */
  private int execute(ParseResult parsed) {
    CommandSpec command = parsed.asCommandLineList().getLast().getCommandSpec();
    boolean isPrinted = new DeclaredFiles(command).check();
    Progress.show(!quiet);
    if (isPrinted || quiet) {
      command.commandLine().setOut(new PrintWriter(Writer.nullWriter()));
    }
    try {
      if (backend != null) {
        LinearAlgebraBackend.choose(backend);
      }
    } catch (BadDataException e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
    }
    return new RunLast().execute(parsed);
  }

  /** {@code sweep --grid FILE} is {@code grid FILE}: a grid has its own options. */
  private static String[] gridOfSweep(String... args) {
    List<String> words = new ArrayList<>(List.of(args));
    int grid = words.indexOf("--grid");
    if (words.isEmpty() || !words.getFirst().equals("sweep") || grid < 0) {
      return args;
    }
    words.remove(grid);
    words.set(0, "grid");
    return words.toArray(String[]::new);
  }

  private boolean isDebugging() {
    return debug || Boolean.getBoolean("mirrorflow.debug");
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** {@code --version}. */
  static final class MirrorflowVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"mirrorflow " + Version.withCommit()};
    }
  }
}
