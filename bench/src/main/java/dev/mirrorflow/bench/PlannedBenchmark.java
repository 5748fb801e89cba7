package dev.mirrorflow.bench;

import java.util.SortedMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One benchmark of a run, with one value of each parameter: what JMH gives one entry.
 *
 * @param method class and method, as JMH names it
 */
record PlannedBenchmark(String method, Mode mode, SortedMap<String, String> params) {

  /**
   * JMH's options that measure this one alone, with all its forks. The others are excluded: to
   * include one would add to what the run includes.
   */
  Options options(Options run) {
    ChainedOptionsBuilder builder =
        new OptionsBuilder().parent(run).exclude("^(?!" + Pattern.quote(method) + "$)").mode(mode);
    params.forEach(builder::param);
    return builder.build();
  }

  /** Tells it from the others of its run. */
  String key() {
    return method + ' ' + mode.shortLabel() + ' ' + params;
  }

  /** Whether it measures what the machine can do at most. */
  boolean isRoof() {
    return method.contains(".RoofBenchmark.");
  }

  /** For people: {@code "FusedGradientBenchmark.vector shape=64x512"}. */
  String name() {
    int type = method.lastIndexOf('.', method.lastIndexOf('.') - 1);
    StringBuilder name = new StringBuilder(method.substring(type + 1));
    params.forEach((key, value) -> name.append(' ').append(key).append('=').append(value));
    return name.toString();
  }
}
