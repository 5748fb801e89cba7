package dev.mirrorflow.track.results;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files of one run: JMH's JSON, the machine beside it, JMH's log; a journal until the end. */
public final class ResultFiles {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss", Locale.ROOT);

  private static final String JOURNAL = ".journal";

  private final Path folder;
  private final String base;

  private ResultFiles(Path folder, String base) {
    this.folder = folder;
    this.base = base;
  }

  /** Files named {@code <date>-<commit>-<profile>} in a folder, of which nothing need be there. */
  public static ResultFiles named(Path folder, ZonedDateTime date, String commit, String profile) {
    String stamp = STAMP.format(date.withZoneSameInstant(ZoneOffset.UTC));
    return new ResultFiles(folder, stamp + "-" + commit + "-" + profile);
  }

  /**
   * The same in a folder that is made if need be, and under names that no run has had: the clock
   * may have been set back to the second of an older one.
   *
   * @throws BadDataException if the folder cannot be written
   */
  public static ResultFiles unused(Path folder, ZonedDateTime date, String commit, String profile) {
    requireWritable(folder);
    ResultFiles files = named(folder, date, commit, profile);
    for (int next = 2; Files.exists(files.json()) || Files.exists(files.log()); next++) {
      files = named(folder, date, commit, profile + "-" + next);
    }
    return files;
  }

  /** Those of the runs in a folder that have a journal, so did not end; the newest first. */
  public static List<ResultFiles> unended(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(JOURNAL))
          .sorted(Comparator.reverseOrder())
          .map(name -> new ResultFiles(folder, name.substring(0, name.length() - JOURNAL.length())))
          .toList();
    } catch (IOException e) {
      throw new BadDataException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  /**
   * Makes the folder if need be.
   *
   * @throws BadDataException if it cannot be written
   */
  public static void requireWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "write", ".part"));
    } catch (IOException e) {
      throw new BadDataException(
          "results cannot be written to " + folder + " (" + e + "); choose another with --output",
          e);
    }
  }

  /** What is whole so far while the run lasts, as JMH's JSON. */
  public Path unfinished() {
    return folder.resolve(base + ".json.part");
  }

  public Path json() {
    return folder.resolve(base + ".json");
  }

  public Path machine() {
    return MachineFile.pathBeside(json());
  }

  /** What has been measured, record by record, until the run ends. */
  public Path journal() {
    return folder.resolve(base + JOURNAL);
  }

  public Path log() {
    return folder.resolve(base + ".log");
  }

  /** Puts JMH's JSON and the machine's in place, whole or not at all. */
  public void finish(Machine machine) throws IOException {
    MachineFile.write(machine(), machine);
    Files.move(unfinished(), json(), StandardCopyOption.ATOMIC_MOVE);
  }
}
