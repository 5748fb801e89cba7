package dev.mirrorflow.sweep;

import dev.mirrorflow.descent.DescentResult;

/**
 * The outcome of one α of a sweep.
 *
 * @param alpha the initialisation scale
 * @param result where the descent ended, without u and v
 * @param seconds wall time of this point, the only part that differs between runs
 */
public record SweepPoint(double alpha, DescentResult result, double seconds) {}
