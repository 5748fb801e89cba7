package dev.mirrorflow.lab;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/**
 * Runs a command of bench in this process. By its name: lab's tests run beside bench and are not
 * compiled against it, as lab is not.
 */
final class Bench {

  private static final String PACKAGE = "dev.mirrorflow.bench.";

  private Bench() {}

  /** Runs the command of a class, such as {@code report.CompareCommand}. */
  static Cli.Result run(String type, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line;
    try {
      line =
          (CommandLine)
              Class.forName(PACKAGE + "Program")
                  .getMethod("line", String.class, Object.class)
                  .invoke(null, type, Class.forName(PACKAGE + type));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("bench is not on the class path of lab's tests", e);
    }
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Cli.Result(code, out.toString(), err.toString());
  }
}
