package dev.mirrorflow.descent;

import java.util.Arrays;

/**
 * Turns ∇L/L into what a rule steps along. Adam's means of ∇L and of its squares are kept in units
 * of L and L², so that they do not underflow however small the loss is.
 */
final class LogisticDirection {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;

  private final LogisticRule rule;
  private final double eta;
  private final double[] mean;
  private final double[] square;
  private double left1 = 1;
  private double left2 = 1;
  private double logLossBefore = Double.NaN;

  LogisticDirection(LogisticRule rule, double eta, int features) {
    this.rule = rule;
    this.eta = eta;
    boolean isAdam = rule == LogisticRule.ADAM;
    this.mean = new double[isAdam ? features : 0];
    this.square = new double[isAdam ? features : 0];
  }

  /**
   * Makes the direction of ∇L/L.
   *
   * @param t steps made before
   * @param logLoss ln L
   * @param gradient ∇L/L; receives the direction
   * @return how far to go against it
   */
  double turn(long t, double logLoss, double[] gradient) {
    return switch (rule) {
      case GRADIENT -> eta * Math.exp(logLoss);
      case NORMALIZED -> eta;
      case SIGN -> {
        Arrays.setAll(gradient, j -> Math.signum(gradient[j]));
        yield eta / Math.sqrt((double) t + 1);
      }
      case ADAM -> {
        turnAdam(logLoss, gradient);
        yield eta / Math.sqrt((double) t + 1);
      }
    };
  }

  private void turnAdam(double logLoss, double[] gradient) {
    double unit = Double.isNaN(logLossBefore) ? 1 : Math.exp(logLossBefore - logLoss);
    logLossBefore = logLoss;
    left1 *= BETA_1;
    left2 *= BETA_2;
    for (int j = 0; j < gradient.length; j++) {
      double g = gradient[j];
      mean[j] = BETA_1 * unit * mean[j] + (1 - BETA_1) * g;
      square[j] = BETA_2 * unit * unit * square[j] + (1 - BETA_2) * g * g;
      double root = Math.sqrt(square[j] / (1 - left2));
      gradient[j] = root == 0 ? 0 : mean[j] / (1 - left1) / root;
    }
  }
}
