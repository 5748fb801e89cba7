package dev.mirrorflow.bench;

import dev.mirrorflow.track.terminal.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The timings as an aligned table for people. */
final class ReportTable {

  private static final String[] HEAD = {
    "benchmark",
    "implementation",
    "shape",
    "us/op",
    "min..max",
    "GFLOP/s",
    "GB/s",
    "% of roof",
    "x best gemv",
    "counted"
  };

  private ReportTable() {}

  /** One block of lines: the roofs, then a row for each measurement. */
  static String of(List<ForkTimes> timings) {
    Optional<Roofs> roofs = Roofs.of(timings);
    Map<String, Double> bestGemv = bestGemv(timings);
    boolean counts = timings.stream().anyMatch(m -> !m.counters().isEmpty());
    int columns = counts ? HEAD.length : HEAD.length - 1;
    List<String[]> rows = new ArrayList<>();
    rows.add(Arrays.copyOf(HEAD, columns));
    for (ForkTimes m : timings) {
      if (!m.group().equals("Roof")) {
        rows.add(Arrays.copyOf(row(m, roofs, bestGemv.get(m.group() + m.shape())), columns));
      }
    }
    StringBuilder text = new StringBuilder();
    roofs.ifPresent(r -> text.append(roofLines(r)).append('\n'));
    int forks = timings.stream().mapToInt(ForkTimes::forks).max().orElse(0);
    text.append(TextTable.of(rows, 3));
    text.append(
        String.format(
            Locale.ROOT,
            "us/op: median over %d %s of the fork's median; x best gemv: how many times faster than"
                + " the fastest pair of gemv calls.%n",
            forks,
            forks == 1 ? "fork" : "forks"));
    return text.toString();
  }

  private static String[] row(ForkTimes m, Optional<Roofs> roofs, Double bestGemv) {
    Optional<Work> work = Work.of(m);
    return new String[] {
      m.group(),
      m.method(),
      m.shape(),
      TextTable.number(m.micros()),
      TextTable.number(m.minMicros()) + ".." + TextTable.number(m.maxMicros()),
      rate(work.map(w -> w.flops() / m.micros() / 1e3)),
      rate(work.map(w -> w.bytes() / m.micros() / 1e3)),
      rate(roofs.flatMap(r -> work.map(w -> 100 * r.micros(w) / m.micros()))),
      bestGemv == null ? "-" : String.format(Locale.ROOT, "%.2f", bestGemv / m.micros()),
      m.counters().entrySet().stream()
          .map(c -> c.getKey() + "=" + count(c.getValue()))
          .collect(Collectors.joining(" "))
    };
  }

  private static String rate(Optional<Double> value) {
    return value.map(TextTable::number).orElse("-");
  }

  private static String count(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.1e", value);
  }

  private static Map<String, Double> bestGemv(List<ForkTimes> timings) {
    Map<String, Double> best = new HashMap<>();
    for (ForkTimes m : timings) {
      if (m.method().startsWith("gemv")) {
        best.merge(m.group() + m.shape(), m.micros(), Math::min);
      }
    }
    return best;
  }

  private static String roofLines(Roofs roofs) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "Roofs, one thread: %s GFLOP/s; GB/s read from",
            TextTable.number(roofs.gigaflops())));
    String separator = " ";
    for (Map.Entry<Double, Double> e : roofs.gigabytesByBytes().entrySet()) {
      line.append(separator)
          .append(size(e.getKey()))
          .append(": ")
          .append(TextTable.number(e.getValue()));
      separator = ", ";
    }
    return line.append('\n').toString();
  }

  private static String size(double bytes) {
    double kib = bytes / 1024;
    return kib < 1024
        ? String.format(Locale.ROOT, "%.0f KiB", kib)
        : String.format(Locale.ROOT, "%.0f MiB", kib / 1024);
  }
}
