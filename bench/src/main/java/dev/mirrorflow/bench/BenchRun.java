package dev.mirrorflow.bench;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.terminal.StatusLine;
import dev.mirrorflow.track.terminal.TimeLeft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;

/** Measures what is left of a run, a benchmark at a time with all its forks, each kept at once. */
final class BenchRun {

  private final Options options;
  private final FinishedBenchmarks finished;
  private final OutputFormat output;
  private final StatusLine status;

  /**
   * A run.
   *
   * @param options of JMH for all benchmarks
   * @param output of JMH
   */
  BenchRun(Options options, FinishedBenchmarks finished, OutputFormat output, StatusLine status) {
    this.options = options;
    this.finished = finished;
    this.output = output;
    this.status = status;
  }

  /**
   * Measures.
   *
   * @return the names of the benchmarks that failed
   * @throws ComputationException if JMH does not start; what was measured before is kept
   */
  List<String> run() {
    TimeLeft time = new TimeLeft();
    List<PlannedBenchmark> left = finished.left();
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      PlannedBenchmark planned = left.get(i);
      status.show(finished.count() + time.words(i, left.size() - i) + ": " + planned.name());
      Collection<RunResult> results = measure(planned);
      if (results.isEmpty()) {
        failed.add(planned.name());
      } else {
        finished.add(planned, results.iterator().next());
      }
    }
    status.show("");
    finished.write();
    return failed;
  }

  private Collection<RunResult> measure(PlannedBenchmark planned) {
    try {
      return new Runner(planned.options(options), output).run();
    } catch (RunnerException e) {
      throw new ComputationException(
          e.getMessage() + "; " + finished.count() + " are kept, and --resume goes on");
    }
  }
}
