package dev.mirrorflow.lab;

import dev.mirrorflow.data.Journal;
import dev.mirrorflow.file.TextFile;
import dev.mirrorflow.grid.Grid;
import dev.mirrorflow.grid.GridPoint;
import dev.mirrorflow.grid.GridRow;
import dev.mirrorflow.grid.LocalGrid;
import dev.mirrorflow.lab.files.Reads;
import dev.mirrorflow.lab.files.Writes;
import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.lab.grid.GridFile;
import dev.mirrorflow.lab.grid.GridRun;
import dev.mirrorflow.lab.grid.JournalOptions;
import dev.mirrorflow.lab.report.OutputFiles;
import dev.mirrorflow.lab.report.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow grid}: all experiments of a grid file. */
@Command(
    name = "grid",
    description = {
      "Runs the experiments of a grid, all combinations of its axes, on the diagonal network and"
          + " synthetic problems: a row each, the same bits for any number of threads."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "A grid, of which alpha, n and d must be there; a member is a value or a list, but for",
      "tolerance and maxIterations, which are one number for all points:",
      "  {\"alpha\": \"1e-4:1:8\", \"seed\": \"1:5\", \"n\": 50, \"d\": 200, \"k\": [2, 4],",
      "   \"noise\": 0, \"method\": [\"gd\", \"sgd\", \"momentum\", \"flow\", \"limit\"],",
      "   \"step\": \"edge:0.5\", \"batch\": 10, \"momentum\": [0.5, 0.9], \"tolerance\": 1e-10,",
      "   \"maxIterations\": 100000}",
      "",
      "Example, the same as mirrorflow sweep --grid grid.json --csv-out grid.csv:",
      "  mirrorflow grid grid.json --csv-out grid.csv",
    })
final class GridCommand implements Callable<Integer> {

  private static final int ROWS_SHOWN = 40;

  @Spec private CommandSpec spec;

  @Reads
  @Parameters(paramLabel = "FILE.json", description = "the grid")
  private Path file;

  @Writes(text = true)
  @Option(
      names = "--csv-out",
      paramLabel = "FILE",
      description = "write the rows as CSV; - prints them instead of the table")
  private Path csv;

  @Writes(text = true)
  @Option(
      names = "--jsonl",
      paramLabel = "FILE",
      description = "write the rows as JSON lines; - prints them instead of the table")
  private Path jsonLines;

  @Writes
  @Option(
      names = "--parquet",
      paramLabel = "FOLDER",
      description = "write the rows as Parquet, with --engine spark")
  private Path parquet;

