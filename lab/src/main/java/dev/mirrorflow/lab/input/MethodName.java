package dev.mirrorflow.lab.input;

import dev.mirrorflow.descent.Method;
import java.util.Locale;

/** The values of {@code --method}: the descents, the flow they follow, and its limit. */
public enum MethodName {
  /** Gradient descent on all samples. */
  GD,
  /** Gradient descent on mini-batches. */
  SGD,
  /** Heavy-ball momentum. */
  MOMENTUM,
  /** Nesterov's momentum. */
  NESTEROV,
  /** The gradient flow, integrated. */
  FLOW,
  /** Where the gradient flow ends, solved for. */
  LIMIT;

  Method withMomentum(double beta) {
    return switch (this) {
      case GD, SGD -> new Method.GradientDescent();
      case MOMENTUM -> new Method.HeavyBall(beta);
      case NESTEROV -> new Method.Nesterov(beta);
      case FLOW, LIMIT -> throw new IllegalStateException(this + " is no descent");
    };
  }

  boolean hasMomentum() {
    return this == MOMENTUM || this == NESTEROV;
  }

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
