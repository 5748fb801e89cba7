package dev.mirrorflow.bench.roofline;

import dev.mirrorflow.bench.KernelRate;
import dev.mirrorflow.bench.KernelRates;
import dev.mirrorflow.track.html.HeatMap;
import dev.mirrorflow.track.html.HtmlPage;
import dev.mirrorflow.track.html.HtmlTable;
import dev.mirrorflow.track.html.ReportSection;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.svg.Axes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rates of our kernels: GFLOP/s under the roof, the roofline, and speed-ups over BLAS. */
public final class RateSection implements ReportSection {

  @Override
  public void add(List<Measurement> latest, HtmlPage page) {
    KernelRates rates = KernelRates.of(latest);
    if (rates.rates().isEmpty()) {
      return;
    }
    Map<String, List<KernelRate>> kernels = new LinkedHashMap<>();
    rates.rates().stream()
        .sorted(Comparator.comparingDouble(KernelRate::workingSet))
        .forEach(r -> kernels.computeIfAbsent(r.kernel(), k -> new ArrayList<>()).add(r));
    page.section("Rates and roofs");
    List<String> plots = new ArrayList<>();
    kernels.values().forEach(k -> plots.add(RatePlot.of(k)));
    if (Double.isFinite(rates.peak())) {
      plots.add(RooflinePlot.of(rates));
    }
    page.plots(plots);
    if (Double.isFinite(rates.peak())) {
      page.paragraph(
          "Roofs, one thread: "
              + number(rates.peak())
              + " GFLOP/s; GB/s read from "
              + RooflinePlot.roofs(rates));
    }
    page.details("every rate", table(rates).toString());
    heatMaps(kernels, page);
  }

  private static HtmlTable table(KernelRates rates) {
    HtmlTable table =
        new HtmlTable(
            3,
            List.of("kernel", "implementation", "shape", "us/op", "GFLOP/s", "% of roof", "forks"));
    for (KernelRate r : rates.rates()) {
      table.row(
          "",
          List.of(
              r.kernel(),
              r.implementation(),
              r.shape(),
              number(r.micros()),
              number(r.median()),
              Double.isFinite(r.roof()) ? number(100 * r.median() / r.roof()) : "-",
              Integer.toString(r.gigaflops().length)));
    }
    return table;
  }

  private static String number(double value) {
    double digits = Math.pow(10, Math.max(0, 2 - Math.floor(Math.log10(value))));
    return Axes.number(Math.rint(value * digits) / digits);
  }

  /** How many times faster each implementation is than the best pair of gemv calls. */
  private static void heatMaps(Map<String, List<KernelRate>> kernels, HtmlPage page) {
    List<String> maps = new ArrayList<>();
    kernels.forEach((kernel, rates) -> {
      Map<String, Double> gemv = new LinkedHashMap<>();
      rates.stream()
          .filter(r -> r.implementation().startsWith("gemv"))
          .forEach(r -> gemv.merge(r.shape(), r.micros(), Math::min));
      if (!gemv.isEmpty()) {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        for (KernelRate r : rates) {
          if (gemv.containsKey(r.shape())) {
            rows.computeIfAbsent(r.implementation(), i -> new LinkedHashMap<>())
                .put(r.shape(), gemv.get(r.shape()) / r.micros());
          }
        }
        maps.add(
            HeatMap.of(
                kernel + ": times faster than the best gemv", List.copyOf(gemv.keySet()), rows));
      }
    });
    if (!maps.isEmpty()) {
      page.section("Times faster than the fastest pair of gemv calls");
      page.plots(maps);
    }
  }
}
