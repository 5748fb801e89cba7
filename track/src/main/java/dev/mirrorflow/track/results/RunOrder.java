package dev.mirrorflow.track.results;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.git.GitRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * In which order runs were made: that of their commits, where git knows them all, and of the runs
 * of one commit by date. Otherwise by date: of the description beside a result, else in its name,
 * else when git got the file. Names without any date that differ in one number are ordered by it.
 * An order that nobody tells is refused. A field, where one is named, is above all of these.
 */
public final class RunOrder {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final Optional<GitRepository> git;
  private final Optional<Pattern> pattern;
  private final Optional<RunField> field;

  /**
   * An order.
   *
   * @param git the repository of the commits and of the files, if there is one
   * @param pattern with groups {@code date} and {@code commit}, of the files' names; empty for any
   *     date and hash in them
   */
  public RunOrder(Optional<GitRepository> git, Optional<Pattern> pattern) {
    this(git, pattern, Optional.empty());
  }

  private RunOrder(
      Optional<GitRepository> git, Optional<Pattern> pattern, Optional<RunField> field) {
    this.git = git;
    this.pattern = pattern;
    this.field = field;
  }

  /**
   * The order by a field that whoever measured added to JMH's JSON or to the description beside it.
   *
   * @param name with points where it is within others; empty for the order without one
   */
  public RunOrder by(Optional<String> name) {
    return new RunOrder(git, pattern, name.map(RunField::new));
  }

  /** The order of the runs in a folder, without a pattern. */
  public static RunOrder in(Path folder) {
    return new RunOrder(GitRepository.around(folder), Optional.empty());
  }

  /**
   * The runs, oldest first.
   *
   * @throws BadDataException if two have one date, or one has none
   */
  public List<DatedRun> sorted(Collection<Path> paths) {
    if (field.isPresent()) {
      return field.get().sorted(paths).stream().map(this::run).toList();
    }
    List<DatedRun> runs = paths.stream().map(this::run).toList();
    Map<String, Integer> positions = positions(runs);
    if (runs.stream().allMatch(r -> positions.containsKey(r.commit()))) {
      Comparator<DatedRun> byCommit = Comparator.comparing(r -> positions.get(r.commit()));
      return checked(
          runs, byCommit.thenComparing(r -> r.date().orElse(Instant.EPOCH)), positions::get);
    }
    if (runs.stream().noneMatch(r -> r.date().isPresent()) && isNumbered(runs)) {
      return runs.stream()
          .sorted(Comparator.comparing(r -> name(r), NaturalOrder.OF_NAMES))
          .toList();
    }
    for (DatedRun run : runs) {
      if (run.date().isEmpty()) {
        throw new BadDataException(
            run.path()
                + " has no date, neither in its name nor beside it nor in git; say where it is"
                + " with --pattern 'run-(?<date>.*)-(?<commit>.*).json'");
      }
    }
    return checked(runs, Comparator.comparing(r -> r.date().orElseThrow()), commit -> 0);
  }

  private static List<DatedRun> checked(
      List<DatedRun> runs, Comparator<DatedRun> order, Function<String, Integer> position) {
    List<DatedRun> sorted = runs.stream().sorted(order).toList();
    for (int i = 1; i < sorted.size(); i++) {
      DatedRun a = sorted.get(i - 1);
      DatedRun b = sorted.get(i);
      if (a.date().equals(b.date())
          && position.apply(a.commit()).equals(position.apply(b.commit()))) {
        throw new BadDataException(
            a.path()
                + " and "
                + name(b)
                + " have one date, "
                + a.dateText()
                + ", so that their order is unknown; put the time into the names, or name it with"
                + " --pattern");
      }
    }
    return sorted;
  }

  private static boolean isNumbered(List<DatedRun> runs) {
    boolean isOneNumber =
        runs.stream().map(r -> NUMBER.matcher(name(r)).replaceAll("#")).distinct().count() == 1;
    List<List<String>> numbers =
        runs.stream()
            .map(r ->
                NUMBER.matcher(name(r)).results().map(m -> m.group()).collect(Collectors.toList()))
            .toList();
    long varying = 0;
    for (int i = 0; isOneNumber && i < numbers.get(0).size(); i++) {
      int column = i;
      varying +=
          new TreeSet<>(numbers.stream().map(n -> n.get(column)).toList()).size() > 1 ? 1 : 0;
    }
    return isOneNumber && (varying == 1 || runs.size() == 1);
  }

  private static String name(DatedRun run) {
    return run.path().getFileName().toString();
  }

  /** What is known of one run. */
  public DatedRun run(Path path) {
    RunDate named = pattern.isPresent() ? RunDate.of(path, pattern.get()) : RunDate.of(path);
    Optional<Machine.Conditions> described =
        pattern.isPresent() ? Optional.empty() : MachineFile.beside(path).map(Machine::conditions);
    Optional<Instant> date =
        field
            .flatMap(f -> f.of(path))
            .flatMap(RunDate::parse)
            .or(() -> described.flatMap(c -> RunDate.parse(c.date())))
            .or(named::date)
            .or(() -> git.flatMap(g -> g.added(path)));
    Optional<String> commit =
        described
            .map(Machine.Conditions::commit)
            .filter(c -> !c.equals(Machine.UNKNOWN))
            .or(named::commit);
    String name = path.getFileName().toString().replaceFirst("\\.json$", "");
    return new DatedRun(path, date, commit.orElse(name), commit.isPresent());
  }

  private Map<String, Integer> positions(List<DatedRun> runs) {
    Map<String, Integer> order = git.map(GitRepository::order).orElse(Map.of());
    List<String> hashes = new ArrayList<>(order.keySet());
    Map<String, Integer> positions = new HashMap<>();
    for (DatedRun run : runs) {
      if (run.isCommitKnown()) {
        hashes.stream()
            .filter(hash -> hash.startsWith(run.commit()))
            .findFirst()
            .ifPresent(hash -> positions.put(run.commit(), order.get(hash)));
      }
    }
    return positions;
  }
}
