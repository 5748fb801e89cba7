package dev.mirrorflow.lab.report;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name files of a table of results and its plot. */
public class TableOutputs {

  private static final Path STDOUT = Path.of("-");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write results as JSON; - prints them instead of the table")
  private Path json;

  @Option(names = "--csv-out", paramLabel = "FILE", description = "write the table as CSV")
  private Path csv;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png|svg",
      description = "draw the results as PNG or SVG")
  private Path plot;

  /** Where to write JSON, if to a file. */
  public final Optional<Path> json() {
    return jsonToStdout() ? Optional.empty() : Optional.ofNullable(json);
  }

  /** Whether stdout is to hold JSON and nothing else. */
  public final boolean jsonToStdout() {
    return STDOUT.equals(json);
  }

  public final Optional<Path> csv() {
    return Optional.ofNullable(csv);
  }

  public final Optional<Path> plot() {
    return Optional.ofNullable(plot);
  }

  /** All files asked for. */
  public List<Path> files() {
    return Stream.of(json().orElse(null), csv, plot).filter(Objects::nonNull).toList();
  }

  /**
   * Checks before the computation that all files can be written.
   *
   * @throws ParameterException for a wrong extension, or the same file twice
   * @throws dev.mirrorflow.error.BadDataException for a file that cannot be written
   */
  public void validate() {
    requireExtension("--plot", plot, ".png", ".svg");
    Set<Path> seen = new HashSet<>();
    for (Path path : files()) {
      if (!seen.add(path.toAbsolutePath().normalize())) {
        throw new ParameterException(
            command.commandLine(), "two outputs go to the same file " + path);
      }
      OutputFiles.requireWritable(path);
    }
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
