package dev.mirrorflow.track.report;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.MetricComparison;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What fails a build: a verdict, or a metric that got worse by more than a share.
 *
 * @param verdict empty if it is a metric
 * @param metric name of the metric; empty if it is a verdict
 * @param threshold of the metric
 */
record Gate(Optional<Verdict> verdict, String metric, double threshold) {

  /** A verdict that only metrics can have is no gate. */
  private static final Set<Verdict> VERDICTS = EnumSet.complementOf(EnumSet.of(Verdict.CHANGED));

  /** Whether the comparison has what fails. */
  boolean isFound(SuiteComparison comparison) {
    return verdict.isPresent()
        ? comparison.comparisons().stream().anyMatch(c -> c.has(verdict.get()))
        : metrics(comparison).stream().anyMatch(this::isWorse);
  }

  private boolean isWorse(MetricComparison m) {
    return m.verdict() == Verdict.REGRESSED
        || m.verdict() == Verdict.CHANGED && m.change() > threshold;
  }

  /** Whether anything was found out about it, so that nothing found means something. */
  boolean isJudged(SuiteComparison comparison) {
    return verdict.isPresent()
        ? comparison.comparisons().stream().map(Comparison::verdict).anyMatch(Gate::isConclusive)
        : metrics(comparison).stream().map(MetricComparison::verdict).anyMatch(Gate::isConclusive);
  }

  private static boolean isConclusive(Verdict v) {
    return v.isMove() || v == Verdict.EQUIVALENT || v == Verdict.CHANGED;
  }

  private List<MetricComparison> metrics(SuiteComparison comparison) {
    return comparison.comparisons().stream()
        .flatMap(c -> c.metrics().stream())
        .filter(m -> m.name().equals(metric))
        .toList();
  }

  /** Why nothing was found out, in a few words. */
  String doubt(SuiteComparison comparison) {
    if (verdict.isPresent()) {
      return comparison.comparisons().stream()
          .filter(c -> c.verdict().isJudgement() || c.verdict() == Verdict.NOT_COMPARABLE)
          .findFirst()
          .map(Comparison::reason)
          .orElse("no benchmark is on both sides");
    }
    return metrics(comparison).stream()
        .findFirst()
        .map(m -> metric + ": " + m.reason())
        .orElseGet(() -> "no benchmark has " + metric + " on both sides, but " + names(comparison));
  }

  private static String names(SuiteComparison comparison) {
    Set<String> names = new TreeSet<>();
    comparison.comparisons().forEach(c -> c.metrics().forEach(m -> names.add(m.name())));
    return names.isEmpty() ? "no metrics at all (-prof gc)" : String.join(", ", names);
  }

  /** A verdict by its words joined by hyphens, or {@code METRIC>PERCENT}. */
  static final class Converter implements ITypeConverter<Gate> {
    @Override
    public Gate convert(String text) {
      int sign = text.indexOf('>');
      if (sign > 0) {
        double threshold = new VerdictOptions.Percent().convert(text.substring(sign + 1).strip());
        String metric = text.substring(0, sign).strip();
        if (metric.equals("time")) {
          throw new TypeConversionException("'" + text + "': write regressed, and --min-effect");
        }
        return new Gate(Optional.empty(), metric, threshold);
      }
      return Arrays.stream(Verdict.values())
          .filter(v -> VERDICTS.contains(v) && v.key().equals(text.toLowerCase(Locale.ROOT)))
          .findFirst()
          .map(v -> new Gate(Optional.of(v), "", 0))
          .orElseThrow(() ->
              new TypeConversionException(
                  "'"
                      + text
                      + "' is none of "
                      + VERDICTS.stream().map(Verdict::key).collect(Collectors.joining(", "))
                      + ", nor a metric and a share as in allocation>2%"));
    }
  }
}
