package dev.mirrorflow.flow;

import java.util.Locale;

/**
 * The end of a run.
 *
 * @param time where it ended
 * @param state the state of the flow there
 * @param theta θ there, length d
 * @param loss R(θ) there
 * @param end why it ended there
 * @param invariantDrift max_j |I_j - I_j(0)|/|I_j(0)| there, see {@link
 *     GradientFlow#invariantDrift}
 * @param steps accepted steps
 * @param rejected steps tried and refused for their error
 * @param evaluations evaluations of f
 * @param trajectory what was recorded, the start and the end included
 */
public record FlowResult(
    double time,
    double[] state,
    double[] theta,
    double loss,
    End end,
    double invariantDrift,
    long steps,
    long rejected,
    long evaluations,
    Trajectory trajectory) {

  /** Why a run ended. */
  public enum End {
    /** It came to its end time. */
    TIME,
    /** The loss fell to its threshold. */
    LOSS,
    /**
     * The loss ceased to fall above its threshold, in a run without an end time: at the floor of
     * rounding, or at a minimum that is higher.
     */
    FLOOR,
    /** The caller asked to stop. */
    INTERRUPTED
  }

  /** One line on the end for people, without a subject. */
  public String message() {
    return switch (end) {
      case LOSS -> "came to the loss to end at";
      case TIME -> "came to its end time";
      case FLOOR ->
          String.format(
              Locale.ROOT,
              "came to rest at the training loss %.3e, above the one asked for: the floor of"
                  + " rounding, or a minimum",
              loss);
      case INTERRUPTED -> "interrupted";
    };
  }

  /** Whether the loss fell to its threshold. */
  public boolean reachedLoss() {
    return end == End.LOSS;
  }
}
