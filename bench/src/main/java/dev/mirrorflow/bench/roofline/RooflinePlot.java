package dev.mirrorflow.bench.roofline;

import dev.mirrorflow.bench.KernelRate;
import dev.mirrorflow.bench.KernelRates;
import dev.mirrorflow.track.svg.Axes;
import dev.mirrorflow.track.svg.Scale;
import dev.mirrorflow.track.svg.Svg;
import java.util.ArrayList;
import java.util.List;

/**
 * The roofline: GFLOP/s over the flops for each byte. What lies on a slope is bound by the memory
 * of that size, what lies on the flat by arithmetic.
 */
final class RooflinePlot {

  private static final int WIDTH = 440;
  private static final int HEIGHT = 352;
  private static final int LEFT = 46;
  private static final int RIGHT = 428;
  private static final int TOP = 30;
  private static final int BOTTOM = 280;

  /** Style classes of dots. */
  private static final int COLOURS = 8;

  private RooflinePlot() {}

  /** The plot of rates whose roofs were measured. */
  static String of(KernelRates rates) {
    double least = rates.peak();
    double thinnest = Double.POSITIVE_INFINITY;
    double densest = 0;
    for (KernelRate r : rates.rates()) {
      least = Math.min(least, r.gigaflops()[0]);
      thinnest = Math.min(thinnest, r.intensity());
      densest = Math.max(densest, r.intensity());
    }
    double steepest =
        rates.gigabytes().values().stream().mapToDouble(b -> b).min().orElse(rates.peak());
    densest = Math.max(densest, rates.peak() / steepest);
    Scale x = Scale.logarithmic(thinnest / 1.5, densest * 1.5, LEFT, RIGHT);
    Scale y = Scale.logarithmic(least, rates.peak() * 1.2, BOTTOM, TOP);
    Svg svg = new Svg(WIDTH, HEIGHT, "Roofline: GFLOP/s over flops for each byte");
    Axes axes = new Axes(svg);
    axes.below(x, TOP, BOTTOM, "flops per byte");
    axes.left(y, LEFT, RIGHT, "GFLOP/s");
    svg.line(
        x.at(rates.peak() / fastest(rates)), y.at(rates.peak()), RIGHT, y.at(rates.peak()), "roof");
    rates
        .gigabytes()
        .forEach((bytes, bandwidth) -> slope(svg, x, y, rates.peak(), bytes, bandwidth));
    List<String> kernels = rates.rates().stream().map(KernelRate::kernel).distinct().toList();
    for (KernelRate r : rates.rates()) {
      svg.dot(
          x.at(r.intensity()),
          y.at(r.median()),
          3.5,
          "d c" + kernels.indexOf(r.kernel()) % COLOURS,
          r.kernel() + "." + r.implementation() + " " + r.shape() + ": " + Axes.number(r.median()));
    }
    for (int k = 0; k < kernels.size(); k++) {
      double left = LEFT + k % 3 * (RIGHT - LEFT) / 3.0;
      double top = BOTTOM + 48 + k / 3 * 16;
      svg.dot(left + 4, top - 4, 3.5, "d c" + k % COLOURS, kernels.get(k));
      svg.text(left + 12, top, "start", "tick", kernels.get(k));
    }
    return svg.toString();
  }

  private static double fastest(KernelRates rates) {
    return rates.gigabytes().values().stream().mapToDouble(b -> b).max().orElse(Double.NaN);
  }

  private static void slope(
      Svg svg, Scale x, Scale y, double peak, double bytes, double bandwidth) {
    double left = Math.max(x.low(), y.low() / bandwidth);
    double right = peak / bandwidth;
    if (left >= right) {
      return;
    }
    svg.path(
        List.of(
            new double[] {x.at(left), y.at(left * bandwidth)},
            new double[] {x.at(right), y.at(peak)}),
        "roof");
    svg.text(x.at(left) + 3, y.at(left * bandwidth) - 4, "start", "tick", size(bytes));
  }

  private static String size(double bytes) {
    double kib = bytes / 1024;
    return kib < 1024 ? Axes.number(kib) + " KiB" : Axes.number(kib / 1024) + " MiB";
  }

  /** The roofs in words: GB/s by the length of the array. */
  static String roofs(KernelRates rates) {
    List<String> words = new ArrayList<>();
    rates
        .gigabytes()
        .forEach((bytes, b) -> words.add(size(bytes) + ": " + Axes.number(Math.rint(b * 10) / 10)));
    return String.join(", ", words);
  }
}
