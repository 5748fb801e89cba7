package dev.mirrorflow.bench;

import java.io.IOException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** What JMH's options ask for without measuring: its help, and its lists. */
final class JmhQuestion {

  private final CommandLineOptions options;

  JmhQuestion(CommandLineOptions options) {
    this.options = options;
  }

  /**
   * Prints JMH's answer to standard output.
   *
   * @return whether there was a question; then nothing is to be measured
   */
  boolean answer() throws IOException {
    if (options.shouldHelp()) {
      options.showHelp();
    } else if (options.shouldList()) {
      new Runner(options).list();
    } else if (options.shouldListWithParams()) {
      new Runner(options).listWithParams(options);
    } else if (options.shouldListProfilers()) {
      options.listProfilers();
    } else if (options.shouldListResultFormats()) {
      options.listResultFormats();
    } else {
      return false;
    }
    System.out.flush();
    return true;
  }
}
