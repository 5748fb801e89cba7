package dev.mirrorflow.bench;

import dev.mirrorflow.data.StandardOutput;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.OneLine;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** How a command of this module runs: its output in UTF-8, an error as one line, an exit code. */
public final class Program {

  private static final int BAD_DATA = 3;
  private static final int FAILED = 4;
  private static final int INTERRUPTED = 130;

  private static final int PATIENCE_SECONDS = 3;

  private static final CountDownLatch SAID = new CountDownLatch(1);

  private Program() {}

  /**
   * Waits at the end of this process, for some seconds, until the command has said its last word.
   */
  public static void awaitLastWord() {
    try {
      boolean _ = SAID.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

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
          return switch (e) {
            case BadDataException _ -> BAD_DATA;
            case InterruptionException _ -> INTERRUPTED;
            default -> FAILED;
          };
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
    SAID.countDown();
    System.exit(code);
  }
}
