package dev.mirrorflow.model;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Arrays;

/**
 * The logistic risk L(θ) = 1/n Σ log(1 + exp(-m_i)) of the margins m_i = y_i &lt;x_i, θ&gt;, labels
 * y_i = ±1. It is kept as its logarithm and its gradient as ∇L/L, so that neither knows an end: at
 * margins of 1e6 the loss is e^-1000000 and its direction of descent as exact as at 0.
 *
 * <p>Holds the signed design diag(y) X, n x d; shared by any number of threads.
 */
public final class Logistic {

  /** Beyond this margin log(1 + e^-m) is e^-m to the last bit. */
  private static final double LARGE = 37;

  private final DesignMatrix signed;

  /**
   * Takes the data; neither is kept.
   *
   * @param x the design matrix, n x d
   * @param y the labels ±1, length n
   * @throws BadDataException if the shapes differ, X holds NaN or an infinity, or a label is not ±1
   */
  public Logistic(DesignMatrix x, double[] y) {
    if (x.rows() != y.length) {
      throw new BadDataException(
          "X has " + x.rows() + " rows but y has " + y.length + " labels; they must match");
    }
    x.requireFinite();
    this.signed = DesignMatrix.zeros(x.rows(), x.columns());
    double[] row = new double[x.columns()];
    for (int i = 0; i < y.length; i++) {
      if (Math.abs(y[i]) != 1) {
        throw new BadDataException(
            "y holds " + y[i] + " at row " + i + " (counted from 0); labels must be 1 or -1");
      }
      x.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        row[j] *= y[i];
      }
      signed.setRow(i, row);
    }
  }

  private Logistic(DesignMatrix signed) {
    this.signed = signed;
  }

  /**
   * The exponent k of the largest entry: 2^k &lt;= max |x_ij| &lt; 2^(k+1), and -1023 for X = 0.
   */
  public int exponent() {
    double largest = 0;
    double[] row = new double[features()];
    for (int i = 0; i < samples(); i++) {
      signed.copyRow(i, row);
      largest = Math.max(largest, Norms.max(row));
    }
    return Math.getExponent(largest);
  }

  /**
   * The risk of 2^power X, a copy. Its margins at θ are those of X at 2^power θ, bit for bit where
   * no entry falls below the normal doubles. Squares of entries near 1 neither overflow nor
   * underflow.
   */
  public Logistic scaled(int power) {
    DesignMatrix out = DesignMatrix.zeros(samples(), features());
    double[] row = new double[features()];
    for (int i = 0; i < samples(); i++) {
      signed.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.scalb(row[j], power);
      }
      out.setRow(i, row);
    }
    return new Logistic(out);
  }

  /** n. */
  public int samples() {
    return signed.rows();
  }

  /** d. */
  public int features() {
    return signed.columns();
  }

  /** diag(y) X, n x d, not to be changed: its product with θ are the margins. */
  public DesignMatrix signedDesign() {
    return signed;
  }

  /**
   * tr(XᵀX)/(4n), above the largest eigenvalue of the Hessian anywhere. 2nd flops.
   *
   * @throws ComputationException if it is beyond the range of doubles: {@link #scaled} helps
   */
  public double smoothness() {
    double sum = 0;
    for (int i = 0; i < samples(); i++) {
      sum += signed.rowSquaredNorm(i);
    }
    double smoothness = sum / (4 * samples());
    if (!(smoothness >= Double.MIN_NORMAL) || Double.isInfinite(smoothness)) {
      throw new ComputationException(
          "the squares of X are beyond the range of doubles: multiply X by a power of two that"
              + " brings its entries near 1");
    }
    return smoothness;
  }

  /** ln L(θ). Allocates n doubles. 2nd flops. */
  public double logLoss(double[] theta) {
    double[] margins = new double[samples()];
    signed.multiply(theta, margins);
    return logLoss(margins, samples());
  }

  /**
   * ln L(θ) and ∇L/L; allocates nothing. 4nd flops.
   *
   * @param margins receives the margins, length n
   * @param weights receives -∂ ln L/∂m_i, length n
   * @param direction receives ∇L(θ)/L(θ), length d
   */
  public double logLossAndDirection(
      double[] theta, double[] margins, double[] weights, double[] direction) {
    signed.multiply(theta, margins);
    double logLoss = logLoss(margins, margins.length);
    double logTotal = logLoss + Math.log(margins.length);
    for (int i = 0; i < margins.length; i++) {
      weights[i] = Math.exp(logSlope(margins[i]) - logTotal);
    }
    signed.multiplyTransposed(-1, weights, direction);
    return logLoss;
  }

  /**
   * The same for the mini-batch {@code batch[from..to)}, averaged over it; a sample may be in it
   * twice.
   *
   * @param row work space, length d
   * @param margins receives the margins of the batch, long enough for it, from 0 on
   */
  public double batchLogLossAndDirection(
      int[] batch,
      int from,
      int to,
      double[] theta,
      double[] row,
      double[] margins,
      double[] direction) {
    int size = to - from;
    for (int k = from; k < to; k++) {
      signed.copyRow(batch[k], row);
      margins[k - from] = Kernels.dot(row, theta);
    }
    double logLoss = logLoss(margins, size);
    double logTotal = logLoss + Math.log(size);
    Arrays.fill(direction, 0);
    for (int k = from; k < to; k++) {
      signed.copyRow(batch[k], row);
      double weight = Math.exp(logSlope(margins[k - from]) - logTotal);
      Kernels.axpy(-weight, row, direction);
    }
    return logLoss;
  }

  /** ln of the mean of log(1 + e^-m) over the first {@code count} margins. */
  private static double logLoss(double[] margins, int count) {
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      top = Math.max(top, logOfLoss(margins[i]));
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(logOfLoss(margins[i]) - top);
    }
    return top + Math.log(sum / count);
  }

  /** ln log(1 + e^-m). */
  private static double logOfLoss(double m) {
    if (m > LARGE) {
      return -m;
    }
    return Math.log(m > 0 ? Math.log1p(Math.exp(-m)) : Math.log1p(Math.exp(m)) - m);
  }

  /** ln 1/(1 + e^m), the logarithm of minus the loss's derivative. */
  private static double logSlope(double m) {
    return m > 0 ? -m - Math.log1p(Math.exp(-m)) : -Math.log1p(Math.exp(m));
  }
}
