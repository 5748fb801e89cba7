package dev.mirrorflow.bench.peers;

import java.util.List;

/**
 * What one process says of one implementation, as a line of words between tabs.
 *
 * @param implementation its name
 * @param seconds median over repetitions in the process, the first left out if there are others
 * @param first seconds of the first run in the process
 * @param difference from the answer, relative to the answer's size
 */
record Timing(String implementation, double seconds, double first, double difference) {

  private static final int WORDS = 4;

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Timing parse(String line) {
    List<String> words = List.of(line.split("\t", -1));
    if (words.size() != WORDS) {
      throw new IllegalArgumentException(
          "'" + line + "' has " + words.size() + " words between tabs instead of " + WORDS);
    }
    return new Timing(
        words.get(0),
        Double.parseDouble(words.get(1)),
        Double.parseDouble(words.get(2)),
        Double.parseDouble(words.get(3)));
  }

  /** The line. */
  String line() {
    return String.join(
        "\t",
        implementation,
        Double.toString(seconds),
        Double.toString(first),
        Double.toString(difference));
  }
}
