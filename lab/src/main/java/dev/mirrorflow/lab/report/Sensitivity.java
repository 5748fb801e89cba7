package dev.mirrorflow.lab.report;

import dev.mirrorflow.lab.report.ClassifyReport.State;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * How far a descent ends from where it ends with a step larger by its last bit: what rounding,
 * which differs between vector widths, does to the numbers of a chaotic descent.
 *
 * @param turn the largest angle between the two θ at one time, in radians
 * @param logLoss the largest relative difference of their ln L
 */
public record Sensitivity(double turn, double logLoss) {

  static final Columns<Sensitivity> COLUMNS =
      new Declaration<Sensitivity>()
          .number("turn", "largest angle between the two θ, in radians", Sensitivity::turn)
          .number("logLoss", "largest relative difference of ln L", Sensitivity::logLoss)
          .columns();

  /** Above this the digits of a table are not all those of the descent. */
  private static final double SEEN = 1e-5;

  /** Compares the recorded states of two runs, as far as both go. */
  public static Sensitivity between(List<State> states, List<State> moved) {
    double turn = 0;
    double logLoss = 0;
    for (int k = 0; k < Math.min(states.size(), moved.size()); k++) {
      State state = states.get(k);
      State other = moved.get(k);
      if (state.t() > 0) {
        turn = Math.max(turn, ClassifyReport.angle(state.theta(), other.theta()));
        double difference = Math.abs(state.logLoss() - other.logLoss());
        logLoss = Math.max(logLoss, difference / Math.max(1, Math.abs(state.logLoss())));
      }
    }
    return new Sensitivity(turn, logLoss);
  }

  /** Says so where it can be seen in the table. */
  void print(PrintWriter out) {
    if (turn > SEEN || logLoss > SEEN) {
      out.printf(
          Locale.ROOT,
          "chaotic: a step larger by its last bit turns θ by up to %.2g radians and changes ln L by"
              + " up to %.2g%%; other vector widths differ as much, and digits beyond say"
              + " nothing%n",
          turn,
          100 * logLoss);
    }
  }
}
