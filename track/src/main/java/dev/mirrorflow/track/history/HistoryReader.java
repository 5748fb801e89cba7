package dev.mirrorflow.track.history;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.DatedRun;
import dev.mirrorflow.track.results.Labels;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.Median;
import dev.mirrorflow.track.results.Metric;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.RunOrder;
import dev.mirrorflow.track.results.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the results of one machine in the order of their runs, benchmark by benchmark. */
public final class HistoryReader {

  private final Function<List<Path>, List<DatedRun>> order;

  /** A reader of files in the order of their runs. */
  public HistoryReader(RunOrder order) {
    this(order::sorted);
  }

  private HistoryReader(Function<List<Path>, List<DatedRun>> order) {
    this.order = order;
  }

  /** A reader of files that the user put in order. */
  public static HistoryReader inGivenOrder(RunOrder order) {
    return new HistoryReader(paths -> paths.stream().map(order::run).toList());
  }

  /**
   * The files, oldest run first.
   *
   * @throws dev.mirrorflow.error.BadDataException if their order is not known
   */
  public List<ResultFile> sorted(List<ResultFile> files) {
    Map<Path, ResultFile> byPath =
        files.stream().collect(Collectors.toMap(ResultFile::path, f -> f, (a, b) -> a));
    return dated(files).stream().map(run -> byPath.get(run.path())).toList();
  }

  private List<DatedRun> dated(List<ResultFile> files) {
    return order.apply(files.stream().map(ResultFile::path).toList());
  }

  /**
   * The history of every benchmark whose scores are positive numbers of one unit.
   *
   * @throws dev.mirrorflow.error.BadDataException if the order of the files is not known
   */
  public SortedMap<BenchmarkId, BenchmarkHistory> read(List<ResultFile> files) {
    Map<Path, ResultFile> byPath =
        files.stream().collect(Collectors.toMap(ResultFile::path, f -> f, (a, b) -> a));
    SortedMap<BenchmarkId, List<RunPoint>> runs = new TreeMap<>();
    SortedMap<BenchmarkId, Unit> units = new TreeMap<>();
    List<DatedRun> dated = dated(files);
    for (int number = 0; number < dated.size(); number++) {
      ResultFile file = byPath.get(dated.get(number).path());
      for (Measurement m : file.measurements()) {
        Unit unit = units.computeIfAbsent(m.id(), id -> m.primary().unit());
        point(number, dated.get(number), file, m.primary(), unit)
            .ifPresent(p -> runs.computeIfAbsent(m.id(), id -> new ArrayList<>()).add(p));
      }
    }
    Labels labels = Labels.of(runs.keySet());
    SortedMap<BenchmarkId, BenchmarkHistory> histories = new TreeMap<>();
    runs.forEach((id, points) ->
        histories.put(
            id, new BenchmarkHistory(id, labels.of(id), units.get(id), List.copyOf(points))));
    return histories;
  }

  private static Optional<RunPoint> point(
      int number, DatedRun run, ResultFile file, Metric metric, Unit unit) {
    if (!metric.unit().quantity().equals(unit.quantity())) {
      return Optional.empty();
    }
    double[] forks =
        Arrays.stream(metric.rawData())
            .filter(fork -> fork.length > 0)
            .mapToDouble(fork -> unit.score(metric.unit().cost(Median.of(fork))))
            .toArray();
    boolean isNumber =
        forks.length > 0 && Arrays.stream(forks).allMatch(f -> f > 0 && Double.isFinite(f));
    return isNumber
        ? Optional.of(
            new RunPoint(
                number,
                run.dateText(),
                run.commit(),
                file.machine().map(m -> m.conditions().dirty()).orElse(false),
                environment(file),
                Median.of(forks),
                forks))
        : Optional.empty();
  }

  private static String environment(ResultFile file) {
    String kernels = file.machine().map(m -> m.identity().kernels()).orElse("");
    return (file.measurements().get(0).settings().vmVersion() + " " + kernels).strip();
  }
}
