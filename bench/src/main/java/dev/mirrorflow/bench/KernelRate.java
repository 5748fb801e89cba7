package dev.mirrorflow.bench;

import dev.mirrorflow.track.results.Median;

/**
 * How fast one of our kernels ran on one shape.
 *
 * @param kernel what is computed, as FusedGradient
 * @param implementation who computes it, as vector or gemvF2j
 * @param shape n x d, or d, and other parameters
 * @param workingSet bytes that a call touches
 * @param intensity flops for each byte
 * @param roof GFLOP/s that the machine allows here; NaN if its roofs were not measured
 * @param micros µs per call, median over forks
 * @param gigaflops GFLOP/s by fork, ascending
 */
public record KernelRate(
    String kernel,
    String implementation,
    String shape,
    double workingSet,
    double intensity,
    double roof,
    double micros,
    double[] gigaflops) {

  /** GFLOP/s, median over forks. */
  public double median() {
    return Median.of(gigaflops);
  }
}
