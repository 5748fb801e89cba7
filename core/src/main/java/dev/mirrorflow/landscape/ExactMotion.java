package dev.mirrorflow.landscape;

import dev.mirrorflow.linalg.BigFloat;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;

/**
 * The path of the doubles of X and y as they are, in as many bits as it is given. It ends where y -
 * Xθ is what the rounding of X and y to doubles explains.
 */
final class ExactMotion implements SaddleMotion {

  private final int bits;
  private final int n;
  private final EqualColumns equal;
  private final ExactFace face;
  private final BigFloat[] y;

  /** s. */
  private final BigFloat[] subgradient;

  /** p with s = Xᵀp. */
  private final BigFloat[] dual;

  private BigFloat tau = BigFloat.ZERO;
  private double misfit;

  ExactMotion(LeastSquares problem, EqualColumns equal, int bits) {
    this.bits = bits;
    this.n = problem.samples();
    this.equal = equal;
    this.face = new ExactFace(problem, bits);
    this.y = BigFloat.of(problem.target());
    this.subgradient = zeros(problem.features());
    this.dual = zeros(n);
  }

  private static BigFloat[] zeros(int length) {
    BigFloat[] out = new BigFloat[length];
    Arrays.fill(out, BigFloat.ZERO);
    return out;
  }

  @Override
  public boolean advance() {
    misfit = face.misfit(j -> !equal.isCopy(j));
    if (misfit <= face.rounding()) {
      return false;
    }
    BigFloat[] rates = new BigFloat[subgradient.length];
    int[] off = face.off(j -> !equal.isCopy(j));
    BigFloat rest = null;
    for (int j : off) {
      rates[j] = face.product(j);
      if (rates[j].signum() != 0) {
        BigFloat way =
            BigFloat.ONE.minus(
                rates[j].signum() > 0 ? subgradient[j] : subgradient[j].negate(), bits);
        BigFloat time = way.over(rates[j].abs(), bits);
        rest = rest == null || time.compareTo(rest) < 0 ? time : rest;
      }
    }
    if (rest == null) {
      return false;
    }
    if (rest.signum() <= 0) {
      throw new ArithmeticException("s does not move in " + bits + " bits");
    }
    tau = tau.plus(rest.times(BigFloat.of(n), bits), bits);
    for (int j : off) {
      subgradient[j] = subgradient[j].plus(rates[j].times(rest, bits), bits);
    }
    for (int i = 0; i < n; i++) {
      dual[i] = dual[i].plus(face.residual()[i].times(rest, bits), bits);
    }
    return true;
  }

  @Override
  public int[] arrived() {
    BigFloat least = BigFloat.ONE.minus(BigFloat.powerOfTwo(-bits / 2), bits);
    int[] at = face.off(j -> subgradient[j].abs().compareTo(least) >= 0);
    for (int j : at) {
      subgradient[j] = subgradient[j].signum() > 0 ? BigFloat.ONE : BigFloat.ONE.negate();
    }
    return equal.firsts(at);
  }

  @Override
  public int mostWanted(int[] candidates) {
    return face.mostWanted(candidates, subgradient);
  }

  @Override
  public boolean enter(int j) {
    return face.enter(j);
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
    face.settle();
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
    return Arrays.stream(face.beta()).mapToDouble(BigFloat::doubleValue).toArray();
  }

  @Override
  public double time() {
    return tau.doubleValue();
  }

  @Override
  public double loss() {
    BigFloat squares = BigFloat.dot(face.residual(), face.residual(), bits);
    return squares.over(BigFloat.of(2.0 * n), bits).doubleValue();
  }

  @Override
  public double[] dual() {
    return Arrays.stream(dual).mapToDouble(BigFloat::doubleValue).toArray();
  }

  @Override
  public PathCertificate certificate() {
    BigFloat most = BigFloat.ZERO;
    for (int j = 0; j < subgradient.length; j++) {
      most = most.max(BigFloat.dot(face.column(j), dual, bits).abs());
    }
    BigFloat bound = BigFloat.ZERO;
    BigFloat l1 = BigFloat.ZERO;
    for (int i = 0; i < n; i++) {
      bound = bound.plus(y[i].minus(face.residual()[i], bits).times(dual[i], bits), bits);
    }
    for (BigFloat value : face.beta()) {
      l1 = l1.plus(value.abs(), bits);
    }
    BigFloat gap = l1.minus(bound, bits).abs();
    double excess = Math.max(0, most.minus(BigFloat.ONE, bits).doubleValue());
    return new PathCertificate(misfit, face.rounding(), excess, face.share(gap, l1), 0);
  }
}
