package dev.mirrorflow.lab;

/** What the process exits with. */
final class ExitCode {

  static final int OK = 0;

  /** A fault of the program. */
  static final int FAULT = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** The data or files are wrong. */
  static final int BAD_DATA = 3;

  /** The input was good but the computation failed or diverged. */
  static final int COMPUTATION = 4;

  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
