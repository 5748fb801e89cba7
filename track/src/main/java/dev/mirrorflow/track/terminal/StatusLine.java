package dev.mirrorflow.track.terminal;

import java.io.PrintStream;

/** One line that is written over and over, for people who watch a terminal; nowhere else. */
public final class StatusLine {

  private static final int WIDTH = 99;

  private final PrintStream terminal;

  private StatusLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** On standard error, if it is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // with this property it is null unless a terminal is there
  public static StatusLine onTerminal() {
    // Java 22 to 24 have a console without a terminal too, unless it is asked for like this.
    System.setProperty("jdk.console", "java.base");
    return new StatusLine(System.console() != null ? System.err : null);
  }

  /** Where nobody watches. */
  static StatusLine unwatched() {
    return new StatusLine(null);
  }

  /** Whether anybody watches. */
  boolean isWatched() {
    return terminal != null;
  }

  /** Shows a text in place of the one before; an empty one clears the line. */
  public void show(String text) {
    if (terminal != null) {
      String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
      terminal.print("\r" + cut + " ".repeat(WIDTH - cut.length()) + "\r");
      terminal.flush();
    }
  }
}
