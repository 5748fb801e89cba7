package dev.mirrorflow.lab.input;

import dev.mirrorflow.bias.InseparableException;
import dev.mirrorflow.bias.L1Margin;
import dev.mirrorflow.bias.L2Margin;
import dev.mirrorflow.bias.LargestMargin;
import dev.mirrorflow.bias.MaxMargin;
import dev.mirrorflow.data.Standardizer;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Logistic;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The separators of maximum ℓ2 and ℓ1 margin, and where it is asked for of ℓ∞ margin. Where there
 * is none, what would help is tried before it is said.
 */
public record Separators(MaxMargin l2, MaxMargin l1, Optional<MaxMargin> largest) {

  /**
   * Solves for them.
   *
   * @param withLargest whether that of ℓ∞ margin is asked for
   * @param x X as it is, standardized or not
   * @throws BadDataException if the classes are not separable, with a remedy that helps
   * @throws ComputationException if none was certified
   */
  public static Separators of(
      Logistic risk, DesignMatrix x, double[] labels, boolean standardized, boolean withLargest) {
    try {
      return new Separators(
          L2Margin.of(risk),
          L1Margin.of(risk),
          withLargest ? Optional.of(LargestMargin.of(risk)) : Optional.empty());
    } catch (InseparableException e) {
      throw e.withRemedy(remedy(x, labels, standardized));
    } catch (ComputationException e) {
      if (!standardized && isCertified(() -> standardized(x), labels)) {
        throw new ComputationException(
            e.getMessage() + ", or give --standardize, which helps here");
      }
      throw e;
    }
  }

  private static String remedy(DesignMatrix x, double[] labels, boolean standardized) {
    if (!isCertified(() -> withOnes(x), labels)) {
      return "add features or remove samples";
    }
    String ones = "one with an intercept separates them: add a column of ones to X";
    return !standardized && isCertified(() -> standardized(x), labels)
        ? ones + ", or give --standardize"
        : ones;
  }

  /** Whether a separator of these samples is proved. */
  private static boolean isCertified(Supplier<DesignMatrix> x, double[] labels) {
    try {
      return L2Margin.of(new Logistic(x.get(), labels)).margin() > 0;
    } catch (BadDataException | ComputationException _) {
      return false;
    }
  }

  private static DesignMatrix standardized(DesignMatrix x) {
    return Standardizer.fit(x).apply(x);
  }

  private static DesignMatrix withOnes(DesignMatrix x) {
    DesignMatrix out = DesignMatrix.zeros(x.rows(), x.columns() + 1);
    double[] row = new double[x.columns() + 1];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      row[x.columns()] = 1;
      out.setRow(i, Arrays.copyOf(row, row.length));
    }
    return out;
  }
}
