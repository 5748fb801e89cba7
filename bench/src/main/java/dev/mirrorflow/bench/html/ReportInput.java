package dev.mirrorflow.bench.html;

import dev.mirrorflow.bench.ab.AbFiles;
import dev.mirrorflow.bench.ab.Side;
import dev.mirrorflow.bench.compare.Criteria;
import dev.mirrorflow.bench.compare.Design;
import dev.mirrorflow.bench.compare.SuiteComparison;
import dev.mirrorflow.bench.git.GitRepository;
import dev.mirrorflow.bench.history.BenchmarkHistory;
import dev.mirrorflow.bench.history.HistoryReader;
import dev.mirrorflow.bench.results.Machine;
import dev.mirrorflow.bench.results.ResultFile;
import dev.mirrorflow.bench.results.ResultFolder;
import dev.mirrorflow.bench.results.Suite;
import dev.mirrorflow.error.BadDataException;
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
    if (paths.size() == 1 && AbFiles.isRun(paths.getFirst())) {
      Map<Side, Suite> sides = AbFiles.read(paths.getFirst());
      Criteria criteria = Criteria.DEFAULT.with(Design.INTERLEAVED);
      return new ReportInput(
          sides.get(Side.B).files().getFirst(),
          Optional.of(SuiteComparison.of(sides.get(Side.A), sides.get(Side.B), criteria)),
          List.of(),
          List.of());
    }
    if (paths.size() == 1 && Files.isDirectory(paths.getFirst())) {
      return ofFolder(paths.getFirst());
    }
    List<ResultFile> files = paths.stream().map(ResultFile::read).toList();
    Optional<ResultFile> base = files.size() > 1 ? Optional.of(files.getFirst()) : Optional.empty();
    return of(files, base, new HistoryReader(Map.of()), List.of());
  }

  private static ReportInput ofFolder(Path folder) {
    ResultFolder results = ResultFolder.read(folder);
    if (results.files().isEmpty()) {
      String first = results.skipped().isEmpty() ? "" : "; " + results.skipped().getFirst();
      throw new BadDataException(folder + " holds no result of JMH" + first);
    }
    HistoryReader reader =
        new HistoryReader(GitRepository.around(folder).map(GitRepository::order).orElse(Map.of()));
    List<ResultFile> files = reader.sorted(results.files());
    ResultFile latest = files.getLast();
    List<ResultFile> alike =
        new ArrayList<>(files.stream().filter(f -> profile(f).equals(profile(latest))).toList());
    alike.remove(latest);
    Optional<ResultFile> base = alike.isEmpty() ? Optional.empty() : Optional.of(alike.getLast());
    return of(files, base, reader, results.skipped());
  }

  private static ReportInput of(
      List<ResultFile> files,
      Optional<ResultFile> base,
      HistoryReader reader,
      List<String> skipped) {
    ResultFile latest = files.getLast();
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
