package dev.mirrorflow.bench;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much to measure. Forks are many and short: the variance is between them. */
enum Profile {
  /** Two minutes at most: the main shapes, one fork. */
  quick(
      1,
      5,
      5,
      150,
      "(Roof|FusedGradient|HadamardUpdate)Benchmark",
      "64x512,256x1024,256x16384",
      "4096"),

  /** Half an hour: the kernels, enough forks to compare. */
  standard(10, 5, 5, 250, "(Roof|FusedGradient|HadamardUpdate)Benchmark", "", ""),

  /** Five hours: everything, solvers included; name a benchmark after -- to have one of them. */
  full(10, 5, 5, 500, "Benchmark", "", "");

  private static final String ROOFS = "RoofBenchmark";

  private final int forks;
  private final int warmUps;
  private final int iterations;
  private final int millis;
  private final String include;
  private final String shapes;
  private final String lengths;

  Profile(
      int forks,
      int warmUps,
      int iterations,
      int millis,
      String include,
      String shapes,
      String lengths) {
    this.forks = forks;
    this.warmUps = warmUps;
    this.iterations = iterations;
    this.millis = millis;
    this.include = include;
    this.shapes = shapes;
    this.lengths = lengths;
  }

  /** These settings, except those that the user's JMH options set; roofs are always measured. */
  ChainedOptionsBuilder optionsBelow(Options user) {
    ChainedOptionsBuilder builder = new OptionsBuilder().parent(user);
    if (user.getIncludes().isEmpty()) {
      builder.include(include);
    } else {
      user.getIncludes().forEach(builder::include);
      builder.include(ROOFS);
    }
    if (!user.getForkCount().hasValue()) {
      builder.forks(forks);
    }
    if (!user.getWarmupIterations().hasValue()) {
      builder.warmupIterations(warmUps);
    }
    if (!user.getWarmupTime().hasValue()) {
      builder.warmupTime(TimeValue.milliseconds(millis));
    }
    if (!user.getMeasurementIterations().hasValue()) {
      builder.measurementIterations(iterations);
    }
    if (!user.getMeasurementTime().hasValue()) {
      builder.measurementTime(TimeValue.milliseconds(millis));
    }
    if (!user.getJvmArgs().hasValue() && ForkFlags.nameCollector(user)) {
      builder.jvmArgs(ForkFlags.inherited());
    }
    limit(builder, user, "shape", shapes);
    limit(builder, user, "d", lengths);
    return builder;
  }

  private static void limit(
      ChainedOptionsBuilder builder, Options user, String parameter, String values) {
    if (!values.isEmpty() && !user.getParameter(parameter).hasValue()) {
      builder.param(parameter, values.split(",", -1));
    }
  }
}
