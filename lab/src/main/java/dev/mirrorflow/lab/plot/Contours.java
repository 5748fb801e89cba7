package dev.mirrorflow.lab.plot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Level lines of a grid by marching squares: the crossings of the level with the edges of each cell
 * by linear interpolation, joined to polylines. Where all four edges of a cell are crossed, the
 * mean of its corners decides which pairs belong together. W. E. Lorensen, H. E. Cline, Marching
 * cubes, SIGGRAPH 1987, in the plane.
 */
public final class Contours {

  /** A level line; its first and last points are equal if it is closed. */
  public record Line(double[] x, double[] y) {}

  /** An edge of the grid: from point (i, j) to the right, or upwards. */
  private record Edge(int i, int j, boolean upwards) {}

  private final Grid grid;
  private final double level;

  /** The two neighbours of each crossed edge along the line; one at the border. */
  private final Map<Edge, List<Edge>> neighbours = new LinkedHashMap<>();

  private Contours(Grid grid, double level) {
    this.grid = grid;
    this.level = level;
  }

  /** The lines at a level, in a fixed order; cells with a value that is not finite hold none. */
  public static List<Line> of(Grid grid, double level) {
    Contours contours = new Contours(grid, level);
    contours.march();
    return contours.join();
  }

  private void march() {
    for (int j = 0; j + 1 < grid.y().length; j++) {
      for (int i = 0; i + 1 < grid.x().length; i++) {
        cell(i, j);
      }
    }
  }

  private void cell(int i, int j) {
    double sum = at(i, j) + at(i + 1, j) + at(i + 1, j + 1) + at(i, j + 1);
    if (!Double.isFinite(sum)) {
      return;
    }
    Edge bottom = new Edge(i, j, false);
    Edge right = new Edge(i + 1, j, true);
    Edge top = new Edge(i, j + 1, false);
    Edge left = new Edge(i, j, true);
    List<Edge> crossed = new ArrayList<>(4);
    for (Edge edge : List.of(bottom, right, top, left)) {
      if (above(edge.i(), edge.j()) != aboveEnd(edge)) {
        crossed.add(edge);
      }
    }
    if (crossed.size() == 2) {
      link(crossed.get(0), crossed.get(1));
    } else if (crossed.size() == 4) {
      boolean lowerLeftJoined = above(i, j) == sum / 4 > level;
      link(bottom, lowerLeftJoined ? right : left);
      link(top, lowerLeftJoined ? left : right);
    }
  }

  private void link(Edge a, Edge b) {
    neighbours.computeIfAbsent(a, _ -> new ArrayList<>(2)).add(b);
    neighbours.computeIfAbsent(b, _ -> new ArrayList<>(2)).add(a);
  }

  private List<Line> join() {
    List<Line> lines = new ArrayList<>();
    Map<Edge, Boolean> done = new HashMap<>();
    for (Edge start : neighbours.keySet()) {
      if (!done.containsKey(start)) {
        Deque<Edge> line = new ArrayDeque<>(List.of(start));
        done.put(start, true);
        extend(line, done, true);
        extend(line, done, false);
        lines.add(points(line));
      }
    }
    return lines;
  }

  /** Walks from one end of the line as far as it goes. */
  private void extend(Deque<Edge> line, Map<Edge, Boolean> done, boolean forwards) {
    Edge end = forwards ? line.peekLast() : line.peekFirst();
    while (end != null) {
      Edge next = null;
      for (Edge candidate : neighbours.get(end)) {
        if (next == null && done.putIfAbsent(candidate, true) == null) {
          next = candidate;
        }
      }
      if (next != null && forwards) {
        line.addLast(next);
      } else if (next != null) {
        line.addFirst(next);
      }
      end = next;
    }
  }

  private Line points(Deque<Edge> line) {
    List<Edge> edges = new ArrayList<>(line);
    boolean closed = edges.size() > 2 && neighbours.get(edges.getLast()).contains(edges.getFirst());
    if (closed) {
      edges.add(edges.getFirst());
    }
    double[] x = new double[edges.size()];
    double[] y = new double[edges.size()];
    for (int k = 0; k < x.length; k++) {
      Edge e = edges.get(k);
      double from = at(e.i(), e.j());
      double to = e.upwards() ? at(e.i(), e.j() + 1) : at(e.i() + 1, e.j());
      double f = (level - from) / (to - from);
      x[k] = between(grid.x(), e.i(), e.upwards() ? 0 : f);
      y[k] = between(grid.y(), e.j(), e.upwards() ? f : 0);
    }
    return new Line(x, y);
  }

  private static double between(double[] values, int i, double f) {
    return f == 0 ? values[i] : values[i] + f * (values[i + 1] - values[i]);
  }

  private boolean aboveEnd(Edge e) {
    return e.upwards() ? above(e.i(), e.j() + 1) : above(e.i() + 1, e.j());
  }

  private boolean above(int i, int j) {
    return at(i, j) > level;
  }

  private double at(int i, int j) {
    return grid.values()[j][i];
  }
}
