package dev.mirrorflow.lab.input;

import dev.mirrorflow.bias.Penalty;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.files.Reads;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say what basis pursuit and the lasso keep small. */
public final class PenaltyOptions {

  @Reads
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = {
        "minimise Σ w_j |θ_j| instead: d weights, read as y is; an entry of weight 0 is free, as an"
            + " intercept"
      })
  private Path weights;

  @Option(names = "--nonnegative", description = "over θ >= 0 only")
  private boolean isNonnegative;

  /** Whether it is another than ‖θ‖₁. */
  public boolean isGiven() {
    return weights != null || isNonnegative;
  }

  /**
   * The penalty for d features.
   *
   * @param reader reads a vector
   * @throws BadDataException if the weights cannot be used
   */
  public Penalty penalty(int d, Function<Path, double[]> reader) {
    Penalty penalty = weights == null ? Penalty.l1(d) : weighted(d, reader);
    return isNonnegative ? penalty.nonnegative() : penalty;
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
