package dev.mirrorflow.track.terminal;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.OneLine;
import dev.mirrorflow.file.StandardOutput;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How a command runs: its output in UTF-8, an error as one line, an exit code. */
public final class Program {

  private static final int BAD_DATA = 3;
  private static final int FAILED = 4;

  private Program() {}

  /** The command, and those below it, ready to parse. */
  public static CommandLine line(Object command, Object... below) {
    CommandLine whole = new CommandLine(command);
    for (Object subcommand : below) {
      whole.addSubcommand(subcommand);
    }
    return whole
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, args) -> usageError(e))
        .setExecutionExceptionHandler((e, line, parsed) -> {
          say(line, OneLine.of(e));
          return e instanceof BadDataException ? BAD_DATA : FAILED;
        });
  }

  /**
   * Ends a command as wrongly used.
   *
   * @param problem empty if there is none
   * @throws ParameterException with the problem, if there is one
   */
  public static void refuse(CommandLine line, Optional<String> problem) {
    if (problem.isPresent()) {
      throw new ParameterException(line, problem.get());
    }
  }

  private static int usageError(ParameterException e) {
    say(e.getCommandLine(), OneLine.of(e) + "; see --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static void say(CommandLine line, String message) {
    line.getErr().println(line.getCommandName() + ": " + message);
    line.getErr().flush();
  }

  /** Runs it and ends the process with its exit code. */
  public static void run(CommandLine line, String[] args) {
    Locale.setDefault(Locale.ROOT);
    StandardOutput stdout = new StandardOutput();
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    line.setOut(new PrintWriter(stdout.printer(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    int code = line.execute(args);
    try {
      stdout.check();
    } catch (BadDataException e) {
      err.println(line.getCommandName() + ": " + e.getMessage());
      code = code == 0 ? BAD_DATA : code;
    }
    System.exit(code);
  }
}
