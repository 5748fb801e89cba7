package dev.mirrorflow.bench.html;

import dev.mirrorflow.bench.KernelRate;
import dev.mirrorflow.bench.svg.Axes;
import dev.mirrorflow.bench.svg.Scale;
import dev.mirrorflow.bench.svg.Svg;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GFLOP/s of one kernel over its shapes, a line for each implementation, under the roof. */
final class RatePlot {

  private static final int WIDTH = 440;
  private static final int HEIGHT = 300;
  private static final int LEFT = 46;
  private static final int RIGHT = 428;
  private static final int TOP = 44;
  private static final int BOTTOM = 244;

  /** Style classes of lines and dots. */
  private static final int COLOURS = 8;

  private final List<KernelRate> rates;
  private final List<String> shapes;
  private final Scale y;

  private RatePlot(List<KernelRate> rates) {
    this.rates = rates;
    shapes = new ArrayList<>(rates.stream().map(KernelRate::shape).distinct().toList());
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
      lines.computeIfAbsent(r.implementation(), i -> new ArrayList<>()).add(r);
    }
    int legend = (lines.size() + 2) / 2 * 16;
    Svg svg = new Svg(WIDTH, HEIGHT + legend, rates.getFirst().kernel() + ": GFLOP/s over n and d");
    new Axes(svg).left(y, LEFT, RIGHT, rates.getFirst().kernel() + ", GFLOP/s");
    for (String shape : shapes) {
      svg.line(x(shape), TOP, x(shape), BOTTOM, "grid");
      svg.text(x(shape), BOTTOM + 14, "middle", "tick", shape);
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

  private double x(String shape) {
    double step = (RIGHT - LEFT) / (double) shapes.size();
    return LEFT + (shapes.indexOf(shape) + 0.5) * step;
  }

  private void roof(Svg svg) {
    double half = (RIGHT - LEFT) / (2.2 * shapes.size());
    for (String shape : shapes) {
      rates.stream()
          .filter(r -> r.shape().equals(shape) && Double.isFinite(r.roof()))
          .findFirst()
          .ifPresent(r -> {
            double height = y.at(r.roof());
            svg.line(x(shape) - half, height, x(shape) + half, height, "roof");
          });
    }
  }

  private void series(Svg svg, String name, List<KernelRate> line, int index) {
    String style = "c" + index % COLOURS;
    List<double[]> points = new ArrayList<>();
    for (KernelRate r : line) {
      points.add(new double[] {x(r.shape()), y.at(r.median())});
    }
    svg.path(points, "s " + style);
    for (KernelRate r : line) {
      String tip = name + " " + r.shape() + ": " + Axes.number(r.median()) + " GFLOP/s";
      for (double fork : r.gigaflops()) {
        svg.dot(x(r.shape()), y.at(fork), 2, "f " + style, tip);
      }
      svg.dot(x(r.shape()), y.at(r.median()), 3.5, "d " + style, tip);
    }
    legend(svg, index, name, "s " + style);
  }

  /** Two columns below the plot. */
  private static void legend(Svg svg, int index, String name, String style) {
    double left = LEFT + index % 2 * (RIGHT - LEFT) / 2.0;
    double top = BOTTOM + 50 + index / 2 * 16;
    svg.line(left, top - 4, left + 18, top - 4, style);
    svg.text(left + 24, top, "start", "tick", name);
  }
}
