package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.linalg.DesignMatrix;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ConstraintTest {

  /** What 200 digits may leave of a sum that is 0, in numbers of this size. */
  private static final BigDecimal NOTHING = BigDecimal.ONE.scaleByPowerOfTen(-120);

  /** What Aθ = b may be off by, at the θ that the normal equations have in 200 digits. */
  @Test
  void noEquationIsFurtherOffThanItSays() {
    int checked = 0;
    for (long seed = 0; seed < 20_000; seed++) {
      HostileProblem problem = HostileProblem.of(seed);
      ExactRows exact = new ExactRows(problem.x(), problem.y());
      int d = problem.x()[0].length;
      if (problem.x().length > d && exact.rows.size() == d) {
        Constraint constraint = Constraint.of(problem.risk());
        if (constraint.a().rows() == d && constraint.rounding().isPresent()) {
          checked++;
          assertWithinError(constraint, exact.onlySolution(), seed);
        }
      }
    }
    assertTrue(checked > 500, "only " + checked + " problems with as many rows as columns");
  }

  private static void assertWithinError(Constraint constraint, BigDecimal[] theta, long seed) {
    Constraint.Rounding rounding = constraint.rounding().orElseThrow();
    double[] rounded = new double[theta.length];
    for (int j = 0; j < rounded.length; j++) {
      rounded[j] = theta[j].doubleValue();
    }
    double[] error = constraint.error(rounded);
    for (int i = 0; i < error.length; i++) {
      BigDecimal left = new BigDecimal(constraint.b()[i]).add(new BigDecimal(rounding.b()[i]));
      for (int j = 0; j < theta.length; j++) {
        BigDecimal entry = decimal(constraint.a(), i, j).add(decimal(rounding.a(), i, j));
        left = left.subtract(entry.multiply(theta[j], ExactRows.DIGITS), ExactRows.DIGITS);
      }
      BigDecimal known = new BigDecimal(error[i]).add(NOTHING);
      assertTrue(
          left.abs().compareTo(known) <= 0,
          "seed %d, row %d: off by %.1e, known to %.1e".formatted(seed, i, left.abs(), error[i]));
    }
  }

  private static BigDecimal decimal(DesignMatrix a, int i, int j) {
    return new BigDecimal(a.get(i, j));
  }
}
