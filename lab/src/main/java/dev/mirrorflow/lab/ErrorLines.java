package dev.mirrorflow.lab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.error.OneLine;
import dev.mirrorflow.lab.input.OutOfRangeException;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into one line on stderr and an exit code. */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final String INTERRUPTED = "interrupted";

  private final BooleanSupplier debug;

  ErrorLines(BooleanSupplier debug) {
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    print(line, OneLine.of(e) + suggestion(e) + "; see '" + command + " --help'", e);
    return e.getCause() instanceof OutOfRangeException ? ExitCode.BAD_DATA : ExitCode.USAGE;
  }

  /** What was meant by a command or option that there is none of, if something is like it. */
  private static String suggestion(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getSuggestions().stream()
          .findFirst()
          .map(like -> "; did you mean " + like + "?")
          .orElse("");
    }
    return "";
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    if (e instanceof IllegalStateException && e.getCause() instanceof OutOfMemoryError memory) {
      return outOfMemory(memory, line);
    }
    if (isStopped(e)) {
      return print(line, interruption(e), e, ExitCode.INTERRUPTED);
    }
    return switch (e) {
      case BadDataException bad -> print(line, OneLine.of(bad), bad, ExitCode.BAD_DATA);
      case ComputationException stopped when Thread.currentThread().isInterrupted() ->
          print(line, "interrupted", stopped, ExitCode.INTERRUPTED);
      case ComputationException failed ->
          print(line, OneLine.of(failed), failed, ExitCode.COMPUTATION);
      default ->
          print(
              line,
              "unexpected "
                  + e.getClass().getSimpleName()
                  + ": "
                  + OneLine.of(e)
                  + " (please report it, with the output of the same command and --debug)",
              e,
              ExitCode.FAULT);
    };
  }

  /** Whatever breaks while the user stops the command breaks because of that. */
  private static boolean isStopped(Exception e) {
    return e instanceof InterruptedException
        || Thread.currentThread().isInterrupted()
        || CleanInterrupt.isStopping();
  }

  /** How far it was, if the exception says that. */
  private static String interruption(Exception e) {
    String message = OneLine.of(e);
    return message.startsWith(INTERRUPTED) ? message : INTERRUPTED;
  }

  int outOfMemory(OutOfMemoryError e, CommandLine line) {
    String message =
        String.format(
            Locale.ROOT,
            "out of memory with a Java heap of %.1f GiB: take a smaller problem or fewer threads,"
                + " or set MIRRORFLOW_JAVA_OPTS=-Xmx",
            Runtime.getRuntime().maxMemory() / (double) (1 << 30));
    return print(line, message, e, ExitCode.BAD_DATA);
  }

  private int print(CommandLine line, String message, Throwable e, int code) {
    print(line, message, e);
    return code;
  }

  private void print(CommandLine line, String message, Throwable e) {
    line.getErr().println("mirrorflow: " + message);
    if (debug.getAsBoolean()) {
      e.printStackTrace(line.getErr());
    }
    line.getErr().flush();
  }
}
