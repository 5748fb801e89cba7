package dev.mirrorflow.spark;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnState;
import dev.mirrorflow.linalg.ColumnStates;
import dev.mirrorflow.linalg.ColumnStep;
import dev.mirrorflow.linalg.ColumnSum;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The state of the columns in the memory of the executors, on their disks where that is full. A
 * step makes new states of the old and never changes these, so that the states of a lost executor
 * are made again, by the steps since they were last written to the checkpoint folder, and are the
 * same bits. They are written there every {@value #STEPS} steps ({@code
 * spark.mirrorflow.checkpointSteps}), which also keeps the plan that Spark sends along short; the
 * folder, {@code spark.checkpoint.dir}, must be one that all machines see. Where all executors are
 * on this machine a temporary one is made.
 *
 * <p><b>1000 executors</b>, on paper, for a descent on an X as {@link SparkColumns} has it, n =
 * 1000 and d = 10⁹: a step sends 8n bytes, the residual, with each task and takes 8n back, a
 * thousandth of what a Newton step does, and costs 4nd flops, so that the 8nd bytes to read decide.
 * The states are 16 GB, 16 MB an executor, twice that while a step is made; to write them takes 16
 * MB of each executor's disk or network every {@value #STEPS} steps.
 */
final class SparkStates implements ColumnStates {

  /** Steps between two checkpoints. */
  static final int STEPS = 20;

  private final SparkColumns columns;
  private final JavaSparkContext context;
  private final int interval;
  private final boolean ownFolder;
  private JavaPairRDD<Integer, ColumnState> states;

  /** What the states are taken from, kept by the executors; null at the start. */
  private JavaPairRDD<Integer, ?> kept;

  /** The last checkpoint, null if there is none. */
  private String checkpoint;

  private long steps;

  /**
   * Begins the states; they are made where they are needed.
   *
   * @throws BadDataException if there is no folder for checkpoints
   */
  SparkStates(SparkColumns columns, JavaSparkContext context, double... start) {
    this.columns = columns;
    this.context = context;
    this.interval = context.getConf().getInt("spark.mirrorflow.checkpointSteps", STEPS);
    this.ownFolder = !context.getCheckpointDir().isPresent();
    if (ownFolder) {
      context.setCheckpointDir(temporaryFolder(context.master()));
    }
    SparkColumns.Cut cut = columns.cut();
    this.states =
        context
            .parallelize(cut.numbers(), cut.parts())
            .mapToPair(
                part -> new Tuple2<>(part, new ColumnState(cut.from(part), cut.to(part), start)));
  }

  /** For executors on this machine. */
  static String temporaryFolder(String master) {
    if (!master.startsWith("local")) {
      throw new BadDataException(
          "a descent on "
              + master
              + " needs a folder that all machines see, to write its state to: set"
              + " spark.checkpoint.dir");
    }
    try {
      return Files.createTempDirectory("mirrorflow-spark-").toUri().toString();
    } catch (IOException e) {
      throw new BadDataException("no temporary folder can be made (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public <P extends ColumnSum.Part<P>> P step(ColumnStep<P> what) {
    SparkColumns.Cut cut = columns.cut();
    JavaPairRDD<Integer, Stepped<P>> next =
        states
            .mapToPair(old -> new Tuple2<>(old._1(), stepped(what, cut, old._1(), old._2())))
            .persist(StorageLevel.MEMORY_AND_DISK());
    steps++;
    boolean written = steps % interval == 0;
    if (written) {
      next.checkpoint();
    }
    JavaPairRDD<Integer, P> sums = next.mapValues(Stepped::sum);
    P sum = columns.total(sums);
    if (kept != null) {
      kept.unpersist(false);
    }
    kept = next;
    states = next.mapValues(Stepped::state);
    if (written) {
      delete(checkpoint);
      checkpoint = next.getCheckpointFile().orNull();
    }
    return sum;
  }

  private static <P extends ColumnSum.Part<P>> Stepped<P> stepped(
      ColumnStep<P> what, SparkColumns.Cut cut, int part, ColumnState old) {
    ColumnState state = old.copy();
    ColumnSum<P> added = n -> what.zero(n, state);
    return new Stepped<>(cut.sum(part, added), state);
  }

  /** What a step makes of a part of the columns. */
  private record Stepped<P extends ColumnSum.Part<P>>(P sum, ColumnState state)
      implements Serializable {}

  private void delete(String file) {
    if (file == null) {
      return;
    }
    try {
      Path path = new Path(file);
      path.getFileSystem(context.hadoopConfiguration()).delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets the states and deletes what was written of them. */
  @Override
  public void close() {
    if (kept != null) {
      kept.unpersist(false);
    }
    delete(checkpoint);
    if (ownFolder) {
      delete(new Path(context.getCheckpointDir().get()).getParent().toString());
    }
  }
}
