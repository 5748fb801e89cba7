package dev.mirrorflow.landscape;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The path in doubles. X and y are taken times powers of two, so that only what is far apart within
 * X or within y can under- or overflow.
 */
final class FloatingMotion implements SaddleMotion {

  /** An |s_j| this near to 1 has arrived. */
  private static final double ARRIVED = 1e-12;

  /** Relative to the terms of y - Xθ, what may be rounding and is looked at sample by sample. */
  private static final double SUSPECT = 1e-9;

  /** The largest power of two in X that its products are taken with as they are. */
  private static final int MOST_POWER = 480;

  /** An error of Xᵀp above this is not bounded by norms. */
  private static final double LOOSE = 1e-10;

  private final DesignMatrix x;
  private final double[] y;
  private final int powerOfX;
  private final int powerOfY;
  private final EqualColumns equal;
  private final ScaledColumns columns;
  private final FloatingFace face;

  /** s. */
  private final double[] subgradient;

  /** p with s = Xᵀp. */
  private final double[] dual;

  private final double[] gradient;
  private Optional<Stationarity> measured = Optional.empty();
  private double tau;
  private double drift;

  FloatingMotion(LeastSquares problem, EqualColumns equal) {
    double[] target = problem.target();
    ScaledColumns raw = new ScaledColumns(problem.design());
    int power = power(raw.largestNorm());
    this.powerOfX = Math.abs(power) > MOST_POWER ? power : 0;
    this.powerOfY = power(Norms.max(target));
    this.x = powerOfX == 0 ? problem.design() : scaled(problem.design(), -powerOfX);
    this.columns = powerOfX == 0 ? raw : new ScaledColumns(x);
    this.y = Arrays.stream(target).map(value -> Math.scalb(value, -powerOfY)).toArray();
    this.equal = equal;
    this.face = new FloatingFace(columns, y);
    this.subgradient = new double[x.columns()];
    this.dual = new double[x.rows()];
    this.gradient = new double[x.columns()];
  }

  private static int power(double largest) {
    return largest == 0 ? 0 : Math.getExponent(largest);
  }

