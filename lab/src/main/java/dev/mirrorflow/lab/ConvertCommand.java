package dev.mirrorflow.lab;

import dev.mirrorflow.data.ColumnFile;
import dev.mirrorflow.data.CsvReader;
import dev.mirrorflow.data.DataFormat;
import dev.mirrorflow.lab.files.Reads;
import dev.mirrorflow.lab.files.Writes;
import dev.mirrorflow.lab.report.OutputFiles;
import dev.mirrorflow.linalg.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow convert}: X laid out by columns. */
@Command(
    name = "convert",
    description = {
      "Lays X out by columns, as a .npy file in Fortran order, for an X larger than memory, which"
          + " mirrorflow limit then reads column by column. 128 MiB of X are in memory at a time."
    },
    sortOptions = false,
    footer = {
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
      required = true,
      description =
          "design matrix X, n x d: .npy of any real type and order, or text such as .csv with a"
              + " header")
  private Path x;

  @Writes
  @Option(
      names = "--output",
      paramLabel = "FILE.npy",
      required = true,
      description = "where to write it")
  private Path output;

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
    boolean isText = DataFormat.of(x) == DataFormat.TEXT;
    if (!isText && !hasExtension(x, ".npy")) {
      throw usage("--x takes a .npy or .csv file, or other text, which '" + x + "' is not named");
    }
    if (!hasExtension(output, ".npy")) {
      throw usage("--output writes a .npy file, which '" + output + "' is not named");
    }
    OutputFiles.requireWritable(output);
    boolean float32 = precision == Precision.SINGLE;
    int[] shape =
        isText
            ? ColumnFile.write(output, float32, 0, taker -> CsvReader.readRows(x, taker))
            : ColumnFile.convert(x, output, float32);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d x %d %s by columns, %.3g GB%n",
            output,
            shape[0],
            shape[1],
            float32 ? "float32" : "float64",
            Files.size(output) / 1e9);
    return ExitCode.OK;
  }

  private static boolean hasExtension(Path file, String extension) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(extension);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
