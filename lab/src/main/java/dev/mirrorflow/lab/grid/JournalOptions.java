package dev.mirrorflow.lab.grid;

import dev.mirrorflow.data.Journal;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileRoles;
import dev.mirrorflow.lab.files.Writes;
import dev.mirrorflow.lab.report.Environment;
import dev.mirrorflow.lab.report.OutputFiles;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a job that can be resumed. */
public final class JournalOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Writes
  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = {
        "where each finished point is kept until the end (default: the first output with .journal"
            + " after its name)"
      })
  private Path file;

  @Option(
      names = "--resume",
      description = "go on from the journal of a run that was killed or interrupted")
  private boolean resume;

  /**
   * Checks before the job that the journal has a place of its own that can be written.
   *
   * @param outputs the other files, the first of which names the journal by default
   * @throws ParameterException if there is no place to resume from, or two files are the same
   * @throws BadDataException if the journal cannot be written
   */
  public void validate(List<Path> outputs) {
    Optional<Path> kept = path(outputs);
    if (resume && kept.isEmpty()) {
      throw usage("--resume needs an output or --journal, where the journal is");
    }
    if (kept.isPresent()) {
      FileRoles roles = new FileRoles().writes("the journal", kept.get());
      outputs.forEach(output -> roles.writes("an output", output));
      roles
          .conflict()
          .ifPresent(conflict -> {
            throw usage(conflict);
          });
      OutputFiles.requireWritable(kept.get());
    }
  }

  /**
   * Opens the journal, if there is a place for it: rows from other kernels, another BLAS or another
   * version do not go into it.
   *
   * @param job what is done, one line
   * @throws BadDataException if it is there and not to be resumed, or of another job
   */
  public Optional<Journal> open(List<Path> outputs, String job) {
    return path(outputs)
        .map(path -> {
          if (!resume && Files.exists(path)) {
            throw new BadDataException(
                path + ": is the journal of a run that did not end; add --resume, or delete it");
          }
          String conditions = Environment.deciding();
          return resume
              ? Journal.resume(path, job, conditions)
              : Journal.create(path, job, conditions);
        });
  }

  /** Says what was taken over. */
  public void tell(Journal journal, int taken, int of, PrintWriter err) {
    if (journal.dropped() > 0) {
      err.println(
          "mirrorflow: the last record of the journal was torn and is dropped ("
              + journal.dropped()
              + " bytes); its point runs again");
    }
    if (resume) {
      err.println("mirrorflow: resumed with " + taken + " of " + of + " points");
    }
  }

  private Optional<Path> path(List<Path> outputs) {
    return file != null
        ? Optional.of(file)
        : outputs.stream()
            .findFirst()
            .map(path -> path.resolveSibling(path.getFileName() + ".journal"));
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
