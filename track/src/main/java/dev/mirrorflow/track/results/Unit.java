package dev.mirrorflow.track.results;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * A unit as JMH writes it: {@code "ops/us"}, {@code "ms/op"}, {@code "B/op"}, {@code "MB/sec"}. It
 * says which way is better.
 */
public record Unit(String text) {

  private static final String OPERATIONS = "ops/";
  private static final String PER_OPERATION = "/op";
  private static final Map<String, Double> MICROS =
      Map.of(
          "ns", 1e-3, "us", 1.0, "ms", 1e3, "s", 1e6, "min", 6e7, "m", 6e7, "hr", 3.6e9, "h", 3.6e9,
          "day", 8.64e10);

  /** Whether more is better, as of operations per time; less is, of everything else. */
  public boolean isBiggerBetter() {
    return text.startsWith(OPERATIONS);
  }

  /** µs per operation for a score in this unit; empty if the unit is not a time or a rate. */
  public OptionalDouble toMicros(double score) {
    if (isBiggerBetter()) {
      Double micros = MICROS.get(text.substring(OPERATIONS.length()));
      return micros == null ? OptionalDouble.empty() : OptionalDouble.of(micros / score);
    }
    if (text.endsWith(PER_OPERATION)) {
      Double micros = MICROS.get(text.substring(0, text.length() - PER_OPERATION.length()));
      return micros == null ? OptionalDouble.empty() : OptionalDouble.of(score * micros);
    }
    return OptionalDouble.empty();
  }

  /** What is measured: {@code "time"} in whatever unit, otherwise the unit itself. */
  public String quantity() {
    return toMicros(1).isPresent() ? "time" : text;
  }

  /**
   * A score as a cost, less being better: µs per operation of a time or a rate, otherwise the score
   * itself, or its inverse where more is better.
   */
  public double cost(double score) {
    return toMicros(score).orElse(isBiggerBetter() ? 1 / score : score);
  }

  /** The costs of scores by fork; the unit's text is looked at once, however many there are. */
  double[][] costs(double[][] scores) {
    double one = cost(1);
    boolean isInverse = isBiggerBetter();
    double[][] costs = new double[scores.length][];
    for (int f = 0; f < costs.length; f++) {
      costs[f] = new double[scores[f].length];
      for (int i = 0; i < costs[f].length; i++) {
        costs[f][i] = isInverse ? one / scores[f][i] : scores[f][i] * one;
      }
    }
    return costs;
  }

  /** The inverse of {@link #cost}. */
  public double score(double cost) {
    double perUnit = cost(1);
    return isBiggerBetter() ? perUnit / cost : cost / perUnit;
  }

  @Override
  public String toString() {
    return text;
  }
}
