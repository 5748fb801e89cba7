package dev.mirrorflow.bench;

import dev.mirrorflow.data.AtomicFile;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * The benchmarks of a run that have ended, as JMH's JSON in a file that is whole at any moment: JMH
 * itself writes at the end only, and an interrupted run would leave nothing.
 */
final class FinishedBenchmarks {

  private final Path file;
  private final List<RunResult> finished = new ArrayList<>();

  FinishedBenchmarks(Path file) {
    this.file = file;
  }

  /** Adds one with all its forks, and writes the file anew. */
  synchronized void add(BenchmarkResult result) {
    finished.add(new RunResult(result.getParams(), forks(result)));
    AtomicFile.write(
        file,
        out -> {
          PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8);
          ResultFormatFactory.getInstance(ResultFormatType.JSON, text).writeOut(finished);
          text.flush();
        });
  }

  /** How many there are. */
  synchronized int count() {
    return finished.size();
  }

  /** JMH hands over the iterations of all forks one after the other. */
  private static List<BenchmarkResult> forks(BenchmarkResult result) {
    BenchmarkParams params = result.getParams();
    List<IterationResult> iterations = List.copyOf(result.getIterationResults());
    int each = params.getMeasurement().getCount();
    if (each < 1 || iterations.size() % each != 0) {
      return List.of(result); // a fork broke: which iterations are its own is not known
    }
    List<BenchmarkResult> forks = new ArrayList<>();
    for (int from = 0; from < iterations.size(); from += each) {
      forks.add(new BenchmarkResult(params, iterations.subList(from, from + each)));
    }
    return forks;
  }
}
