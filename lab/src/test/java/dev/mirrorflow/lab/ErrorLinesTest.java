package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ErrorLinesTest {

  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      Commands.all().setErr(new PrintWriter(err, true)).getSubcommands().get("sweep");

  private int handle(Exception e, boolean debug) {
    return new ErrorLines(() -> debug).handleExecutionException(e, line, null);
  }

  @Test
  void anUnexpectedExceptionIsOneLineThatAsksForAReport() {
    assertEquals(1, handle(new IllegalStateException("two\n  lines"), false));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("two lines"), err.toString());
    assertTrue(err.toString().contains("please report"), err.toString());
  }

  @Test
  void debugAddsTheStackTrace() {
    handle(new IllegalStateException("broken"), true);
    assertTrue(err.toString().contains("\tat " + getClass().getName()), err.toString());
  }

  @Test
  void whatBreaksOnAnInterruptedThreadIsTheInterruption() {
    for (RuntimeException e :
        new RuntimeException[] {
          new IllegalStateException("Shutdown in progress"),
          new BadDataException("cannot be read"),
          new ComputationException("interrupted after 3 of 20 figures")
        }) {
      Thread.currentThread().interrupt();
      assertEquals(130, handle(e, false));
      assertTrue(Thread.interrupted());
    }
    assertEquals(
        List.of("interrupted", "interrupted", "interrupted after 3 of 20 figures"),
        err.toString().lines().map(line -> line.replace("mirrorflow: ", "")).toList());
  }

  @Test
  void exitCodes() {
    assertEquals(4, handle(new ComputationException("did not converge"), false));
    assertEquals(130, handle(new InterruptedException(), false));
    assertEquals(
        3, handle(new IllegalStateException(new OutOfMemoryError("Java heap space")), false));
    assertEquals(3, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("MIRRORFLOW_JAVA_OPTS"), err.toString());
  }
}
