package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.HyperbolicEntropy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The equations of {@link DualSystem} in 50 to 300 decimals, for small problems of which a double
 * cannot hold the digits: damped Newton steps on the independent rows of X as they were given.
 * Accepted only where the pivots of Newton's matrix have kept more digits than the residual has
 * lost. n² d products of such numbers a step.
 */
final class DecimalProjection {

  /** A solution, rounded. */
  record Solution(double[] theta, double[] mirror, int steps) {}

  private static final int[] DIGITS = {50, 120, 300};
  private static final int STEPS = 300;
  private static final double NEAR = 0.1;

  /** No exponent of a θ that is a double is beyond this. */
  private static final double FAR = 1500;

  private final DecimalRows rows;
  private final int n;
  private final int d;

  DecimalProjection(Constraint constraint) {
    rows = new DecimalRows(constraint);
    n = rows.count();
    d = rows.features();
  }

  /**
   * The limit; empty if 300 decimals do not suffice.
   *
   * @param near a θ to start at, if it is any good
   * @param enough whether a solution is right in all samples, those of dependent rows too
   */
  Optional<Solution> solve(
      HyperbolicEntropy entropy, double[] shift, double[] near, Predicate<Solution> enough) {
    BigDecimal[] nu = new Level(new MathContext(DIGITS[0]), entropy, shift, zeros()).startAt(near);
    int steps = 0;
    for (int digits : DIGITS) {
      Level level = new Level(new MathContext(digits), entropy, shift, nu);
      boolean reached = level.run();
      steps += level.steps;
      Optional<Solution> solution =
          reached ? Optional.of(level.solution(steps)).filter(enough) : Optional.empty();
      if (solution.isPresent()) {
        return solution;
      }
      nu = level.nu;
    }
    return Optional.empty();
  }

  private BigDecimal[] zeros() {
    BigDecimal[] zeros = new BigDecimal[n];
    Arrays.fill(zeros, BigDecimal.ZERO);
    return zeros;
  }

  /** Newton's method with so many digits. */
  private final class Level {

    private final MathContext digits;
    private final HyperbolicEntropy entropy;
    private final double[] shift;
    private final BigDecimal[] nu;
    private final BigDecimal[] theta = new BigDecimal[d];
    private final BigDecimal[] weight = new BigDecimal[d];
    private final BigDecimal[] residual = new BigDecimal[n];
    private final BigDecimal[] invariant = new BigDecimal[d];
    private final BigDecimal[] least = new BigDecimal[d];
    private int steps;

    Level(MathContext digits, HyperbolicEntropy entropy, double[] shift, BigDecimal[] nu) {
      this.digits = digits;
      this.entropy = entropy;
      this.shift = shift;
      this.nu = nu.clone();
      for (int j = 0; j < d; j++) {
        boolean isNew = j == 0 || entropy.logInvariant(j) != entropy.logInvariant(j - 1);
        invariant[j] =
            isNew
                ? Decimals.exp(new BigDecimal(entropy.logInvariant(j)), digits)
                : invariant[j - 1];
        least[j] = invariant[j].multiply(new BigDecimal(Terms.FLOOR), digits);
      }
    }

