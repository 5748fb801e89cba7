package dev.mirrorflow.lab.input;

import dev.mirrorflow.bias.Penalty;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.files.Reads;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say what basis pursuit and the lasso keep small. */
public final class PenaltyOptions {

  private static final String NORMS = "norms";

  @Reads
  @Option(
      names = "--weights",
      paramLabel = "FILE|norms",
      description = {
        "minimise Σ w_j |θ_j| instead: d weights, read as y is; an entry of weight 0 is free, as an"
            + " intercept; norms: ‖x_j‖/√n (1 for a column of zeros), as if X had columns of one"
            + " size, which sparse ones seldom have"
      })
  private Path weights;

  @Option(names = "--nonnegative", description = "over θ >= 0 only")
  private boolean isNonnegative;

  /** Whether θ >= 0 is asked for. */
  public boolean isNonnegative() {
    return isNonnegative;
  }

  /**
   * The penalty for the columns of X.
   *
   * @param reader reads a vector
   * @throws BadDataException if the weights cannot be used
   */
  public Penalty penalty(Design x, Function<Path, double[]> reader) {
    int d = x.columns();
    Penalty penalty =
        weights == null
            ? Penalty.l1(d)
            : weights.toString().equals(NORMS) ? Penalty.of(norms(x)) : weighted(d, reader);
    return isNonnegative ? penalty.nonnegative() : penalty;
  }

  /** Root mean squares of the columns, 1 for those of zeros. */
  private static double[] norms(Design x) {
    double[] norms = x.squaredNorms();
    for (int j = 0; j < norms.length; j++) {
      norms[j] = norms[j] > 0 ? Math.sqrt(norms[j] / x.rows()) : 1;
    }
    return norms;
  }

  private Penalty weighted(int d, Function<Path, double[]> reader) {
    double[] values = reader.apply(weights);
    if (values.length != d) {
      throw new BadDataException(
          weights + ": has " + values.length + " weights, but X has " + d + " columns");
    }
    try {
      return Penalty.of(values);
    } catch (BadDataException bad) {
      throw new BadDataException(weights + ": " + bad.getMessage(), bad);
    }
  }

  /** Its name for people. */
  public String description() {
    return (weights == null ? "ℓ1 norm" : "weighted ℓ1 norm")
        + (isNonnegative ? " over theta >= 0" : "");
  }

  /** The options as results record them. */
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("weights", weights == null ? null : weights.toString());
    summary.put("nonnegative", isNonnegative);
    return summary;
  }
}
