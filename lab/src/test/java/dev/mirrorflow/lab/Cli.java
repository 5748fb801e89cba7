package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the command line in this process. */
final class Cli {

  /** What a command left behind. */
  record Result(int code, String out, String err) {

    /** Asserts success without a word on stderr, and returns stdout. */
    String expectSuccess() {
      assertEquals("", err);
      assertEquals(0, code, out);
      return out;
    }

    /** Asserts the exit code with exactly one line on stderr, and returns the line. */
    String expectOneLine(int expectedCode) {
      List<String> lines = err.lines().toList();
      assertEquals(1, lines.size(), err);
      assertEquals(expectedCode, code, err);
      assertFalse(err.contains("\tat "), err);
      assertFalse(err.contains("Exception"), err);
      return lines.getFirst();
    }
  }

  private Cli() {}

  static Result run(Object... arguments) {
    return run(new ByteArrayOutputStream(), arguments);
  }

  /** Interrupts the command once it has printed this. */
  static Result interruptedAt(String words, Object... arguments) {
    return run(
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(StandardCharsets.UTF_8).contains(words)) {
              Thread.currentThread().interrupt();
            }
          }
        },
        arguments);
  }

  private static Result run(ByteArrayOutputStream out, Object... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = new String[arguments.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = arguments[i].toString();
    }
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            args);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