  private static DesignMatrix scaled(DesignMatrix x, int power) {
    DesignMatrix out = DesignMatrix.zeros(x.rows(), x.columns());
    double[] row = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.scalb(row[j], power);
      }
      out.setRow(i, row);
    }
    return out;
  }

  @Override
  public boolean advance() {
    if (interpolates()) {
      return false;
    }
    double neglected = computeGradient();
    double rest = rest();
    if (rest == Double.POSITIVE_INFINITY) {
      return false;
    }
    tau += rest;
    drift += rest * neglected;
    Kernels.axpy(-rest, gradient, subgradient);
    Kernels.axpy(rest / y.length, face.residual(), dual);
    return true;
  }

  /** Whether y - Xθ is rounding in each sample. */
  private boolean interpolates() {
    if (face.factors().size() == y.length) {
      return true;
    }
    double suspect = SUSPECT * face.terms();
    for (double value : face.residual()) {
      if (Math.abs(value) > suspect) {
        return false;
      }
    }
    return stationarity().ofSamples() <= face.rounding();
  }

  /** Of the face as it is. */
  private Stationarity stationarity() {
    if (measured.isEmpty()) {
      measured = Optional.of(new Stationarity(columns, face, y));
    }
    return measured.get();
  }

  /**
   * ∇R(θ) with the entries that are rounding set to 0, those of the support among them.
   *
   * @return the largest of these
   */
  private double computeGradient() {
    int n = y.length;
    x.multiplyTransposed(-1.0 / n, face.residual(), gradient);
    double neglected = 0;
    for (int j : face.coordinates()) {
      neglected = Math.max(neglected, Math.abs(gradient[j]));
      gradient[j] = 0;
    }
    for (int[] group : equal.groups()) {
      for (int k = 1; k < group.length; k++) {
        gradient[group[k]] = 0;
      }
    }
    double negligible = face.negligible() / n;
    for (int j = 0; j < gradient.length; j++) {
      double size = Math.abs(gradient[j]);
      if (size <= negligible * columns.norm(j)) {
        neglected = Math.max(neglected, size);
        gradient[j] = 0;
      }
    }
    return neglected;
  }

  /** Δ, the time until an entry of s reaches the end of [-1, 1] that it moves to. */
  private double rest() {
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < gradient.length; j++) {
      double g = gradient[j];
      if (g != 0) {
        least = Math.min(least, (1 + Math.signum(g) * subgradient[j]) / Math.abs(g));
      }
    }
    return Math.max(0, least);
  }

  @Override
  public int[] arrived() {
    int[] at =
        IntStream.range(0, subgradient.length)
            .filter(j -> Math.abs(subgradient[j]) >= 1 - ARRIVED)
            .toArray();
    for (int j : at) {
      subgradient[j] = Math.signum(subgradient[j]);
    }
    int[] on = face.coordinates().clone();
    Arrays.sort(on);
    int[] off = Arrays.stream(at).filter(j -> Arrays.binarySearch(on, j) < 0).toArray();
    return equal.firsts(off);
  }

  @Override
  public int mostWanted(int[] candidates) {
    return face.mostWanted(candidates, subgradient);
  }

  @Override
  public boolean enter(int j) {
    boolean entered = face.enter(j);
    if (!entered) {
      // Its column is and is not in the span of the face: s may be anything in [-1, 1].
      drift = 1;
    }
    return entered;
  }

  @Override
  public int[] approach() {
    return face.approach(subgradient);
  }

  @Override
  public void leave(int place) {
    face.leave(place);
  }

  @Override
  public void settle() {
    measured = Optional.empty();
    drift = Math.max(drift, face.factors().correction());
  }

  @Override
  public int[] tied(int[] waiting) {
    return face.tied(waiting);
  }

  @Override
  public int[] face() {
    return face.coordinates();
  }

  @Override
  public double[] values() {
    double[] values = face.values();
    for (int k = 0; powerOfY != powerOfX && k < values.length; k++) {
      values[k] = Math.scalb(values[k], powerOfY - powerOfX);
    }
    return values;
  }

  @Override
  public double time() {
    return Math.scalb(tau, -powerOfX - powerOfY);
  }

  @Override
  public double loss() {
    return Math.scalb(Kernels.squaredNorm(face.residual()) / (2.0 * y.length), 2 * powerOfY);
  }

  @Override
  public double[] dual() {
    return Arrays.stream(dual).map(value -> Math.scalb(value, -powerOfX)).toArray();
  }

  /**
   * Proves the end from θ, p, X and y alone: |Xᵀp| &lt;= 1 bounds the ℓ1 norm of every minimiser of
   * R from below by &lt;p, Xθ&gt;, since all have the same Xθ.
   */
  @Override
  public PathCertificate certificate() {
    Stationarity stationarity = stationarity();
    double[] fitted = y.clone();
    Kernels.axpy(-1, stationarity.residual(), fitted);
    double[] values = face.values();
    double l1 = Arrays.stream(values).map(Math::abs).sum();
    double gap = l1 > 0 ? Math.abs(l1 - Stationarity.dot(dual, fitted)) / l1 : 0;
    double misfit = stationarity.ofSamples();
    if (!(misfit <= face.rounding())) {
      misfit = stationarity.ofColumns(j -> !equal.isCopy(j));
    }
    return new PathCertificate(misfit, face.rounding(), dualExcess(), gap, drift);
  }

  /** max |Xᵀp| - 1 with what its rounding may be; 0 where that is negative. */
  private double dualExcess() {
    double[] products = new double[x.columns()];
    x.multiplyTransposed(1, dual, products);
    double size = Math.sqrt(Kernels.squaredNorm(dual));
    double[] column = new double[y.length];
    double most = 0;
    for (int j = 0; j < products.length; j++) {
      double error = (y.length + 2) * Math.ulp(0.5) * columns.norm(j) * size;
      double product = Math.abs(products[j]) + error;
      if (error > LOOSE && product > 1) {
        x.copyColumn(j, column);
        product = Math.abs(Stationarity.dot(column, dual)) * (1 + 4 * Math.ulp(0.5));
      }
      most = Math.max(most, product);
    }
    return Math.max(0, most - 1);
  }
}
