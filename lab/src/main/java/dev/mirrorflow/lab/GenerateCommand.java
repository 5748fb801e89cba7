package dev.mirrorflow.lab;

import dev.mirrorflow.data.ColumnFile;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SparseFormat;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.data.SyntheticSparseProblem;
import dev.mirrorflow.lab.files.Writes;
import dev.mirrorflow.lab.input.SyntheticOptions;
import dev.mirrorflow.lab.report.OutputFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow generate}: a synthetic problem as .npy files. */
@Command(
    name = "generate",
    description = {
      "Writes a synthetic problem y = Xθ* + noise, with a test set, as .npy files; or with a sparse"
          + " X as svmlight's .svm, Matrix Market's .mtx (both also .gz) or SciPy's .npz."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "A sparse X, whose files are problem.svm, problem_test.svm and problem_theta_star.npy:",
      "  mirrorflow generate --n 1000 --d 10000 --density 0.01 --output problem.svm",
      "",
      "Example:",
      "  mirrorflow generate --n 100 --d 1000 --sparsity 8 --output problem",
    })
final class GenerateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private SyntheticOptions synthetic;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "of everything random (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--test-samples",
      paramLabel = "M",
      description = "samples in the test set (default: ${DEFAULT-VALUE})",
      defaultValue = "1000")
  private int testSamples;

  @Writes
  @Option(
      names = "--output",
      paramLabel = "DIR|FILE",
      required = true,
      description = {
        "folder for X.npy, y.npy, theta_star.npy, test_X.npy and test_y.npy; with --density a file,"
            + " .svm, .mtx or .npz, beside which the others go"
      })
  private Path output;

  @Option(
      names = "--density",
      paramLabel = "P",
      description = {"a sparse X: each entry is there with probability P, and N(0, 1/P) then"})
  private Double density;

  @Option(
      names = "--overwrite",
      description = "write over files of these names that are there already")
  private boolean overwrite;

  @Option(
      names = "--out-of-core",
      description = {
        "for an X larger than memory: X.npy by columns (Fortran order), no test set; two vectors of"
            + " length d are in memory, and the folder takes X twice for a while"
      })
  private boolean outOfCore;

  @Override
  public Integer call() {
    if (!synthetic.isGiven()) {
      throw new ParameterException(spec.commandLine(), "give --n and --d");
    }
    synthetic
        .conflict()
        .ifPresent(conflict -> {
          throw new ParameterException(spec.commandLine(), conflict);
        });
    SyntheticProblem problem = synthetic.problem(seed);
    if (density != null) {
      return sparse(problem);
    }
    OutputFiles.requireFolder(output);
    if (outOfCore) {
      return byColumns(problem);
    }
    List<Path> files =
        List.of(file("X"), file("y"), file("theta_star"), file("test_X"), file("test_y"));
    OutputFiles.requireNew(files, overwrite);
    Dataset train = problem.training();
    Dataset test = problem.test(testSamples);
    NpyWriter.write(files.get(0), train.x());
    NpyWriter.write(files.get(1), train.y());
    NpyWriter.write(files.get(2), problem.thetaStar());
    NpyWriter.write(files.get(3), test.x());
    NpyWriter.write(files.get(4), test.y());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Written:");
    files.forEach(file -> out.println("  " + file));
    out.println();
    out.println("To sweep over it:");
    out.println(
        "  mirrorflow sweep --x "
            + quoted(0, files)
            + " --y "
            + quoted(1, files)
            + " --test-x "
            + quoted(3, files)
            + " --test-y "
            + quoted(4, files)
            + " --alphas 1e-3:10:16");
    return ExitCode.OK;
  }

  private int sparse(SyntheticProblem problem) {
    if (outOfCore) {
      throw new ParameterException(
          spec.commandLine(), "--out-of-core writes an array; leave it or --density out");
    }
    if (SparseFormat.named(output).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--density writes a sparse X: name --output FILE.svm, .mtx or .npz, not " + output);
    }
    SparseProblemFiles files = SparseProblemFiles.of(output);
    OutputFiles.requireNew(files.all(), overwrite);
    files.write(new SyntheticSparseProblem(problem, density), testSamples);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Written:");
    files.all().forEach(file -> out.println("  " + file));
    out.println();
    out.println("For the least ℓ1 norm that fits it:");
    out.println("  mirrorflow basis-pursuit " + files.options(GenerateCommand::quoted));
    return ExitCode.OK;
  }

  private int byColumns(SyntheticProblem problem) {
    List<Path> files = List.of(file("X"), file("y"), file("theta_star"));
    OutputFiles.requireNew(files, overwrite);
    double[][] y = new double[1][];
    ColumnFile.write(
        files.get(0),
        false,
        2.0 * Double.BYTES * problem.n() * problem.d(),
        taker -> y[0] = problem.trainingRows(taker));
    NpyWriter.write(files.get(1), y[0]);
    NpyWriter.write(files.get(2), problem.thetaStar());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Written:");
    files.forEach(file -> out.println("  " + file));
    out.println();
    out.println("For its limits:");
    out.println(
        "  mirrorflow limit --x "
            + quoted(0, files)
            + " --y "
            + quoted(1, files)
            + " --alphas 1e-6:1:8 --out-of-core");
    return ExitCode.OK;
  }

  private Path file(String name) {
    return output.resolve(name + ".npy");
  }

  private static String quoted(int k, List<Path> files) {
    return quoted(files.get(k));
  }

  /** For a POSIX shell. */
  private static String quoted(Path file) {
    String path = file.toString();
    return path.matches("[-\\w./]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
