package dev.mirrorflow.lab.input;

import dev.mirrorflow.design.Design;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Samples that no descent sees.
 *
 * @param x the design matrix, m x d, in the units of the training X
 * @param y the targets, length m, as they are in the file
 * @param intercept what predictions add to xᵀθ
 */
public record TestSet(Design x, double[] y, double intercept) {

  /** Σ (x_iᵀθ + intercept - y_i)²/m. */
  public double meanSquaredError(double[] theta) {
    double[] prediction = predictions(theta);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double error = prediction[i] - y[i];
      sum += error * error;
    }
    return sum / y.length;
  }

  /** The share of samples whose sign is predicted wrongly, if all targets are ±1. */
  public OptionalDouble classificationError(double[] theta) {
    if (!hasSigns()) {
      return OptionalDouble.empty();
    }
    double[] prediction = predictions(theta);
    int wrong = 0;
    for (int i = 0; i < y.length; i++) {
      if (!(prediction[i] * y[i] > 0)) {
        wrong++;
      }
    }
    return OptionalDouble.of((double) wrong / y.length);
  }

  /** Whether all targets are ±1. */
  public boolean hasSigns() {
    return Arrays.stream(y).allMatch(value -> Math.abs(value) == 1);
  }

  private double[] predictions(double[] theta) {
    double[] prediction = new double[y.length];
    x.multiply(theta, prediction);
    for (int i = 0; i < prediction.length; i++) {
      prediction[i] += intercept;
    }
    return prediction;
  }
}
