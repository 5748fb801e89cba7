package dev.mirrorflow.grid;

import dev.mirrorflow.error.BadDataException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** The points of a grid in their order, each once. */
public final class Grid {

  /** The most points of a pack: as many as the widest machine descends side by side. */
  private static final int LARGEST_PACK = 16;

  private final List<GridPoint> points;

  /**
   * The points, without those that are there already.
   *
   * @throws BadDataException if there is none
   */
  public Grid(SequencedSet<GridPoint> points) {
    if (points.isEmpty()) {
      throw new BadDataException("the grid has no point; give each axis at least one value");
    }
    this.points = List.copyOf(points);
  }

  /** The points in the order of their rows. */
  public List<GridPoint> points() {
    return points;
  }

  /** The identity: SHA-256 of those of the points, as 64 hexadecimal digits. */
  public String identity() {
    StringBuilder all = new StringBuilder("mirrorflow-grid-1\n");
    points.forEach(point -> all.append(point.identity()).append('\n'));
    return HexFormat.of().formatHex(GridPoint.sha256(all.toString()));
  }

  /**
   * Divides points into tasks: those of a pack share their data and method and differ in α.
   *
   * @param points of any grid
   * @param workers who work them off; where there are few points the packs are smaller, so that
   *     each has some
   */
  public static List<GridPack> packs(List<GridPoint> points, int workers) {
    int largest = Math.clamp((points.size() - 1) / workers + 1, 1, LARGEST_PACK);
    Map<GridPoint, List<GridPoint>> groups = new LinkedHashMap<>();
    for (GridPoint point : new LinkedHashSet<>(points)) {
      groups.computeIfAbsent(point.withAlpha(1), _ -> new ArrayList<>()).add(point);
    }
    List<GridPack> packs = new ArrayList<>();
    for (List<GridPoint> group : groups.values()) {
      for (int from = 0; from < group.size(); from += largest) {
        packs.add(new GridPack(group.subList(from, Math.min(group.size(), from + largest))));
      }
    }
    return packs;
  }
}
