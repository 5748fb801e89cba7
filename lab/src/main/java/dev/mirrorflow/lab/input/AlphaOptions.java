package dev.mirrorflow.lab.input;

import dev.mirrorflow.sweep.AlphaScale;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Option;

/** The option of the initialisation scales, which the data decide where it is not given. */
public final class AlphaOptions {

  @Option(
      names = "--alphas",
      paramLabel = "LO:HI:COUNT",
      converter = AlphasConverter.class,
      description = {
        "initialisation scales: a log-spaced range, or a list such as 1e-150,0.1,1e150 (default: "
            + AlphaScale.COUNT
            + " over four decades around √‖θ‖∞ of the interpolator of least ℓ2 norm, at depth D"
            + " the D-th root)"
      })
  private AlphasConverter.Alphas alphas;

  /**
   * Scales that are chosen.
   *
   * @param values positive
   * @param scale of the data, if they decided
   */
  public record Choice(double[] values, Optional<AlphaScale> scale) {

    /** What there is to say to people, if the data decided. */
    public Optional<String> note() {
      return scale.map(of ->
          String.format(
              Locale.ROOT,
              "alpha from the data: %d values around %.3g, the scale of the interpolator of least"
                  + " l2 norm; --alphas takes others",
              values.length,
              of.value()));
    }

    /** Adds the scale to what results record of a problem, if the data decided. */
    public void describe(Map<String, Object> problem) {
      scale.ifPresent(of -> problem.put("alphaScale", of.value()));
    }
  }

  /** Whether they are given. */
  public boolean isGiven() {
    return alphas != null;
  }

  /** How many there are. */
  public int count() {
    return isGiven() ? alphas.values().length : AlphaScale.COUNT;
  }

  /**
   * Those given, or those of the data.
   *
   * @param largest ‖θ‖∞ of the interpolator of least ℓ2 norm, asked for if the data decide
   * @param depth of the network
   */
  public Choice choose(DoubleSupplier largest, int depth) {
    if (isGiven()) {
      return new Choice(alphas.values(), Optional.empty());
    }
    AlphaScale scale = AlphaScale.ofLargest(largest.getAsDouble(), depth);
    return new Choice(scale.alphas(), Optional.of(scale));
  }
}
