package dev.mirrorflow.lab;

import dev.mirrorflow.data.ColumnFile;
import dev.mirrorflow.data.CsvReader;
import dev.mirrorflow.data.DataFormat;
import dev.mirrorflow.data.SparseFormat;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.lab.files.Reads;
import dev.mirrorflow.lab.files.Writes;
import dev.mirrorflow.lab.input.SvmlightOptions;
import dev.mirrorflow.lab.report.OutputFiles;
import dev.mirrorflow.linalg.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow convert}: X laid out by columns. */
@Command(
    name = "convert",
    description = {
      "Lays X out by columns, as a .npy file in Fortran order, for an X larger than memory, which"
          + " mirrorflow limit then reads column by column. 128 MiB of X are in memory at a time.",
      "Or writes a sparse X in another format; then its entries are in memory."
    },
    sortOptions = false,
    footer = {
      "",
      "Sparse formats: svmlight's .svm, Matrix Market's .mtx (both also .gz), SciPy's .npz:",
      "  mirrorflow convert --svm train.svm.gz --output X.npz --save-y y.npy",
      "  mirrorflow convert --x X.mtx --y y.npy --output train.svm",
      "",
      "Example:",
      "  mirrorflow convert --x X.npy --output columns.npy",
    })
final class ConvertCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Reads
  @Option(
      names = "--x",
      paramLabel = "FILE",
      description = {
        "design matrix X, n x d: .npy of any real type and order, text such as .csv with a header,"
            + " or sparse as .npz, .mtx or .svm"
      })
  private Path x;

  @Reads
  @Option(
      names = "--svm",
      paramLabel = "FILE",
      description = "instead, a file of svmlight of any name")
  private Path svm;

  @Reads
  @Option(
      names = "--y",
      paramLabel = "FILE",
      description = "targets y for svmlight, .npy or .csv, n values")
  private Path y;

  @Writes
  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "where to write X: .npy, or sparse .npz, .mtx or .svm")
  private Path output;

  @Writes
  @Option(
      names = "--save-y",
      paramLabel = "FILE.npy",
      description = "where to write the targets of a file of svmlight")
  private Path targets;

  @Mixin private SvmlightOptions svmlight;

  @Option(
      names = "--x-precision",
      paramLabel = "P",
      description = {
        "${COMPLETION-CANDIDATES}: float64, or float32, which rounds X to 24 bits and halves the"
            + " file (default: ${DEFAULT-VALUE})"
      },
      defaultValue = "double")
  private Precision precision;

  @Override
  public Integer call() throws IOException {
    if ((x == null) == (svm == null)) {
      throw usage("give --x or --svm");
    }
    Optional<SparseFormat> from =
        svm == null ? SparseFormat.named(x) : Optional.of(SparseFormat.SVMLIGHT);
    Optional<SparseFormat> to = SparseFormat.named(output);
    boolean isText = from.isEmpty() && DataFormat.of(x) == DataFormat.TEXT;
    if (from.isEmpty() && !isText && !hasExtension(x, ".npy")) {
      throw usage(
          "--x takes a .npy or .csv file or other text, or .npz, .mtx or .svm, which '"
              + x
              + "' is not named");
    }
    if (to.isEmpty() && !hasExtension(output, ".npy")) {
      throw usage(
          "--output writes a .npy file, or .npz, .mtx or .svm, which '"
              + output
              + "' is not named");
    }
    requireTargets(isSvmlight(from), isSvmlight(to));
    if (to.isPresent() && isSingle()) {
      throw usage("--x-precision is of .npy files; leave it out");
    }
    OutputFiles.requireWritable(output);
    if (from.isPresent() || to.isPresent()) {
      return sparse(from, to);
    }
    int[] shape =
        isText
            ? ColumnFile.write(output, isSingle(), 0, taker -> CsvReader.readRows(x, taker))
            : ColumnFile.convert(x, output, isSingle());
    printArray(shape[0], shape[1]);
    return ExitCode.OK;
  }

  private boolean isSingle() {
    return precision == Precision.SINGLE;
  }

  private static boolean isSvmlight(Optional<SparseFormat> format) {
    return format.equals(Optional.of(SparseFormat.SVMLIGHT));
  }

  /** Checks the options of y and of features. */
  private void requireTargets(boolean fromSvmlight, boolean toSvmlight) {
    if (toSvmlight && !fromSvmlight && y == null) {
      throw usage("a file of svmlight holds y too; give --y FILE");
    }
    if (!toSvmlight && y != null) {
      throw usage("--y is for a file of svmlight; leave it out");
    }
    if (targets != null && !fromSvmlight) {
      throw usage("--save-y is for the targets of a file of svmlight; leave it out");
    }
    if (svmlight.isGiven() && !fromSvmlight) {
      throw usage("--features and --index-base are of svmlight files; leave them out");
    }
    svmlight
        .conflict()
        .ifPresent(conflict -> {
          throw usage(conflict);
        });
  }

  private int sparse(Optional<SparseFormat> from, Optional<SparseFormat> to) throws IOException {
    if (targets != null) {
      OutputFiles.requireWritable(targets);
    }
    SparseSamples samples = SparseSamples.read(from, svm != null ? svm : x, y, svmlight.features());
    SparseMatrix entries = samples.x();
    samples.writeTo(output, isSingle());
    if (targets != null) {
      samples.writeTargetsTo(targets);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (to.isEmpty()) {
      printArray(entries.rows(), entries.columns());
    } else {
      out.printf(
          Locale.ROOT,
          "%s: %s, %.3g GB%n",
          output,
          SparseSamples.description(entries),
          Files.size(output) / 1e9);
    }
    if (samples.y().isPresent() && targets == null && !isSvmlight(to)) {
      out.println("y is not in it; --save-y FILE.npy writes it");
    }
    return ExitCode.OK;
  }

  private void printArray(int n, int d) throws IOException {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d x %d %s by columns, %.3g GB%n",
            output,
            n,
            d,
            isSingle() ? "float32" : "float64",
            Files.size(output) / 1e9);
  }

  private static boolean hasExtension(Path file, String extension) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(extension);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
