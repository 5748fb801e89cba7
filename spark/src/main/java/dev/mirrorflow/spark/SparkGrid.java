package dev.mirrorflow.spark;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.grid.Grid;
import dev.mirrorflow.grid.GridPack;
import dev.mirrorflow.grid.GridPoint;
import dev.mirrorflow.grid.GridRow;
import dev.mirrorflow.lab.grid.ColumnCluster;
import dev.mirrorflow.lab.grid.EngineFactory;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs a grid as one Spark job, a pack a task. The driver takes the rows of a task once, when it
 * has succeeded, whatever became of earlier or second attempts; as a row depends on its point
 * alone, which attempt it was does not matter.
 */
final class SparkGrid implements EngineFactory.Engine {

  private final SparkSession session;

  SparkGrid(SparkSession session) {
    this.session = session;
  }

  @Override
  public void run(List<GridPoint> points, Consumer<GridRow> finished) throws InterruptedException {
    if (points.isEmpty()) {
      return;
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    List<GridPack> packs = Grid.packs(points, context.defaultParallelism());
    RDD<GridPack> tasks = context.parallelize(packs, packs.size()).rdd();
    ClassTag<String[]> tag = ClassTag$.MODULE$.apply(String[].class);
    Taken taken = new Taken(points, finished);
    try {
      context.sc().runJob(tasks, new RunPack(), taken, tag);
    } catch (Exception e) { // Scala declares none
      switch (e) {
        case InterruptedException interrupted -> {
          context.cancelAllJobs();
          throw interrupted;
        }
        case SparkException failed -> throw taken.refusedOr(failed);
        case RuntimeException other -> throw other;
        default -> throw new IllegalStateException(e);
      }
    }
    taken.check();
  }

  @Override
  public void writeParquet(List<GridRow> rows, Path folder) {
    List<Row> table = new ArrayList<>();
    rows.forEach(row -> table.add(RowFactory.create(row.cells().values().toArray())));
    session
        .createDataFrame(table, schema())
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet("file://" + folder.toAbsolutePath()); // not a URI: Hadoop decodes no %20
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "part-*")) {
      if (!parts.iterator().hasNext()) {
        throw new BadDataException(
            folder
                + ": the executors wrote the rows on disks that this machine does not see; name a"
                + " folder that all machines share");
      }
    } catch (IOException e) {
      throw new BadDataException(folder + ": cannot be read back; check the folder", e);
    }
  }

  @Override
  public ColumnCluster columns(Path x) {
    return new SparkColumns(JavaSparkContext.fromSparkContext(session.sparkContext()), x);
  }

  @Override
  public EngineFactory.Spread spread(SparseMatrix x) {
    SparkDesign design =
        new SparkDesign(JavaSparkContext.fromSparkContext(session.sparkContext()), x);
    return new EngineFactory.Spread(design, design.parts());
  }

  @Override
  public void close() {
    session.stop();
  }

  private static StructType schema() {
    List<StructField> fields = new ArrayList<>();
    GridRow.COLUMNS.forEach((name, type) ->
        fields.add(
            DataTypes.createStructField(
                name,
                type == Double.class
                    ? DataTypes.DoubleType
                    : type == Long.class
                        ? DataTypes.LongType
                        : type == Integer.class ? DataTypes.IntegerType : DataTypes.StringType,
                true)));
    return DataTypes.createStructType(fields);
  }

  /** A task: the records of its rows. */
  private static final class RunPack extends AbstractFunction1<Iterator<GridPack>, String[]>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] apply(Iterator<GridPack> packs) {
      TaskContext task = TaskContext.get();
      List<String> records = new ArrayList<>();
      while (packs.hasNext()) {
        packs.next().run(row -> records.add(row.toRecord()), task::isInterrupted);
      }
      return records.toArray(String[]::new);
    }
  }

  /** Takes the rows on the driver, one task at a time. */
  private static final class Taken extends AbstractFunction2<Object, String[], BoxedUnit> {

    private final Map<String, GridPoint> points = new HashMap<>();
    private final Consumer<GridRow> finished;
    private RuntimeException refusal;

    Taken(List<GridPoint> points, Consumer<GridRow> finished) {
      points.forEach(point -> this.points.put(point.identity(), point));
      this.finished = finished;
    }

    @Override
    public synchronized BoxedUnit apply(Object task, String[] records) {
      try {
        for (String record : records) {
          if (refusal == null) {
            finished.accept(GridRow.ofRecord(points.get(GridRow.identityOf(record)), record));
          }
        }
      } catch (RuntimeException e) {
        refusal = e;
        throw e; // ends the job
      }
      return BoxedUnit.UNIT;
    }

    synchronized void check() {
      if (refusal != null) {
        throw refusal;
      }
    }

    synchronized RuntimeException refusedOr(SparkException failed) {
      if (refusal != null) {
        return refusal;
      }
      return new ComputationException(
          "Spark gave the grid up ("
              + String.valueOf(failed.getMessage()).lines().findFirst().orElse("")
              + "); --resume goes on with the points that are left");
    }
  }
}
