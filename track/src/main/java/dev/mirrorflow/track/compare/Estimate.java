package dev.mirrorflow.track.compare;

/**
 * The change of one benchmark in numbers. Ratios are those of the costs, new to base: above 1 is
 * slower whatever the unit.
 *
 * @param baseScore geometric mean over forks of the median over iterations, in the base's unit
 * @param newScore the same of the new side, in the base's unit
 * @param ratio of the costs
 * @param low lower end of the ratio's interval
 * @param high upper end of the ratio's interval
 * @param pValue of the t-test on the logarithms of the forks' figures
 * @param adjusted the same after Holm's correction
 * @param rankPValue of the rank test
 * @param detectable smallest relative change of the cost that would have been found with 80%
 *     probability; infinite if none could
 */
public record Estimate(
    double baseScore,
    double newScore,
    double ratio,
    double low,
    double high,
    double pValue,
    double adjusted,
    double rankPValue,
    double detectable) {}
