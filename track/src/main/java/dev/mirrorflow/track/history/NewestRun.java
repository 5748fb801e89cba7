package dev.mirrorflow.track.history;

import dev.mirrorflow.track.compare.Verdict;

/**
 * The newest run of a benchmark against those before it.
 *
 * @param verdict regressed or improved; equivalent if nothing stands out from the scatter of the
 *     runs before; inconclusive with too few of them; missing if only the newest run lacks it
 * @param baseline number of runs that it is held against
 * @param before their geometric mean, in the history's unit
 * @param after the newest score, in the history's unit
 * @param change relative, of the cost: above 0 is slower
 */
record NewestRun(
    BenchmarkHistory history,
    Verdict verdict,
    int baseline,
    double before,
    double after,
    double change) {}
