package dev.mirrorflow.track.html;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.ab.AbFiles;
import dev.mirrorflow.track.ab.Side;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Design;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.history.BenchmarkHistory;
import dev.mirrorflow.track.history.HistoryReader;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.ResultFolder;
import dev.mirrorflow.track.results.RunOrder;
import dev.mirrorflow.track.results.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report shows.
 *
 * @param latest the newest result
 * @param comparison of it with the one before, or of the sides of an A/B run
 * @param histories of all results, if there are three or more
 * @param skipped one line for each file that is no result
 */
record ReportInput(
    ResultFile latest,
    Optional<SuiteComparison> comparison,
    Collection<BenchmarkHistory> histories,
    List<String> skipped) {

  /**
   * From files in the order given, or from a folder: an A/B run, or results of one machine.
   *
   * @throws BadDataException if a file is not JMH's JSON, or a folder holds none
   */
  static ReportInput of(List<Path> paths) {
    if (paths.size() == 1 && AbFiles.isRun(paths.get(0))) {
      Map<Side, Suite> sides = AbFiles.read(paths.get(0));
      Criteria criteria = Criteria.DEFAULT.with(Design.INTERLEAVED);
      return new ReportInput(
          sides.get(Side.B).files().get(0),
          Optional.of(SuiteComparison.of(sides.get(Side.A), sides.get(Side.B), criteria)),
          List.of(),
          List.of());
    }
    if (paths.size() == 1 && Files.isDirectory(paths.get(0))) {
      return ofFolder(paths.get(0));
    }
    List<ResultFile> files = paths.stream().map(ResultFile::read).toList();
    Optional<ResultFile> base = files.size() > 1 ? Optional.of(files.get(0)) : Optional.empty();
    HistoryReader given =
        HistoryReader.inGivenOrder(new RunOrder(Optional.empty(), Optional.empty()));
    return of(files, base, given, List.of());
  }

  private static ReportInput ofFolder(Path folder) {
    ResultFolder results = ResultFolder.read(folder);
    if (results.files().isEmpty()) {
      String first = results.skipped().isEmpty() ? "" : "; " + results.skipped().get(0);
      throw new BadDataException(folder + " holds no result of JMH" + first);
    }
    HistoryReader reader = new HistoryReader(RunOrder.in(folder));
    List<ResultFile> files = reader.sorted(results.files());
    ResultFile latest = files.get(files.size() - 1);
    List<ResultFile> alike =
        new ArrayList<>(files.stream().filter(f -> profile(f).equals(profile(latest))).toList());
    alike.remove(latest);
    Optional<ResultFile> base =
        alike.isEmpty() ? Optional.empty() : Optional.of(alike.get(alike.size() - 1));
    return of(files, base, reader, results.skipped());
  }

  private static ReportInput of(
      List<ResultFile> files,
      Optional<ResultFile> base,
      HistoryReader reader,
      List<String> skipped) {
    ResultFile latest = files.get(files.size() - 1);
    return new ReportInput(
        latest,
        base.map(b -> SuiteComparison.of(suite(b), suite(latest), Criteria.DEFAULT)),
        files.size() > 2 ? reader.read(files).values() : List.of(),
        skipped);
  }

  private static Optional<String> profile(ResultFile file) {
    return file.machine().map(Machine::conditions).map(Machine.Conditions::profile);
  }

  private static Suite suite(ResultFile file) {
    return new Suite(file.path().getFileName().toString(), List.of(file), List.of());
  }
}
