package dev.mirrorflow.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH's own output goes to a log; people watching a terminal see one line of progress. */
final class LoggedOutput implements OutputFormat {

  private static final String PROGRESS = "# Run progress: ";
  private static final int WIDTH = 79;

  private final OutputFormat log;
  private final PrintStream terminal;
  private final Consumer<BenchmarkResult> finished;
  private final Set<String> started = new LinkedHashSet<>();
  private String current = "";

  /**
   * Output to a log.
   *
   * @param terminal where progress is shown, null for nowhere
   * @param finished is given each benchmark that ends, with the iterations of all its forks
   */
  LoggedOutput(PrintStream log, PrintStream terminal, Consumer<BenchmarkResult> finished) {
    this.finished = finished;
    this.log = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
    this.terminal = terminal;
  }

  /** The benchmarks that were started and are not among the results. */
  Set<String> failed(Collection<RunResult> results) {
    Set<String> failed = new LinkedHashSet<>(started);
    for (RunResult result : results) {
      failed.remove(name(result.getParams()));
    }
    return failed;
  }

  private static String name(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    int type = benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1);
    StringBuilder name = new StringBuilder(benchmark.substring(type + 1));
    for (String key : params.getParamsKeys()) {
      name.append(' ').append(key).append('=').append(params.getParam(key));
    }
    return name.toString();
  }

  private void show(String line) {
    if (terminal != null) {
      String cut = line.substring(0, Math.min(WIDTH, line.length()));
      terminal.print("\r" + cut + " ".repeat(WIDTH - cut.length()) + "\r");
      terminal.flush();
    }
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    current = name(params);
    started.add(current);
    log.startBenchmark(params);
  }

  @Override
  public void println(String line) {
    if (line.startsWith(PROGRESS)) {
      show(line.substring(PROGRESS.length()) + "  " + current);
    }
    log.println(line);
  }

  @Override
  public void endRun(Collection<RunResult> results) {
    show("");
    log.endRun(results);
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {
    log.iteration(benchmark, params, iteration);
  }

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult result) {
    log.iterationResult(benchmark, params, iteration, result);
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    log.endBenchmark(result);
    if (result != null) {
      finished.accept(result);
    }
  }

  @Override
  public void startRun() {
    log.startRun();
  }

  @Override
  public void print(String text) {
    log.print(text);
  }

  @Override
  public void flush() {
    log.flush();
  }

  @Override
  public void close() {
    log.close();
  }

  @Override
  public void verbosePrintln(String line) {
    log.verbosePrintln(line);
  }

  @Override
  public void write(int value) {
    log.write(value);
  }

  @Override
  public void write(byte[] values) throws IOException {
    log.write(values);
  }
}
