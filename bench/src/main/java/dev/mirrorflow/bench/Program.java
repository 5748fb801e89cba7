package dev.mirrorflow.bench;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.OneLine;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    line.setOut(new PrintWriter(utf8(System.out), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(utf8(System.err), true, StandardCharsets.UTF_8));
    System.exit(line.execute(args));
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
