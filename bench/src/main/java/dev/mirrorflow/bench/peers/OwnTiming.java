package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.Agreement;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.results.Median;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This project's side of a comparison, in a process of its own: runs once, checks the answer, warms
 * up, and prints a {@link Timing}. The scripts in {@code bench/peers} do the same.
 */
final class OwnTiming {

  private static final double WARM_UP_SECONDS = 5;

  /** A first run above this is repeated once. */
  private static final double LONG_SECONDS = 2;

  private static final double SAMPLING_SECONDS = 1;
  private static final int SAMPLES = 5;

  /** The same program in another process: only the compiler may differ. */
  private static final double SAME = 1e-9;

  private OwnTiming() {}

  /** Arguments: the comparison's name and the folder of its files. */
  public static void main(String[] args) {
    System.out.println(time(Comparison.named(args[0]), Path.of(args[1])).line());
  }

  static Timing time(Comparison comparison, Path folder) {
    Task task = comparison.load(folder);
    double[] expected = NpyReader.readVector(folder.resolve(Comparison.ANSWER));
    double first = seconds(task);
    double difference = Agreement.difference(expected, task.answer());
    if (!(difference <= SAME)) {
      throw new ComputationException(
          comparison.name() + " differs by " + difference + " from the answer in " + folder);
    }
    for (double spent = first; spent < WARM_UP_SECONDS && first < LONG_SECONDS; ) {
      spent += seconds(task);
    }
    List<Double> samples = new ArrayList<>();
    double spent = 0;
    do {
      double sample = seconds(task);
      samples.add(sample);
      spent += sample;
    } while (first < LONG_SECONDS && (samples.size() < SAMPLES || spent < SAMPLING_SECONDS));
    double median = Median.of(samples.stream().mapToDouble(Double::doubleValue).toArray());
    return new Timing("mirrorflow", median, first, difference);
  }

  private static double seconds(Task task) {
    long start = System.nanoTime();
    task.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
