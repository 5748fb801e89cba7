package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.Norms;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The sums over an A that multiplies vectors, with θ and all that has its length in memory. Long
 * ones are shared by the threads of the common pool, an entry being of no other.
 */
final class DesignSums implements DualSums, Weights {

  /** Below so many coordinates the caller goes over them alone. */
  private static final int WORTH_SHARING = 1 << 15;

  private final Design a;
  private final double[] z;
  private final double[] theta;
  private final double[] shift;
  private final double[] rootWeights;
  private final double[] fitted;
  private final double[] scaled;
  private HyperbolicEntropy target;
  private HyperbolicEntropy entropy;
  private double[] theta0;
  private Start start;
  private double scale;
  private double logTopWeight;
  private DesignGram gram;
  private double[] squaredNorms = new double[0];

  DesignSums(Design a) {
    this.a = a;
    int n = a.rows();
    int d = a.columns();
    this.z = new double[d];
    this.theta = new double[d];
    this.shift = new double[d];
    this.rootWeights = new double[d];
    this.fitted = new double[n];
    this.scaled = new double[n];
  }

  /** Names the potential and the θ0 (not copied) of the start. */
  void aim(HyperbolicEntropy target, double[] theta0) {
    this.target = target;
    this.theta0 = theta0;
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < target.features(); j++) {
      top = Math.max(top, target.logInvariant(j));
    }
    double largest = Norms.max(theta0);
    start = new Start(top, largest, Norms.l1(theta0), largest == 0 && target.isUniform());
  }

  @Override
  public Start start() {
    return start;
  }

  @Override
  public double largest(double[] p) {
    return largest(1, p, new double[z.length]);
  }

  private double largest(double by, double[] p, double[] work) {
    multiplyTransposed(by, p, work);
    return Norms.max(work);
  }

  /** out = c Aᵀp. */
  private void multiplyTransposed(double c, double[] p, double[] out) {
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = c * p[i];
    }
    a.multiplyTransposed(scaled, out);
  }

  private void forEach(IntConsumer coordinate) {
    if (z.length < WORTH_SHARING) {
      for (int j = 0; j < z.length; j++) {
        coordinate.accept(j);
      }
    } else {
      IntStream.range(0, z.length).parallel().forEach(coordinate);
    }
  }

  @Override
  public void moveTo(double topLog, double scale) {
    double rise = topLog - start.topLog();
    entropy = rise == 0 ? target : target.scaled(rise);
    for (int j = 0; j < shift.length; j++) {
      shift[j] = 2 * entropy.gradient(j, theta0[j]);
    }
    this.scale = scale;
  }

  @Override
  public double[] evaluate(double[] zeta) {
    multiplyTransposed(1 / scale, zeta, z);
    forEach(j -> theta[j] = entropy.sinh(j, z[j] + shift[j]));
    a.multiply(theta, fitted);
    return fitted;
  }

  @Override
  public double follow(double[] zeta, double[] step) {
    double reach = largest(1 / scale, step, rootWeights);
    Kernels.axpy(DualSystem.damping(reach), step, zeta);
    return reach;
  }

  @Override
  public double[] drift() {
    double[] change = rootWeights;
    for (int j = 0; j < change.length; j++) {
      double s = entropy.weight(j, theta[j]);
      double s0 = entropy.weight(j, theta0[j]);
      change[j] = theta0[j] == 0 ? theta[j] : theta[j] - theta0[j] * (s / s0);
    }
    double[] out = new double[fitted.length];
    a.multiply(change, out);
    return out;
  }

  /** Only for an A whose entries are at hand. */
  @Override
  public double[] gram() {
    if (gram == null) {
      gram = new DesignGram((ExplicitDesign) a, this);
    }
    return gram.gram();
  }

  /** √w of the last evaluation, relative to e^{{@link #logTopWeight}/2}; for the caller to use. */
  @Override
  public double[] rootWeights() {
    double[] logs = rootWeights;
    forEach(j -> logs[j] = entropy.logCoshBound(j, z[j] + shift[j]));
    double top = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      top = Math.max(top, log);
    }
    double highest = top;
    forEach(j -> rootWeights[j] = entropy.rootCosh(j, z[j] + shift[j], highest));
    logTopWeight = top;
    return rootWeights;
  }

  @Override
  public double logTopWeight() {
    return logTopWeight;
  }

  @Override
  public boolean gramIsAtHand() {
    return false;
  }

  /**
   * The change of θ that a change of ζ makes at the last evaluation: w ⊙ AᵀΔζ/c.
   *
   * @param out receives it, length d
   */
  void respond(double[] dualChange, double[] out) {
    multiplyTransposed(1 / scale, dualChange, out);
    forEach(j -> out[j] *= entropy.weight(j, theta[j]));
  }

  /** out = Aᵀζ/c. */
  void exponents(double[] zeta, double[] out) {
    multiplyTransposed(1 / scale, zeta, out);
  }

  /**
   * What rounding of Aᵀζ may make of an entry of θ, at the last evaluation.
   *
   * @param ofColumns what an error of 1 in each entry counts as
   * @return the largest, as it counts
   */
  double errorOfExponents(double[] zeta, double[] ofColumns) {
    double rounding = Math.ulp(1.0) * Norms.l2(zeta) / scale;
    double[] squares = squaredNorms();
    double most = 0;
    for (int j = 0; j < squares.length; j++) {
      most = Math.max(most, rounding * Math.sqrt(squares[j]) * weight(j) * ofColumns[j]);
    }
    return most;
  }

  /** Σ_i a_ij² of each column, about; made once it is asked for. */
  private double[] squaredNorms() {
    if (squaredNorms.length == 0) {
      squaredNorms = a.squaredNorms();
    }
    return squaredNorms;
  }

  /** √(θ_j² + I_j²) at the last evaluation. */
  double weight(int j) {
    return entropy.weight(j, theta[j]);
  }

  /** θ at the last evaluation. */
  double[] theta() {
    return theta;
  }

  /** z at the last evaluation. */
  double[] z() {
    return z;
  }

  /** s. */
  double[] shift() {
    return shift;
  }

  /** The potential in force. */
  HyperbolicEntropy entropy() {
    return entropy;
  }

  /** c. */
  double scale() {
    return scale;
  }
}
