package dev.mirrorflow.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * JMH's own output to a log. What it says of a run's progress and end is left out: here each
 * benchmark is a run of its own.
 */
final class LoggedOutput implements OutputFormat {

  private static final String PROGRESS = "# Run progress: ";

  private final OutputFormat log;

  LoggedOutput(PrintStream log) {
    this.log = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
  }

  @Override
  public void println(String line) {
    if (!line.startsWith(PROGRESS)) {
      log.println(line);
    }
  }

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void startBenchmark(BenchmarkParams params) {
    log.startBenchmark(params);
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    log.endBenchmark(result);
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
