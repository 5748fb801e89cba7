package dev.mirrorflow.track.report;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.results.DatedRun;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.ResultFolder;
import dev.mirrorflow.track.results.RunOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The runs that lie in one machine's folder, the newest first, see {@link RunOrder}. */
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
    List<String> names = oldestFirst().stream().map(path -> path.getFileName().toString()).toList();
    List<String> before = names.subList(0, Math.max(0, names.indexOf(name)));
    Optional<String> profile = condition(run, Machine.Conditions::profile);
    return newest(
            file ->
                condition(file, Machine.Conditions::profile).equals(profile)
                    && condition(file, Machine.Conditions::commit).orElse("").startsWith(commit),
            path -> before.contains(path.getFileName().toString()))
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

  /** Those with a date, if any has one: others, such as a copy to compare with, are no runs. */
  private List<Path> oldestFirst() {
    RunOrder order = RunOrder.in(folder);
    List<Path> all = ResultFolder.candidates(folder);
    List<Path> dated = all.stream().filter(path -> order.run(path).date().isPresent()).toList();
    return order.sorted(dated.isEmpty() ? all : dated).stream().map(DatedRun::path).toList();
  }

  private Optional<ResultFile> newest(Predicate<ResultFile> wanted, Predicate<Path> named) {
    List<Path> newestFirst = new ArrayList<>(oldestFirst());
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
