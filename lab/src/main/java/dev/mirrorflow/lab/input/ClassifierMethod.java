package dev.mirrorflow.lab.input;

import dev.mirrorflow.descent.LogisticRule;
import java.util.Locale;

/** The values of {@code --method} for classification. */
public enum ClassifierMethod {
  /** Gradient descent on all samples. */
  GD,
  /** Gradient descent on mini-batches. */
  SGD,
  /** Gradient descent with the gradient divided by the loss. */
  NORMALIZED,
  /** Steps along the signs of the gradient. */
  SIGN,
  /** Adam. */
  ADAM;

  /** What a step makes of the gradient. */
  public LogisticRule rule() {
    return switch (this) {
      case GD, SGD -> LogisticRule.GRADIENT;
      case NORMALIZED -> LogisticRule.NORMALIZED;
      case SIGN -> LogisticRule.SIGN;
      case ADAM -> LogisticRule.ADAM;
    };
  }

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
