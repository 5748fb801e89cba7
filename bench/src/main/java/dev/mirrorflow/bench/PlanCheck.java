package dev.mirrorflow.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Looks before a run whether the benchmarks and parameters are there that were asked for. */
final class PlanCheck {

  private static final OutputFormat SILENT =
      OutputFormatFactory.createFormatInstance(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
          VerboseMode.SILENT);

  private final List<PlannedBenchmark> runnable = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final Optional<String> conflict;

  /**
   * Of a run.
   *
   * @param words options of JMH as the user typed them
   * @param user the same, understood
   * @param run with the profile's
   */
  PlanCheck(List<String> words, Options user, Options run) {
    Optional<String> unknown = unknownBenchmark(user);
    if (unknown.isPresent()) {
      conflict = unknown;
      return;
    }
    List<PlannedBenchmark> plan = BenchmarkPlan.of(run, SILENT);
    // With flags of its own a fork may have other kernels than this process.
    boolean sameKernels = words.stream().noneMatch(word -> word.contains("-Dmirrorflow."));
    for (PlannedBenchmark planned : plan) {
      Optional<String> lack = sameKernels ? MachineLimits.of(planned) : Optional.empty();
      if (lack.isPresent()) {
        skipped.add(planned.name() + ": " + lack.get());
      } else {
        runnable.add(planned);
      }
    }
    conflict =
        unknownParameter(words, plan)
            .or(() ->
                runnable.stream().allMatch(PlannedBenchmark::isRoof)
                        && !plan.stream().allMatch(PlannedBenchmark::isRoof)
                    ? Optional.of("there is nothing to measure, " + skipped.getFirst())
                    : Optional.empty());
  }

  /** What cannot be measured because it is not there, one line; empty if all is. */
  Optional<String> conflict() {
    return conflict;
  }

  /** What this machine can run, in the order of JMH's results. */
  List<PlannedBenchmark> runnable() {
    return runnable;
  }

  /** What it cannot run, each with the reason. */
  List<String> skipped() {
    return skipped;
  }

  private static Optional<String> unknownBenchmark(Options user) {
    for (String include : user.getIncludes()) {
      try {
        if (BenchmarkList.defaultList()
            .find(SILENT, List.of(include), user.getExcludes())
            .isEmpty()) {
          return Optional.of("no benchmark matches '" + include + "'; bench -- -l lists them");
        }
      } catch (PatternSyntaxException e) {
        return Optional.of("'" + include + "' is no regular expression: " + e.getDescription());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unknownParameter(
      List<String> words, List<PlannedBenchmark> plan) {
    for (int i = 0; i + 1 < words.size(); i++) {
      String name = words.get(i + 1).replaceFirst("=.*", "");
      if (words.get(i).equals("-p")
          && plan.stream().noneMatch(planned -> planned.params().containsKey(name))) {
        return Optional.of(
            "no benchmark of this run has the parameter '" + name + "'; bench -- -lp lists them");
      }
    }
    return Optional.empty();
  }
}