  @Mixin private JournalOptions journals;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "threads of the local engine (default: all cores)")
  private Integer threads;

  @Option(
      names = "--engine",
      paramLabel = "local|spark",
      description = "who runs the points (default: ${DEFAULT-VALUE})",
      defaultValue = "local")
  private String engine;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = {
        "of Spark: local[2], local-cluster[2,1,1024], spark://HOST:PORT, yarn or k8s://URL"
            + " (default: that of spark-submit, or local[*])"
      })
  private String master;

  @Override
  public Integer call() {
    validate();
    Grid grid = GridFile.read(file);
    Optional<Journal> journal = journals.open(outputs(), "grid " + grid.identity());
    try {
      return run(grid, journal);
    } finally {
      journal.ifPresent(Journal::close);
    }
  }

  private int run(Grid grid, Optional<Journal> journal) {
    GridRun run = new GridRun(grid, journal);
    journal.ifPresent(open ->
        journals.tell(open, run.rows().size(), grid.points().size(), spec.commandLine().getErr()));
    try {
      return run(grid, journal, run);
    } finally {
      if (run.rows().isEmpty()) { // there is nothing to resume
        journal.ifPresent(Journal::delete);
      }
    }
  }

  private int run(Grid grid, Optional<Journal> journal, GridRun run) {
    PrintWriter out = spec.commandLine().getOut();
    boolean complete;
    if (engine.equals("spark")) {
      try (EngineFactory.Engine spark =
          EngineFactory.named(engine).start(master == null ? "" : master)) {
        complete = run.run(spark);
        if (complete && parquet != null) {
          spark.writeParquet(run.rows(), parquet);
        }
      }
    } else {
      complete =
          run.run(
              new LocalGrid(
                  threads == null ? Runtime.getRuntime().availableProcessors() : threads));
    }
    if (csv != null) {
      run.writeCsv(csv);
    }
    if (jsonLines != null) {
      run.writeJsonLines(jsonLines);
    }
    if (complete) {
      journal.ifPresent(Journal::delete);
    }
    print(run.rows(), grid, out);
    if (!complete) {
      spec.commandLine()
          .getErr()
          .println(
              "mirrorflow: interrupted after "
                  + run.rows().size()
                  + " of "
                  + grid.points().size()
                  + " points"
                  + (journal.isPresent() ? "; --resume goes on" : ""));
      return ExitCode.INTERRUPTED;
    }
    return exitCode(run.rows());
  }

  private void validate() {
    if (!engine.equals("local") && !engine.equals("spark")) {
      throw usage("--engine must be local or spark, not '" + engine + "'");
    }
    if (engine.equals("local") && (master != null || parquet != null)) {
      throw usage((master != null ? "--master" : "--parquet") + " needs --engine spark");
    }
    if (engine.equals("spark") && threads != null) {
      throw usage("--threads is of the local engine; Spark takes --master local[T]");
    }
    if (threads != null && threads < 1) {
      throw usage("--threads must be at least 1, not " + threads);
    }
    journals.validate(outputs());
    outputs().stream().filter(path -> !path.equals(parquet)).forEach(OutputFiles::requireWritable);
    if (parquet != null) {
      OutputFiles.requireReplaceable(parquet);
    }
  }

  private List<Path> outputs() {
    return Stream.of(csv, jsonLines, parquet)
        .filter(path -> path != null && !TextFile.isStandardOutput(path))
        .toList();
  }

  private static void print(List<GridRow> rows, Grid grid, PrintWriter out) {
    Table table =
        new Table(List.of("alpha", "seed", "method", "iterations", "loss", "l1", "status"));
    for (GridRow row : rows.subList(0, Math.min(ROWS_SHOWN, rows.size()))) {
      table.add(
          List.of(
              Table.cell("%.3g", row.point().alpha()),
              Long.toString(row.point().seed()),
              row.point().method().toString(),
              Long.toString(row.iterations()),
              Table.cell("%.3e", measure(row, GridRow.Measures::loss)),
              Table.cell("%.4g", measure(row, GridRow.Measures::l1)),
              row.status()));
    }
    table.print(out);
    if (rows.size() > ROWS_SHOWN) {
      out.println("... the first " + ROWS_SHOWN + " rows; --csv-out writes all");
    }
    long converged = rows.stream().filter(GridRow::converged).count();
    out.println(converged + " of " + grid.points().size() + " converged");
  }

  /**
   * The exit code, with a line on stderr if a point has no solution, or one above the loss asked.
   */
  private int exitCode(List<GridRow> rows) {
    List<GridRow> failed =
        rows.stream()
            .filter(row -> row.measures().isEmpty() || row.status().equals(GridRow.FLOOR))
            .toList();
    if (failed.isEmpty()) {
      return ExitCode.OK;
    }
    GridPoint first = failed.getFirst().point();
    spec.commandLine()
        .getErr()
        .println(
            "mirrorflow: "
                + failed.size()
                + " of "
                + rows.size()
                + " points failed, their rows say why; alpha = "
                + first.alpha()
                + ", seed = "
                + first.seed()
                + ", "
                + first.method()
                + ": "
                + failed.getFirst().message());
    return ExitCode.COMPUTATION;
  }

  private static OptionalDouble measure(GridRow row, ToDoubleFunction<GridRow.Measures> of) {
    return row.measures()
        .map(m -> OptionalDouble.of(of.applyAsDouble(m)))
        .orElse(OptionalDouble.empty());
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
