package dev.mirrorflow.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
    "x best gemv"
  };

  private ReportTable() {}

  /** One block of lines: the roofs, then a row for each measurement. */
  static String of(List<ForkTimes> timings) {
    Optional<Roofs> roofs = Roofs.of(timings);
    Map<String, Double> bestGemv = bestGemv(timings);
    List<String[]> rows = new ArrayList<>();
    rows.add(HEAD);
    for (ForkTimes m : timings) {
      if (!m.group().equals("Roof")) {
        rows.add(row(m, roofs, bestGemv.get(m.group() + m.shape())));
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
    Work work = Work.of(m);
    return new String[] {
      m.group(),
      m.method(),
      m.shape(),
      TextTable.number(m.micros()),
      TextTable.number(m.minMicros()) + ".." + TextTable.number(m.maxMicros()),
      TextTable.number(work.flops() / m.micros() / 1e3),
      TextTable.number(work.bytes() / m.micros() / 1e3),
      roofs.map(r -> TextTable.number(100 * r.micros(work) / m.micros())).orElse("-"),
      bestGemv == null ? "-" : String.format(Locale.ROOT, "%.2f", bestGemv / m.micros())
    };
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
