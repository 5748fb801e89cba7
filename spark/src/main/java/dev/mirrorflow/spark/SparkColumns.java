package dev.mirrorflow.spark;

import dev.mirrorflow.data.NpyColumns;
import dev.mirrorflow.data.NpyMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.grid.ColumnCluster;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnStates;
import dev.mirrorflow.linalg.ColumnSum;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Passes over an X whose columns lie in a .npy file in Fortran order that all executors see under
 * the same path. A task reads some columns, streaming, and makes their sum; the sums are added up
 * in a tree, always neighbours in their order. Which executor did what, how many there are and
 * which were lost changes no bit: the cut of X depends on its shape alone.
 *
 * <p><b>1000 executors</b>, on paper. A pass of the dual Newton method sends ζ and Δζ, 16n bytes,
 * with each task, and takes back an n x n matrix and an n-vector, 8n² + 8n bytes. With n = 1000 and
 * d = 10⁹ in float64, X is 8 TB: 121,125 tasks of 8256 columns, 63 MiB, which return 8 MB each.
 * Adding {@value #FAN} at a time takes 4 rounds of shuffles (121,125, 7571, 474, 30, 2 sums). The
 * first moves 1 TB, 1 GB an executor, a sixth of a second at 50 Gb/s; each of the others a
 * sixteenth of the one before. The driver takes at most {@value #FAN} sums, 128 MB, and factors the
 * matrix: n³/3 flops, 10 ms. Against that stands the pass itself: n²d = 10¹⁵ flops, 20 s at 50
 * GFLOP/s an executor, and 8nd bytes, 8 s at 1 GB/s an executor. So the reduction is a hundredth of
 * the pass; its share grows as n over the columns of a task, which fall as 1/n: at n = 3000 a task
 * of 64 MiB has 2688 columns and returns more than it read, and needs {@code
 * spark.mirrorflow.taskBytes} of a gigabyte. So does the scheduler: it starts a few thousand tasks
 * a second, half a minute for 121,125, two seconds for the 7500 of a gigabyte. The driver's n³/3
 * reaches a second at n = 6000, where the pass takes 12 minutes. A path over α is some 50 passes.
 */
final class SparkColumns implements ColumnCluster {

  /** Sums that are added at a time. */
  static final int FAN = 16;

  /** Bytes of X that a task reads. */
  private static final long TASK_BYTES = 64L << 20;

  private final JavaSparkContext context;
  private final String path;
  private final NpyMatrix x;
  private final Cut cut;
  private int passes;

  /**
   * Looks at the header of X.
   *
   * @throws BadDataException if X cannot be read by columns
   */
  SparkColumns(JavaSparkContext context, Path file) {
    this.context = context;
    this.path = file.toAbsolutePath().toString();
    this.x = NpyMatrix.of(file);
    NpyColumns.open(file).close();
    long bytesPerColumn = x.bytes() / x.columns();
    long taskBytes = context.getConf().getLong("spark.mirrorflow.taskBytes", TASK_BYTES);
    int chunks = Math.clamp(taskBytes / (bytesPerColumn * ColumnPass.CHUNK), 1, 1 << 22);
    this.cut = new Cut(path, x.columns(), Math.min(x.columns(), chunks * ColumnPass.CHUNK));
  }

  @Override
  public int rows() {
    return x.rows();
  }

  @Override
  public int columns() {
    return x.columns();
  }

  @Override
  public String name() {
    return path;
  }

  @Override
  public int passes() {
    return passes;
  }

  @Override
  public int partColumns() {
    return cut.width();
  }

  @Override
  public <P extends ColumnSum.Part<P>> P sum(ColumnSum<P> what) {
    // The lambda goes to the executors: it must not hold this object.
    Cut parts = cut;
    JavaPairRDD<Integer, P> sums =
        context
            .parallelize(parts.numbers(), parts.parts())
            .mapToPair(part -> new Tuple2<>(part, parts.sum(part, what)));
    return total(sums);
  }

  @Override
  public ColumnStates states(double... start) {
    return new SparkStates(this, context, start);
  }

  /** How the columns are cut. */
  Cut cut() {
    return cut;
  }

  /** Makes the sums of the parts, each with its number, and adds them up: one pass. */
  <P extends ColumnSum.Part<P>> P total(JavaPairRDD<Integer, P> ofParts) {
    JavaPairRDD<Integer, P> sums = ofParts;
    for (int left = cut.parts(); left > FAN; left = (left - 1) / FAN + 1) {
      sums =
          sums.mapToPair(sum -> new Tuple2<>(sum._1() / FAN, new Numbered<>(sum._1(), sum._2())))
              .groupByKey((left - 1) / FAN + 1)
              .mapValues(Numbered::total);
    }
    List<Numbered<P>> last = new ArrayList<>();
    try {
      sums.collect().forEach(sum -> last.add(new Numbered<>(sum._1(), sum._2())));
    } catch (Exception e) { // Scala declares none
      throw asThrown(e);
    }
    passes++;
    return Numbered.total(last);
  }

  /** The columns of X in parts of the same width, but for the last; each is read by one task. */
  record Cut(String file, int columns, int width) implements Serializable {

    /** How many parts there are. */
    int parts() {
      return (columns - 1) / width + 1;
    }

    /** 0, 1, ... */
    List<Integer> numbers() {
      return IntStream.range(0, parts()).boxed().toList();
    }

    /** The first column of a part. */
    int from(int part) {
      return part * width;
    }

    /** The column after the last of a part. */
    int to(int part) {
      return (int) Math.min(columns, (part + 1L) * width);
    }

    /** The sum over a part. */
    <P extends ColumnSum.Part<P>> P sum(int part, ColumnSum<P> what) {
      try (NpyColumns x = NpyColumns.open(Path.of(file));
          ColumnPass pass = new ColumnPass(x, from(part), to(part), 1)) {
        return pass.sum(what);
      }
    }
  }

  /** What an executor complained of, or else what Spark did. */
  static RuntimeException asThrown(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadDataException bad) {
        return bad;
      }
    }
    String message = String.valueOf(e.getMessage());
    String name = BadDataException.class.getName() + ": ";
    int at = message.indexOf(name);
    if (at >= 0) {
      return new BadDataException(
          message.substring(at + name.length()).lines().findFirst().orElse(""), e);
    }
    return switch (e) {
      case InterruptedException _ -> {
        Thread.currentThread().interrupt();
        yield new ComputationException("interrupted in a pass over X");
      }
      case SparkException failed ->
          new ComputationException(
              "Spark gave the pass over X up (" + message.lines().findFirst().orElse("") + ")");
      case RuntimeException other -> other;
      default -> new IllegalStateException(e);
    };
  }

  /** A sum with its place in the order. */
  private record Numbered<P extends ColumnSum.Part<P>>(int number, P sum) implements Serializable {

    static <P extends ColumnSum.Part<P>> P total(Iterable<Numbered<P>> sums) {
      List<Numbered<P>> sorted = new ArrayList<>();
      sums.forEach(sorted::add);
      sorted.sort(Comparator.comparingInt(Numbered::number));
      P total = sorted.getFirst().sum();
      for (Numbered<P> next : sorted.subList(1, sorted.size())) {
        total.merge(next.sum());
      }
      return total;
    }
  }
}
