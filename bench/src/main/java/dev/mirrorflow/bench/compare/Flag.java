package dev.mirrorflow.bench.compare;

/**
 * A doubt about a measurement, printed with its verdict.
 *
 * @param text what was seen, in one line
 */
public record Flag(Kind kind, String text) {

  /** What there is to doubt. */
  public enum Kind {
    /** Forks fall into two clusters: the JVM compiles the code in two ways. */
    BIMODAL,
    /** Iterations still get faster or slower within a fork. */
    TREND,
    /** A fork stands apart. */
    OUTLIER,
    /** Garbage where there was none, or more of it. */
    ALLOCATION,
    /** The vector kernels were in force before and are not now. */
    PROVIDER_LOST
  }
}
