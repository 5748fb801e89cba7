package dev.mirrorflow.bench.roofline;

import dev.mirrorflow.bench.KernelRate;
import dev.mirrorflow.track.svg.Axes;
import dev.mirrorflow.track.svg.Scale;
import dev.mirrorflow.track.svg.Svg;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * GFLOP/s of one kernel over its sizes, under the roof; a line for each implementation and each of
 * the other parameters' values.
 */
final class RatePlot {

  private static final int WIDTH = 440;
  private static final int HEIGHT = 300;
  private static final int LEFT = 46;
  private static final int RIGHT = 428;
  private static final int TOP = 44;
  private static final int BOTTOM = 244;

  /** The most letters of a name that has another beside it in the legend. */
  private static final int BESIDE_ANOTHER = 28;

  /** Style classes of lines and dots. */
  private static final int COLOURS = 8;

  /** 256x1024, or d=4096: what goes on the axis. */
  private static final Pattern SIZE = Pattern.compile("(\\w+=)?\\d+(x\\d+)+|d=\\d+");

  private final List<KernelRate> rates;
  private final List<String> sizes;

  /** Words that all rates share, which tell no line from another. */
  private final Set<String> shared;

  private final Scale y;

  /** Of the legend. */
  private final int columns;

  private RatePlot(List<KernelRate> rates) {
    this.rates = rates;
    sizes = rates.stream().map(RatePlot::size).distinct().toList();
    shared = new HashSet<>(words(rates.getFirst()));
    rates.forEach(rate -> shared.retainAll(words(rate)));
    columns = rates.stream().anyMatch(rate -> line(rate).length() > BESIDE_ANOTHER) ? 1 : 2;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (KernelRate r : rates) {
      least = Math.min(least, r.gigaflops()[0]);
      most = Math.max(most, r.gigaflops()[r.gigaflops().length - 1]);
      most = Double.isFinite(r.roof()) ? Math.max(most, r.roof()) : most;
    }
    y = Scale.logarithmic(least, most, BOTTOM, TOP);
  }

  /**
   * The plot.
   *
   * @param rates of one kernel, smaller shapes first
   */
  static String of(List<KernelRate> rates) {
    return new RatePlot(rates).draw();
  }

  private String draw() {
    Map<String, List<KernelRate>> lines = new LinkedHashMap<>();
    for (KernelRate r : rates) {
      lines.computeIfAbsent(line(r), i -> new ArrayList<>()).add(r);
    }
    int legend = (lines.size() + columns) / columns * 16;
    Svg svg = new Svg(WIDTH, HEIGHT + legend, rates.getFirst().kernel() + ": GFLOP/s over n and d");
    new Axes(svg).left(y, LEFT, RIGHT, rates.getFirst().kernel() + ", GFLOP/s");
    for (String size : sizes) {
      svg.line(x(size), TOP, x(size), BOTTOM, "grid");
      svg.text(x(size), BOTTOM + 14, "middle", "tick", size);
    }
    svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 30, "middle", "label", "n x d, or d");
    roof(svg);
    int index = 0;
    for (Map.Entry<String, List<KernelRate>> e : lines.entrySet()) {
      series(svg, e.getKey(), e.getValue(), index++);
    }
    legend(svg, index, "roof of this machine", "roof");
    return svg.toString();
  }

  private double x(String size) {
    double step = (RIGHT - LEFT) / (double) sizes.size();
    return LEFT + (sizes.indexOf(size) + 0.5) * step;
  }

  /** The words of the shape that are sizes; all of it if none is. */
  private static String size(KernelRate rate) {
    String size =
        words(rate).stream()
            .filter(word -> SIZE.matcher(word).matches())
            .collect(Collectors.joining(" "));
    return size.isEmpty() ? rate.shape() : size;
  }

  private static List<String> words(KernelRate rate) {
    return List.of(rate.shape().split(" "));
  }

  /** The implementation, and the words that are neither its size nor shared by all. */
  private String line(KernelRate rate) {
    String size = size(rate);
    return Stream.concat(
            Stream.of(rate.implementation()),
            words(rate).stream().filter(word -> !shared.contains(word) && !size.contains(word)))
        .collect(Collectors.joining(" "));
  }

  private void roof(Svg svg) {
    double half = (RIGHT - LEFT) / (2.2 * sizes.size());
    for (String size : sizes) {
      rates.stream()
          .filter(r -> size(r).equals(size) && Double.isFinite(r.roof()))
          .mapToDouble(KernelRate::roof)
          .max()
          .ifPresent(roof -> {
            double height = y.at(roof);
            svg.line(x(size) - half, height, x(size) + half, height, "roof");
          });
    }
  }

  private void series(Svg svg, String name, List<KernelRate> line, int index) {
    String style = "c" + index % COLOURS;
    List<double[]> points = new ArrayList<>();
    for (KernelRate r : line) {
      points.add(new double[] {x(size(r)), y.at(r.median())});
    }
    svg.path(points, "s " + style);
    for (KernelRate r : line) {
      String tip = name + " " + r.shape() + ": " + Axes.number(r.median()) + " GFLOP/s";
      for (double fork : r.gigaflops()) {
        svg.dot(x(size(r)), y.at(fork), 2, "f " + style, tip);
      }
      svg.dot(x(size(r)), y.at(r.median()), 3.5, "d " + style, tip);
    }
    legend(svg, index, name, "s " + style);
  }

  /** In columns below the plot. */
  private void legend(Svg svg, int index, String name, String style) {
    double left = LEFT + index % columns * (RIGHT - LEFT) / 2.0;
    double top = BOTTOM + 50 + index / columns * 16;
    svg.line(left, top - 4, left + 18, top - 4, style);
    svg.text(left + 24, top, "start", "tick", name);
  }
}
