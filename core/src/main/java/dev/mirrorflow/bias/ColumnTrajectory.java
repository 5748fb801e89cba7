package dev.mirrorflow.bias;

import dev.mirrorflow.descent.DescentResult.Status;
import java.util.List;

/**
 * The way of one descent over columns.
 *
 * @param alpha α
 * @param eta η
 * @param stableStep the largest stable step, see {@link ColumnTrajectories#stableStep}
 * @param status why it ended
 * @param iterations steps made
 * @param loss R(θ) at the end
 * @param points log-spaced iterations and the end; without the end after a divergence or an
 *     interruption
 */
public record ColumnTrajectory(
    double alpha,
    double eta,
    double stableStep,
    Status status,
    long iterations,
    double loss,
    List<ColumnPoint> points) {}
