package dev.mirrorflow.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mirrorflow.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * The benchmarks of a run that have ended, in a journal to go on from, and as JMH's JSON in a file
 * that is whole at any moment.
 */
final class FinishedBenchmarks {

  private final List<PlannedBenchmark> plan;
  private final BenchJournal journal;
  private final Path file;
  private final Map<String, String> entries;

  /**
   * Those of a journal, which is none but a new one or that of a run with the same plan.
   *
   * @param file for JMH's JSON
   */
  FinishedBenchmarks(List<PlannedBenchmark> plan, BenchJournal journal, Path file) {
    this.plan = List.copyOf(plan);
    this.journal = journal;
    this.file = file;
    this.entries = new HashMap<>(journal.entries());
  }

  /** Those of the plan that are left, in its order. */
  synchronized List<PlannedBenchmark> left() {
    return plan.stream().filter(planned -> !entries.containsKey(planned.key())).toList();
  }

  /** How far the run is: {@code "3 of 12 benchmarks"}. */
  String count() {
    return plan.size() - left().size() + " of " + plan.size() + " benchmarks";
  }

  /**
   * Adds one, and writes the file anew. The journal holds those only of which no fork failed: a
   * fork that Ctrl-C ends fails too.
   */
  synchronized void add(PlannedBenchmark planned, RunResult result) {
    String entry = entry(result);
    if (result.getBenchmarkResults().size() >= result.getParams().getForks()) {
      journal.add(planned.key(), entry);
    }
    entries.put(planned.key(), entry);
    write();
  }

  /** Writes those there are, in JMH's order, as JMH does. */
  synchronized void write() {
    String all =
        plan.stream()
            .map(planned -> entries.get(planned.key()))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(",\n", "[\n", "\n]\n\n\n"));
    AtomicFile.write(file, out -> out.write(all.getBytes(UTF_8)));
  }

  /** JMH's JSON of a benchmark without the brackets around it. */
  private static String entry(RunResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream text = new PrintStream(bytes, false, UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, text).writeOut(List.of(result));
    text.flush();
    String array = bytes.toString(UTF_8).strip();
    return array.substring(1, array.length() - 1).replaceAll("^\\n|\\n$", "");
  }
}
