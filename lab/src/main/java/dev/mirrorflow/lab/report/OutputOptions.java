package dev.mirrorflow.lab.report;

import dev.mirrorflow.lab.files.Writes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name files of results, with one for θ. */
public final class OutputOptions extends TableOutputs {

  @Writes
  @Option(names = "--save-theta", paramLabel = "FILE.npy", description = "write θ, in rows of d")
  private Path theta;

  @Override
  public Optional<Path> theta() {
    return Optional.ofNullable(theta);
  }

  @Override
  public List<Path> files() {
    List<Path> files = new ArrayList<>(super.files());
    theta().ifPresent(files::add);
    return files;
  }

  @Override
  public void validate() {
    requireExtension("--save-theta", theta, ".npy");
    super.validate();
  }
}
