package dev.mirrorflow.lab.report;

import dev.mirrorflow.file.TextFile;
import dev.mirrorflow.lab.files.Writes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name files of a table of results and its plot. */
public class TableOutputs {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Writes(text = true)
  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write results as JSON; - prints them instead of the table")
  private Path json;

  @Writes(text = true)
  @Option(
      names = "--csv-out",
      paramLabel = "FILE",
      description = "write the table as CSV; - prints it instead of the table")
  private Path csv;

  @Writes(text = true)
  @Option(
      names = "--jsonl",
      paramLabel = "FILE",
      description = "write the rows of the CSV file as JSON lines; - prints them")
  private Path jsonLines;

  @Writes
  @Option(
      names = "--plot",
      paramLabel = "FILE.png|svg",
      description = "draw the results as PNG or SVG")
  private Path plot;

  /** Where to write JSON; maybe to standard output, as {@code TextFile} takes it. */
  public final Optional<Path> json() {
    return Optional.ofNullable(json);
  }

  /** Where to write CSV; maybe to standard output, as {@code TextFile} takes it. */
  public final Optional<Path> csv() {
    return Optional.ofNullable(csv);
  }

  /** Where to write θ, which not all commands have. */
  public Optional<Path> theta() {
    return Optional.empty();
  }

  public final Optional<Path> plot() {
    return Optional.ofNullable(plot);
  }

  /** Prints the report, and writes it to the files asked for. */
  public final void write(Report report, PrintWriter out) {
    report.print(out);
    json().ifPresent(path -> JsonFile.write(path, report.json()));
    if (!report.isEmpty()) {
      csv().ifPresent(path -> report.rows().writeCsv(path));
      Optional.ofNullable(jsonLines).ifPresent(path -> report.rows().writeJsonLines(path));
      theta().ifPresent(report::writeTheta);
      plot().ifPresent(report::writePlot);
    }
  }

  /** All files asked for; what goes to standard output is none. */
  public List<Path> files() {
    return Stream.of(json, csv, jsonLines, plot)
        .filter(path -> path != null && !TextFile.isStandardOutput(path))
        .toList();
  }

  /**
   * Checks before the computation that all files can be written.
   *
   * @throws ParameterException for a wrong extension
   * @throws dev.mirrorflow.error.BadDataException for a file that cannot be written
   */
  public void validate() {
    requireExtension("--plot", plot, ".png", ".svg");
    files().forEach(OutputFiles::requireWritable);
  }

  /** Refuses a file, if there is one, that is not named by one of the extensions. */
  final void requireExtension(String option, Path path, String... extensions) {
    if (path == null) {
      return;
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (Stream.of(extensions).noneMatch(name::endsWith)) {
      throw new ParameterException(
          command.commandLine(),
          option
              + " writes a "
              + String.join(" or ", extensions)
              + " file, which '"
              + path
              + "' is not named");
    }
  }
}
