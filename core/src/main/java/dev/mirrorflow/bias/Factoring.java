package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;

/**
 * Newton's matrix factored, with the least multiple of the identity that makes it positive
 * definite.
 */
final class Factoring {

  private static final double FIRST = 1e-15;
  private static final double LAST = 1e-6;

  private Factoring() {}

  static Cholesky of(DualSystem system) {
    double ridge = 0;
    while (true) {
      try {
        return system.factor(ridge);
      } catch (ComputationException e) {
        ridge = ridge == 0 ? FIRST : 10 * ridge;
        if (ridge > LAST) {
          throw e;
        }
      }
    }
  }
}
