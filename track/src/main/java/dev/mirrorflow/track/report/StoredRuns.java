package dev.mirrorflow.track.report;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.ResultFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The runs that lie in one machine's folder, the newest first by the date in their names. */
final class StoredRuns {

  private final Path folder;
  private final List<String> skipped = new ArrayList<>();

  StoredRuns(Path folder) {
    this.folder = folder;
  }

  /**
   * The newest run.
   *
   * @throws BadDataException if there is none
   */
  ResultFile newest() {
    return newest(file -> true, path -> true)
        .orElseThrow(() ->
            new BadDataException(
                folder + " holds no result; name BASE and NEW, or measure with jmh -rf json"));
  }

  /**
   * The newest run before another, of its profile, of any commit or of a given one.
   *
   * @param commit beginning of the hash, empty for any
   * @throws BadDataException if there is none
   */
  ResultFile before(ResultFile run, String commit) {
    String name = run.path().getFileName().toString();
    Optional<String> profile = condition(run, Machine.Conditions::profile);
    return newest(
            file ->
                condition(file, Machine.Conditions::profile).equals(profile)
                    && condition(file, Machine.Conditions::commit).orElse("").startsWith(commit),
            path -> path.getFileName().toString().compareTo(name) < 0)
        .orElseThrow(() ->
            new BadDataException(
                folder
                    + " holds no result before "
                    + name
                    + profile.map(p -> " of profile " + p).orElse("")
                    + (commit.isEmpty() ? "" : " of commit " + commit)
                    + "; name the base's file"));
  }

  /** One line for each file that was passed over because it is no result. */
  List<String> skipped() {
    return List.copyOf(skipped);
  }

  private static Optional<String> condition(
      ResultFile file, Function<Machine.Conditions, String> value) {
    return file.machine().map(m -> value.apply(m.conditions()));
  }

  private Optional<ResultFile> newest(Predicate<ResultFile> wanted, Predicate<Path> named) {
    List<Path> newestFirst = new ArrayList<>(ResultFolder.candidates(folder));
    Collections.reverse(newestFirst);
    for (Path path : newestFirst) {
      if (named.test(path)) {
        try {
          ResultFile file = ResultFile.read(path);
          if (wanted.test(file)) {
            return Optional.of(file);
          }
        } catch (BadDataException e) {
          skipped.add(e.getMessage());
        }
      }
    }
    return Optional.empty();
  }
}
