package dev.mirrorflow.lab.report;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name files of results. */
public final class OutputOptions {

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

  @Option(names = "--save-theta", paramLabel = "FILE.npy", description = "write θ, in rows of d")
  private Path theta;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png|svg",
      description = "draw the results as PNG or SVG")
  private Path plot;

  /** Where to write JSON, if to a file. */
  public Optional<Path> json() {
    return jsonToStdout() ? Optional.empty() : Optional.ofNullable(json);
  }

  /** Whether stdout is to hold JSON and nothing else. */
  public boolean jsonToStdout() {
    return STDOUT.equals(json);
  }

  public Optional<Path> csv() {
    return Optional.ofNullable(csv);
  }

  public Optional<Path> theta() {
    return Optional.ofNullable(theta);
  }

  public Optional<Path> plot() {
    return Optional.ofNullable(plot);
  }

  /**
   * Checks before the computation that all files can be written.
   *
   * @throws ParameterException for a wrong extension, or the same file twice
   * @throws dev.mirrorflow.error.BadDataException for a file that cannot be written
   */
  public void validate() {
    requireExtension("--save-theta", theta, ".npy");
    requireExtension("--plot", plot, ".png", ".svg");
    Set<Path> seen = new HashSet<>();
    Stream.of(json().orElse(null), csv, theta, plot)
        .filter(Objects::nonNull)
        .forEach(path -> {
          if (!seen.add(path.toAbsolutePath().normalize())) {
            throw usage("two outputs go to the same file " + path);
          }
          OutputFiles.requireWritable(path);
        });
  }

  private void requireExtension(String option, Path path, String... extensions) {
    if (path == null) {
      return;
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (Stream.of(extensions).noneMatch(name::endsWith)) {
      throw usage(
          option
              + " writes a "
              + String.join(" or ", extensions)
              + " file, which '"
              + path
              + "' is not named");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