    /** The ν whose Xᵀν is nearest to that of θ; 0 where that leads nowhere. */
    BigDecimal[] startAt(double[] near) {
      for (int j = 0; j < d; j++) {
        double size = entropy.weight(j, near[j]);
        if (!(size > 0 && size <= Double.MAX_VALUE)) {
          return zeros();
        }
        weight[j] = new BigDecimal(size);
      }
      BigDecimal[] right = zeros();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < d; j++) {
          double z = 2 * entropy.gradient(j, near[j]) - shift[j];
          BigDecimal term = rows.x(i, j).multiply(weight[j], digits).multiply(new BigDecimal(z));
          right[i] = right[i].add(term, digits);
        }
      }
      DecimalCholesky factor = new DecimalCholesky(matrix(), digits);
      if (factor.lost() == Double.POSITIVE_INFINITY) {
        return zeros();
      }
      factor.solve(right);
      return reach(right) <= FAR ? right : zeros();
    }

    /** Whether the limit was reached with digits to spare. */
    boolean run() {
      double wanted = Math.pow(10, -0.7 * digits.getPrecision());
      while (steps < STEPS) {
        ComputationException.throwIfInterrupted();
        double miss = evaluate();
        DecimalCholesky factor = new DecimalCholesky(matrix(), digits);
        if (miss <= wanted) {
          return factor.lost() < 0.3 * digits.getPrecision();
        }
        if (factor.lost() > digits.getPrecision() - 5) {
          return false;
        }
        BigDecimal[] step = residual.clone();
        factor.solve(step);
        double reach = reach(step);
        if (!Double.isFinite(reach)) {
          return false;
        }
        BigDecimal length =
            reach > NEAR * NEAR ? new BigDecimal(DualSystem.damping(reach)) : BigDecimal.ONE;
        for (int i = 0; i < n; i++) {
          nu[i] = nu[i].add(step[i].multiply(length, digits), digits);
        }
        steps++;
      }
      return false;
    }

    /** Fills θ, its weights and y - Xθ; returns the largest residual against its terms. */
    private double evaluate() {
      for (int j = 0; j < d; j++) {
        BigDecimal z = product(j, nu).add(new BigDecimal(shift[j]));
        BigDecimal grown = Decimals.exp(z, digits);
        BigDecimal up = invariant[j].multiply(grown, digits);
        BigDecimal down = invariant[j].divide(grown, digits);
        theta[j] = up.subtract(down).divide(Decimals.TWO, digits);
        weight[j] = up.add(down).divide(Decimals.TWO, digits);
      }
      double most = 0;
      for (int i = 0; i < n; i++) {
        BigDecimal sum = rows.y()[i];
        BigDecimal terms = rows.y()[i].abs();
        for (int j = 0; j < d; j++) {
          BigDecimal term = rows.x(i, j).multiply(theta[j], digits);
          sum = sum.subtract(term, digits);
          BigDecimal floor = rows.x(i, j).abs().multiply(least[j], digits);
          terms = terms.add(term.abs(), digits).add(floor, digits);
        }
        residual[i] = sum;
        if (terms.signum() != 0) {
          most = Math.max(most, sum.abs().divide(terms, MathContext.DECIMAL64).doubleValue());
        }
      }
      return most;
    }

    /** x_jᵀ c. */
    private BigDecimal product(int j, BigDecimal[] c) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < n; i++) {
        if (rows.x(i, j).signum() != 0) {
          sum = sum.add(rows.x(i, j).multiply(c[i], digits), digits);
        }
      }
      return sum;
    }

    private double reach(BigDecimal[] step) {
      double most = 0;
      for (int j = 0; j < d; j++) {
        most = Math.max(most, Math.abs(product(j, step).doubleValue()));
      }
      return most;
    }

    /** X diag(w) Xᵀ. */
    private BigDecimal[][] matrix() {
      BigDecimal[][] gram = new BigDecimal[n][n];
      BigDecimal[] scaled = new BigDecimal[d];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < d; j++) {
          scaled[j] = rows.x(i, j).multiply(weight[j], digits);
        }
        for (int k = 0; k <= i; k++) {
          BigDecimal sum = BigDecimal.ZERO;
          for (int j = 0; j < d; j++) {
            sum = sum.add(scaled[j].multiply(rows.x(k, j), digits), digits);
          }
          gram[i][k] = sum;
        }
      }
      return gram;
    }

    private Solution solution(int steps) {
      double[] rounded = new double[d];
      double[] mirror = new double[d];
      for (int j = 0; j < d; j++) {
        rounded[j] = theta[j].doubleValue();
        mirror[j] = product(j, nu).divide(Decimals.TWO, digits).doubleValue();
      }
      return new Solution(rounded, mirror, steps);
    }
  }
}
