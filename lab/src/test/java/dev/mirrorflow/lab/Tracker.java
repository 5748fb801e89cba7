package dev.mirrorflow.lab;

import dev.mirrorflow.track.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs a command of the tracker in this process. */
final class Tracker {

  private Tracker() {}

  static Cli.Result run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(Map.of());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    return new Cli.Result(code, out.toString(), err.toString());
  }
}
