package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SparseDataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.linalg.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what data to work on. */
public final class ProblemOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @ArgGroup(validate = false, heading = "%nData from files:%n", order = 1)
  private final FileOptions files = new FileOptions();

  @ArgGroup(validate = false, heading = "%nOr a synthetic problem:%n", order = 3)
  private final SyntheticOptions synthetic = new SyntheticOptions();

  @Option(
      names = "--standardize",
      description = {
        "bring the features to mean 0 and deviation 1 on the training set, the test set likewise,"
            + " and take the mean of y as intercept"
      })
  private boolean standardize;

  @Option(
      names = "--intercept",
      description =
          "centre the features on the training set, and take the mean of y as intercept, as"
              + " --standardize does too")
  private boolean intercept;

  @Option(
      names = "--x-precision",
      paramLabel = "P",
      description = {
        "how X is kept, ${COMPLETION-CANDIDATES}: single rounds its entries to 24 bits and halves"
            + " the traffic from memory; all arithmetic is double (default: ${DEFAULT-VALUE})"
      },
      defaultValue = "double")
  private Precision precision;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = {
        "show the N largest entries of θ by the names of their features, in tables, JSON and CSV"
            + " (default: "
            + Features.SHOWN
            + " where they have names; basis-pursuit 20)"
      })
  private Integer top;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "of the synthetic problem and of mini-batches (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private long seed;

  /** The seed of everything random. */
  public long seed() {
    return seed;
  }

  /**
   * The values of another file of one column, read as y is.
   *
   * @throws dev.mirrorflow.error.BadDataException if they cannot be used
   */
  public double[] vector(Path file) {
    return files.vector(file);
  }

  /** The synthetic problem, if data are not from files and X is made of it. */
  public Optional<SyntheticProblem> synthetic() {
    return synthetic.isGiven() && files.computed().isEmpty()
        ? Optional.of(synthetic.problem(seed))
        : Optional.empty();
  }

  /** Whether X and y are to be centred. */
  public boolean centres() {
    return standardize || intercept;
  }

  /** Whether X is to be standardized. */
  public boolean standardizes() {
    return standardize;
  }

  /**
   * Checks what can be checked without reading a file.
   *
   * @throws ParameterException if no data are named, or contradictory ones
   */
  public void validate() {
    Optional<String> conflict =
        files.computed().isPresent()
            ? files.conflict().or(this::conflictOfComputed)
            : Stream.of(files.conflict(), synthetic.conflict(), bothOrNeither())
                .flatMap(Optional::stream)
                .findFirst();
    if (top != null && top < 0) {
      throw new ParameterException(
          command.commandLine(), "--top must be 0 or positive, not " + top);
    }
    if (conflict.isPresent()) {
      throw new ParameterException(command.commandLine(), conflict.get());
    }
  }

  private Optional<String> conflictOfComputed() {
    if (files.hasTarget() && synthetic.isGiven()) {
      return Optional.of("give --y, or --sparsity and --noise to make it, not both");
    }
    return synthetic.areOfTargetsAlone()
        ? Optional.empty()
        : Optional.of("a computed X says n and d itself; give --sparsity and --noise at most");
  }

  private Optional<String> bothOrNeither() {
    if (files.isGiven() && synthetic.isGiven()) {
      return Optional.of("give data from files or a synthetic problem, not both");
    }
    if (!files.isGiven() && !synthetic.isGiven()) {
      return Optional.of(
          "no data: give --x and --y, or --csv and --target, or --svm, or --n and --d");
    }
    return Optional.empty();
  }

  /** X, if it is a .npy file. */
  public Optional<Path> matrixFile() {
    return files.matrixFile();
  }

  /** The file of y beside {@link #matrixFile}. */
  public Path targetFile() {
    return files.targetFile();
  }

  /**
   * What is in {@link #targetFile}.
   *
   * @throws dev.mirrorflow.error.BadDataException if it cannot be used
   */
  public double[] readTarget() {
    return files.readTarget();
  }

  /** Why the data cannot be read by columns from their file, if so. */
  public Optional<String> notByColumns() {
    if (synthetic.isGiven()) {
      return Optional.of(
          "a synthetic problem is made in memory: write it with mirrorflow generate --out-of-core");
    }
    if (files.matrixFile().isEmpty()) {
      return Optional.of("X must be a .npy file: lay it out by columns with mirrorflow convert");
    }
    if (files.hasTest()) {
      return Optional.of("no test set is read by columns: leave --test-x out");
    }
    if (files.takesMissing()) {
      return Optional.of("by columns no value may be missing: leave --missing out");
    }
    if (top != null && top > 0) {
      return Optional.of("by columns θ is not in memory: leave --top out");
    }
    if (centres()) {
      return Optional.of("by columns X is taken as it is: leave " + centring() + " out");
    }
    if (precision != Precision.DOUBLE) {
      return Optional.of("by columns X has the precision of its file: leave --x-precision out");
    }
    return Optional.empty();
  }

  /**
   * Reads or makes the data.
   *
   * @throws dev.mirrorflow.error.BadDataException if they cannot be used
   */
  public Problem load() {
    if (files.computed().isPresent()) {
      DesignProblem problem = computed(files.computed().get());
      Dataset array = Dataset.of(problem.x(), problem.y());
      ProblemBuilder builder =
          new ProblemBuilder(array, Optional.empty())
              .describedBy(files.description() + ", made an array", files.summary())
              .calling(features(List.of()));
      problem.thetaStar().ifPresent(builder::knowing);
      return builder.build(standardize, intercept, precision);
    }
    if (synthetic.isGiven()) {
      return shown(synthetic.problem(seed)).build(standardize, intercept, precision);
    }
    Dataset train = files.train();
    Optional<Dataset> test = files.test(train);
    ProblemBuilder builder =
        new ProblemBuilder(train, test)
            .describedBy(files.description(), files.summary())
            .noting(files.notes())
            .calling(features(train.features()));
    files.sparse().ifPresent(builder::madeDense);
    return builder.build(standardize, intercept, precision);
  }

  /** Whether X is neither centred nor scaled nor rounded. */
  public boolean takesXAsItIs() {
    return !centres() && precision == Precision.DOUBLE;
  }

  /**
   * The same with a sparse X kept sparse, by rows, if it is too large to be worth making dense and
   * is taken as it is.
   *
   * @throws dev.mirrorflow.error.BadDataException if the data cannot be used
   */
  public Problem loadByRows() {
    if (files.sparse().isEmpty() || files.sparse().get().isSmall() || !takesXAsItIs()) {
      return load();
    }
    SparseDataset train = files.sparse().get();
    return new ProblemBuilder(train.byRows(), files.sparseTest().map(SparseDataset::byRows))
        .describedBy(files.description(), files.summary())
        .calling(features(train.features()))
        .keptSparse(train)
        .build(false, false, Precision.DOUBLE);
  }

  /**
   * The data with X as its products alone, if it is sparse in its file and too large to be worth
   * making dense.
   *
   * @throws ParameterException if what is asked for needs an array
   * @throws dev.mirrorflow.error.BadDataException if the data cannot be used
   */
  public Optional<DesignProblem> matrixFree() {
    Optional<ComputedX> computed = files.computed();
    if (computed.isPresent()) {
      requireAsItIs();
      return Optional.of(computed(computed.get()));
    }
    if (files.sparse().isEmpty() || files.sparse().get().isSmall()) {
      return Optional.empty();
    }
    return Optional.of(sparse());
  }

  /** Whether X is sparse in its file. */
  public boolean isSparse() {
    return files.isSparse();
  }

  /** X, where it is sparse in its file. */
  public SparseMatrix sparseX() {
    return files.sparse().orElseThrow().x();
  }

  /**
   * The data of a file whose X is sparse, kept so however small it is.
   *
   * @throws ParameterException if what is asked for needs an array
   * @throws dev.mirrorflow.error.BadDataException if the data cannot be used
   */
  public DesignProblem sparse() {
    requireAsItIs();
    SparseDataset train = files.sparse().orElseThrow();
    return MatrixFree.sparse(files, train, features(train.features()));
  }

  private Features features(List<String> names) {
    return new Features(names, top != null ? top : names.isEmpty() ? 0 : Features.SHOWN);
  }

  /** How many entries of θ are asked for. */
  public OptionalInt top() {
    return top == null ? OptionalInt.empty() : OptionalInt.of(top);
  }

  private String centring() {
    return standardize ? "--standardize" : "--intercept";
  }

  private void requireAsItIs() {
    if (!takesXAsItIs()) {
      throw new ParameterException(
          command.commandLine(),
          (centres() ? centring() : "--x-precision")
              + " is of an X that is an array; this one is kept as its products: scale its columns"
              + " before, or make it dense with mirrorflow convert");
    }
  }

  private DesignProblem computed(ComputedX named) {
    return MatrixFree.computed(files, named, synthetic, seed, features(List.of()));
  }

  /**
   * The synthetic problem on the same X with a dense θ*; empty for data from files, and where θ* is
   * dense already.
   *
   * @throws dev.mirrorflow.error.BadDataException if a parameter is out of its range
   */
  public Optional<Problem> dense() {
    if (!synthetic.isGiven()) {
      return Optional.empty();
    }
    SyntheticProblem sparse = synthetic.problem(seed);
    return sparse.k() == sparse.d()
        ? Optional.empty()
        : Optional.of(
            builder(
                    new SyntheticProblem(
                        sparse.n(),
                        sparse.d(),
                        sparse.d(),
                        sparse.rho(),
                        sparse.sigma(),
                        sparse.seed()))
                .build(standardize, intercept, precision));
  }

  /** A synthetic problem with a fresh test set of its own. */
  public static Problem synthetic(SyntheticProblem problem, boolean standardize) {
    return builder(problem).build(standardize, false, Precision.DOUBLE);
  }

  private ProblemBuilder shown(SyntheticProblem problem) {
    return builder(problem).calling(features(List.of()));
  }

  private static ProblemBuilder builder(SyntheticProblem problem) {
    int samples = ProblemBuilder.testSamples(problem.d());
    return new ProblemBuilder(problem.training(), Optional.of(problem.test(samples)))
        .describedBy("synthetic", SyntheticOptions.summary(problem))
        .knowing(problem.thetaStar());
  }
}
