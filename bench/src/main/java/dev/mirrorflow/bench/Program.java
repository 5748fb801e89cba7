package dev.mirrorflow.bench;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.OneLine;
import dev.mirrorflow.file.StandardOutput;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** How a command of this module runs: its output in UTF-8, an error as one line, an exit code. */
public final class Program {

  private static final int BAD_DATA = 3;
  private static final int FAILED = 4;

  private Program() {}

  /**
   * The command, ready to parse.
   *
   * @param name of the command, before its errors
   */
  public static CommandLine line(String name, Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, parsed) -> {
          line.getErr().println(name + ": " + OneLine.of(e));
          line.getErr().flush();
          return e instanceof BadDataException ? BAD_DATA : FAILED;
        });
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
