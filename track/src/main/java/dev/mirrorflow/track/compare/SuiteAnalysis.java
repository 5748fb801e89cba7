package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Labels;
import dev.mirrorflow.track.results.Series;
import dev.mirrorflow.track.results.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares two suites: each benchmark by itself, then all p-values together. */
final class SuiteAnalysis {

  /** A shift is common if at least this share of the benchmarks, and this many, went one way. */
  private static final double COMMON_SHARE = 0.8;

  private static final int COMMON_COUNT = 5;

  private final Suite base;
  private final Suite fresh;
  private final Criteria criteria;
  private final Environment before;
  private final Environment after;
  private final SortedMap<BenchmarkId, Series> old;
  private final SortedMap<BenchmarkId, Series> now;
  private final Labels labels;
  private final Replicate replicate;

  SuiteAnalysis(Suite base, Suite fresh, Criteria criteria) {
    this.base = base;
    this.fresh = fresh;
    this.criteria = criteria;
    before = Environment.of(base);
    after = Environment.of(fresh);
    old = base.series();
    now = fresh.series();
    labels = Labels.of(ids());
    replicate = replicate();
  }

  SuiteComparison compare() {
    SortedMap<BenchmarkId, BenchmarkAnalysis> analyses = analyses();
    List<BenchmarkAnalysis> tested =
        analyses.values().stream().filter(BenchmarkAnalysis::isTested).toList();
    double[] adjusted =
        Holm.adjust(tested.stream().mapToDouble(BenchmarkAnalysis::pValue).toArray());
    List<Flag> common = environmentFlags();
    MetricCorrection correction =
        new MetricCorrection(
            analyses.values().stream().flatMap(a -> a.metrics().stream()).toList());
    Map<BenchmarkAnalysis, Double> corrected = new HashMap<>();
    for (int i = 0; i < adjusted.length; i++) {
      corrected.put(tested.get(i), adjusted[i]);
    }
    // Each resamples with a seed of its own: the order does not matter.
    List<Comparison> comparisons =
        analyses.values().parallelStream()
            .map(a ->
                a.conclude(
                    labels, corrected.getOrDefault(a, 1.0), tested.size(), common, correction))
            .toList();
    return new SuiteComparison(
        base, fresh, criteria, comparisons, groups(comparisons), notes(comparisons));
  }

  /**
   * What the tests count: of pairs always the fork, since both forks of a pair are of one moment.
   */
  private Replicate replicate() {
    if (criteria.design() == Design.INTERLEAVED) {
      return Replicate.FORK;
    }
    if (criteria.replicate() != Replicate.AUTO) {
      return criteria.replicate();
    }
    return RunEffect.isSeen(old.values(), now.values()) ? Replicate.RUN : Replicate.FORK;
  }

  /** Every benchmark, also those of which forks failed and that no file knows. */
  private Set<BenchmarkId> ids() {
    Set<BenchmarkId> ids = new TreeSet<>(old.keySet());
    ids.addAll(now.keySet());
    Set<BenchmarkId> failed = new TreeSet<>(base.failed());
    failed.addAll(fresh.failed());
    failed.removeIf(f -> old.keySet().stream().anyMatch(id -> isOf(f, id)));
    failed.removeIf(f -> now.keySet().stream().anyMatch(id -> isOf(f, id)));
    ids.addAll(failed);
    return ids;
  }

  /** Whether a benchmark that failed, of whatever mode, is one that some file knows. */
  private static boolean isOf(BenchmarkId failed, BenchmarkId known) {
    return failed.benchmark().equals(known.benchmark())
        && (failed.params().isEmpty() || failed.params().equals(known.params()));
  }

  private SortedMap<BenchmarkId, BenchmarkAnalysis> analyses() {
    SortedMap<BenchmarkId, BenchmarkId> renames = Renames.of(base, old, fresh, now);
    Set<BenchmarkId> ids = ids();
    ids.removeAll(renames.values());
    String obstacle = environmentObstacle();
    SortedMap<BenchmarkId, BenchmarkAnalysis> analyses = new TreeMap<>();
    for (BenchmarkId id : ids) {
      Optional<Series> earlier = Optional.ofNullable(old.get(id));
      Optional<Series> later = Optional.ofNullable(now.get(id));
      Optional<String> newName = Optional.ofNullable(renames.get(id)).map(labels::of);
      Fate fate = Fate.of(id, base, earlier, fresh, later, newName);
      analyses.put(
          id, new BenchmarkAnalysis(id, earlier, later, fate, obstacle, replicate, criteria));
    }
    return analyses;
  }

