package dev.mirrorflow.lab;

import dev.mirrorflow.data.NpyMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.lab.input.AlphasConverter;
import dev.mirrorflow.lab.input.LimitMemory;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.input.SizeConverter;
import dev.mirrorflow.lab.report.OutputOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow limit}: where the gradient flow of the diagonal network ends. */
@Command(
    name = "limit",
    description = {
      "Solves for the interpolator that the gradient flow of the diagonal network θ = u⊙v converges"
          + " to from u = √2 α, v = 0, without following it, and proves each answer to 1e-9."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "An X larger than memory, laid out by columns first, is read once a Newton step:",
      "  mirrorflow convert --x X.npy --output columns.npy",
      "  mirrorflow limit --x columns.npy --y y.npy --alphas 1e-6:1:8 --out-of-core",
      "",
      "Example:",
      "  mirrorflow limit --n 100 --d 1000 --sparsity 8 --alphas 1e-10:100:13",
    })
final class LimitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--alphas",
      paramLabel = "LO:HI:COUNT",
      required = true,
      converter = AlphasConverter.class,
      description = "initialisation scales: a log-spaced range, or a list such as 1e-150,0.1,1e150")
  private AlphasConverter.Alphas alphas;

  @Option(
      names = "--out-of-core",
      description = {
        "leave X in its file, a .npy in Fortran order, and read it by columns, once a Newton step;"
            + " otherwise so only where X does not fit in memory"
      })
  private boolean outOfCore;

  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "memory that may be taken, such as 800m or 2g (default: the Java heap)")
  private Long memoryLimit;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "threads that compute out of core, another one reads (default: all cores)")
  private Integer threads;

  @Option(
      names = "--engine",
      paramLabel = "local|spark",
      description = {
        "spark: X by columns on a cluster, whose machines all see the files under the same paths; θ"
            + " becomes a folder of files (default: ${DEFAULT-VALUE})"
      },
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

  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    problems.validate();
    validateEngine();
    boolean spark = engine.equals("spark");
    Optional<String> conflict = problems.notByColumns();
    if ((outOfCore || spark) && conflict.isPresent()) {
      throw usage((spark ? "--engine spark: " : "--out-of-core: ") + conflict.get());
    }
    outputs.validate();
    if (spark) {
      try (EngineFactory.Engine started =
          EngineFactory.named(engine).start(master == null ? "" : master)) {
        return byColumns().on(started);
      }
    }
    Optional<LimitMemory> memory = problems.matrixFile().map(this::memory);
    boolean large = memory.isPresent() && !memory.get().fits();
    if (!outOfCore && !large) {
      return LimitRun.of(problems.load(), alphas.values(), outputs, spec.commandLine().getOut());
    }
    if (conflict.isPresent()) {
      throw new BadDataException(
          problems.matrixFile().orElseThrow()
              + ": the limit "
              + memory.orElseThrow().summary()
              + ", but "
              + conflict.get());
    }
    return byColumns()
        .outOfCore(
            memory.orElseThrow(),
            threads == null ? Runtime.getRuntime().availableProcessors() : threads);
  }

  private void validateEngine() {
    if (!engine.equals("local") && !engine.equals("spark")) {
      throw usage("--engine must be local or spark, not '" + engine + "'");
    }
    if (engine.equals("local") && master != null) {
      throw usage("--master needs --engine spark");
    }
    if (engine.equals("spark") && (threads != null || memoryLimit != null || outOfCore)) {
      throw usage("--threads, --memory-limit and --out-of-core are of the local engine");
    }
    if (threads != null && threads < 1) {
      throw usage("--threads must be at least 1, not " + threads);
    }
  }

  private ColumnLimitRun byColumns() {
    return new ColumnLimitRun(
        problems.matrixFile().orElseThrow(),
        problems.targetFile(),
        alphas.values(),
        outputs,
        spec.commandLine().getOut());
  }

  private LimitMemory memory(Path x) {
    return LimitMemory.of(
        NpyMatrix.of(x),
        alphas.values().length,
        memoryLimit == null ? Long.MAX_VALUE : memoryLimit);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
