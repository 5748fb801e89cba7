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
  NORMALIZED;

  /** What a step makes of the gradient. */
  public LogisticRule rule() {
    return this == NORMALIZED ? LogisticRule.NORMALIZED : LogisticRule.GRADIENT;
  }

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
