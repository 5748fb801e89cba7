/**
 * Verdicts on times and other metrics: contrasts of forks or runs, many at once, what failed or is
 * gone, and whether the comparison is fair.
 */
package dev.mirrorflow.track.compare;
