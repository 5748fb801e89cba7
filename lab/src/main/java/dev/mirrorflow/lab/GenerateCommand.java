package dev.mirrorflow.lab;

import dev.mirrorflow.data.ColumnFile;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SyntheticProblem;
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
    description = "Writes a synthetic problem y = Xθ* + noise, with a test set, as .npy files.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
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
      paramLabel = "DIR",
      required = true,
      description = "folder for X.npy, y.npy, theta_star.npy, test_X.npy and test_y.npy")
  private Path output;

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

  /** For a POSIX shell. */
  private static String quoted(int k, List<Path> files) {
    String path = files.get(k).toString();
    return path.matches("[-\\w./]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
