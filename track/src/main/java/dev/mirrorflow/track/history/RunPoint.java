package dev.mirrorflow.track.history;

/**
 * One run of a benchmark in its history.
 *
 * @param number of the run in the order of all runs, from 0
 * @param date of the run, as ISO 8601; a dash where only the order is known
 * @param commit short hash, or the file's name where nobody tells it
 * @param isDirty whether the working tree had changes
 * @param environment JDK and kernels, as far as known
 * @param score median over forks of the median over iterations, in the history's unit
 * @param forks each fork's median, in the history's unit
 */
public record RunPoint(
    int number,
    String date,
    String commit,
    boolean isDirty,
    String environment,
    double score,
    double[] forks) {}