  /** What forbids any comparison; empty if nothing does. */
  private String environmentObstacle() {
    List<String> obstacles = new ArrayList<>();
    for (Aspect aspect : Aspect.values()) {
      if (!criteria.across().contains(aspect) && before.isMixed(after, aspect.toString())) {
        obstacles.add(difference(aspect.toString()));
      }
    }
    return String.join("; ", obstacles);
  }

  private String difference(String name) {
    return String.format(
        Locale.ROOT,
        "%s: %s in the base, %s in the new run",
        name,
        before.describe(name),
        after.describe(name));
  }

  private List<Flag> environmentFlags() {
    return before.losesVectors(after)
        ? List.of(
            new Flag(Flag.Kind.PROVIDER_LOST, "the base ran vector kernels, the new run does not"))
        : List.of();
  }

  private List<GroupMean> groups(List<Comparison> comparisons) {
    Map<String, List<Double>> logarithms = new TreeMap<>();
    for (Comparison c : comparisons) {
      c.estimate()
          .ifPresent(e ->
              logarithms
                  .computeIfAbsent(labels.ofType(c.id()), g -> new ArrayList<>())
                  .add(Math.log(e.ratio())));
    }
    return logarithms.entrySet().stream()
        .map(e -> new GroupMean(e.getKey(), Math.exp(mean(e.getValue())), e.getValue().size()))
        .toList();
  }

  private static double mean(List<Double> values) {
    return values.stream().collect(Collectors.averagingDouble(v -> v));
  }

  private List<String> notes(List<Comparison> comparisons) {
    List<String> notes = new ArrayList<>();
    for (Suite suite : List.of(base, fresh)) {
      suite.skipped().forEach(reason -> notes.add("skipped: " + reason));
    }
    for (String name : before.names()) {
      if (before.differs(after, name)) {
        notes.add("differs: " + difference(name));
      }
    }
    differentArguments().ifPresent(notes::add);
    if (!before.isDescribed() || !after.isDescribed()) {
      notes.add(
          (before.isDescribed() || after.isDescribed() ? "one side has" : "both sides have")
              + " no description of the machine: make sure that it is the same one");
    }
    if (criteria.replicate() == Replicate.AUTO && replicate == Replicate.RUN) {
      notes.add(
          "the runs of a side differ by more than their forks do: the run is the unit, not the"
              + " fork (--unit)");
    }
    if (criteria.design() == Design.SEPARATE) {
      commonShift(comparisons).ifPresent(notes::add);
    }
    return List.copyOf(notes);
  }

  /** Arguments of the measured JVMs, such as a heap size, that differ for the same benchmark. */
  private Optional<String> differentArguments() {
    Set<String> arguments = new TreeSet<>();
    int benchmarks = 0;
    for (Series before : old.values()) {
      Series series = now.get(before.id());
      if (series != null && !series.jvmArgs().equals(before.jvmArgs())) {
        benchmarks++;
        arguments.addAll(symmetricDifference(before.jvmArgs(), series.jvmArgs()));
      }
    }
    return benchmarks == 0
        ? Optional.empty()
        : Optional.of(
            "differs: arguments of the JVM of "
                + benchmarks
                + (benchmarks == 1 ? " benchmark: " : " benchmarks: ")
                + String.join(" ", arguments));
  }

  private static Set<String> symmetricDifference(Set<String> a, Set<String> b) {
    Set<String> difference = new TreeSet<>(a);
    difference.addAll(b);
    difference.removeIf(x -> a.contains(x) && b.contains(x));
    return difference;
  }

  private Optional<String> commonShift(List<Comparison> comparisons) {
    List<Double> logarithms =
        comparisons.stream()
            .flatMap(c -> c.estimate().stream())
            .map(e -> Math.log(e.ratio()))
            .toList();
    if (logarithms.size() < COMMON_COUNT) {
      return Optional.empty();
    }
    double mean = mean(logarithms);
    long along = logarithms.stream().filter(l -> l * mean > 0).count();
    if (Math.abs(mean) < Math.log1p(criteria.minEffect())
        || along < COMMON_SHARE * logarithms.size()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of %d benchmarks went the same way, time %+.1f%% in the geometric mean: the machine"
                + " may have drifted; forks that alternate (A B B A) would tell",
            along,
            logarithms.size(),
            100 * Math.expm1(mean)));
  }
}
