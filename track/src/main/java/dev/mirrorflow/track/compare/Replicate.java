package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.Series;
import java.util.Arrays;

/** What is measured again and again: the unit that the tests count. */
public enum Replicate {
  /** The fork, unless the runs of a side differ by more than their forks do: then the run. */
  AUTO("auto"),
  /** Each fork for itself, whatever run it is of. */
  FORK("fork"),
  /** Each run, of however many forks: what a runner does to one fork it does to all of the run. */
  RUN("run");

  private final String word;

  Replicate(String word) {
    this.word = word;
  }

  /** The costs of a benchmark: a row for each of these units, with what lies within it. */
  double[][] costs(Series series) {
    return this == RUN ? series.runCosts() : series.costs();
  }

  /** The figures of forks by run: a row for each of these units. */
  double[][] rows(double[][] byRun) {
    return this == RUN ? byRun : singles(byRun);
  }

  private static double[][] singles(double[][] byRun) {
    return Arrays.stream(byRun)
        .flatMapToDouble(Arrays::stream)
        .mapToObj(figure -> new double[] {figure})
        .toArray(double[][]::new);
  }

  @Override
  public String toString() {
    return word;
  }
}
