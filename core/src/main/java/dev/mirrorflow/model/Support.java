package dev.mirrorflow.model;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much of the support of θ* was found: how many of its k features are among the k largest
 * |θ_j|.
 *
 * @param found features found
 * @param size k
 */
public record Support(int found, int size) {

  /** Empty unless θ* is sparse and not zero. */
  public static Optional<Support> of(double[] theta, Optional<double[]> thetaStar) {
    if (thetaStar.isEmpty()) {
      return Optional.empty();
    }
    double[] truth = thetaStar.get();
    int k = (int) IntStream.range(0, truth.length).filter(j -> truth[j] != 0).count();
    if (k == 0 || k == truth.length) {
      return Optional.empty();
    }
    int found =
        (int)
            IntStream.range(0, theta.length)
                .boxed()
                .sorted((i, j) -> Double.compare(Math.abs(theta[j]), Math.abs(theta[i])))
                .limit(k)
                .filter(j -> truth[j] != 0 && theta[j] != 0)
                .count();
    return Optional.of(new Support(found, k));
  }

  @Override
  public String toString() {
    return found + "/" + size;
  }
}
