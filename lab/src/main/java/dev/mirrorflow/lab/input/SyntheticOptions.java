package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.SyntheticProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a synthetic problem y = X θ* + noise. */
public final class SyntheticOptions {

  private static final int DEFAULT_SPARSITY = 8;
  private static final double DEFAULT_RHO = 0.5;

  @Option(names = "--n", paramLabel = "N", description = "number of training samples")
  private Integer n;

  @Option(names = "--d", paramLabel = "D", description = "number of features")
  private Integer d;

  @Option(
      names = "--sparsity",
      paramLabel = "K",
      description = "non-zero entries ±1 of θ*; K = D: a dense Gaussian θ* (default: 8, at most D)")
  private Integer sparsity;

  @Option(
      names = "--noise",
      paramLabel = "SIGMA",
      description = "standard deviation of the noise (default: 0)")
  private Double noise;

  @Option(
      names = "--design",
      paramLabel = "DESIGN",
      description =
          "${COMPLETION-CANDIDATES}: independent features, or an AR(1) chain"
              + " (default: gaussian)")
  private DesignName design;

  @Option(
      names = "--rho",
      paramLabel = "RHO",
      description = "correlation of neighbouring features (default for correlated: 0.5)")
  private Double rho;

  /** Whether any of the options is given. */
  public boolean isGiven() {
    return n != null
        || d != null
        || sparsity != null
        || noise != null
        || design != null
        || rho != null;
  }

  /** What is wrong with the combination of options, if anything. */
  public Optional<String> conflict() {
    if (isGiven() && (n == null || d == null)) {
      return Optional.of("a synthetic problem needs both --n and --d");
    }
    if (rho != null && design != DesignName.CORRELATED) {
      return Optional.of("--rho needs --design correlated");
    }
    return Optional.empty();
  }

  /**
   * The problem.
   *
   * @throws dev.mirrorflow.error.BadDataException if a parameter is out of its range
   */
  public SyntheticProblem problem(long seed) {
    return problem(n, d, seed);
  }

  /** Whether what is given is of θ* and the noise alone. */
  boolean areOfTargetsAlone() {
    return n == null && d == null && design == null && rho == null;
  }

  /** The problem with an X of this shape. */
  SyntheticProblem problem(int n, int d, long seed) {
    int k = sparsity == null ? Math.min(DEFAULT_SPARSITY, d) : sparsity;
    double correlation = design != DesignName.CORRELATED ? 0 : rho == null ? DEFAULT_RHO : rho;
    return new SyntheticProblem(n, d, k, correlation, noise == null ? 0 : noise, seed);
  }

  static Map<String, Object> summary(SyntheticProblem problem) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("synthetic", true);
    summary.put("sparsity", problem.k());
    summary.put("rho", problem.rho());
    summary.put("noise", problem.sigma());
    summary.put("seed", problem.seed());
    return summary;
  }
}
