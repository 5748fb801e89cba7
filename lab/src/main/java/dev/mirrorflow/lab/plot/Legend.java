package dev.mirrorflow.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What the marks of a plot mean. */
final class Legend {

  /** One line of a legend. */
  record Entry(String text, Mark mark) {

    double width() {
      return SAMPLE + GAP + MathText.of(text).width(Type.LEGEND);
    }

    /** Draws it from x, centred vertically at y. */
    void draw(Graphics2D g, double x, double y) {
      mark.sample(g, x + SAMPLE / 2, y, SAMPLE);
      g.setColor(Palette.BLACK);
      MathText.of(text).draw(g, Type.LEGEND, x + SAMPLE + GAP, y + Type.LEGEND.getSize2D() * 0.36);
    }
  }

  static final double LINE = 56;

  private static final double SAMPLE = 64;
  private static final double GAP = 16;
  private static final double PAD = 16;
  private static final double MARGIN = 18;
  private static final double BETWEEN = 48;
  private static final Color GROUND = new Color(255, 255, 255, 225);
  private static final Color BORDER = new Color(0xB0, 0xB0, 0xB0);

  private Legend() {}

  /** Draws the entries in a box at a corner inside the area. */
  static void inside(Graphics2D g, Rectangle2D area, Corner corner, List<Entry> entries) {
    double width = 2 * PAD + entries.stream().mapToDouble(Entry::width).max().orElse(0);
    double height = 2 * PAD + LINE * entries.size();
    double x = corner.isLeft() ? area.getMinX() + MARGIN : area.getMaxX() - MARGIN - width;
    double y = corner.isTop() ? area.getMinY() + MARGIN : area.getMaxY() - MARGIN - height;
    RoundRectangle2D box = new RoundRectangle2D.Double(x, y, width, height, 14, 14);
    g.setColor(GROUND);
    g.fill(box);
    g.setColor(BORDER);
    g.setStroke(new BasicStroke(2));
    g.draw(box);
    for (int k = 0; k < entries.size(); k++) {
      entries.get(k).draw(g, x + PAD, y + PAD + (k + 0.5) * LINE);
    }
  }

  /** Fills rows of at most this width. */
  static List<List<Entry>> rows(List<Entry> entries, double width) {
    List<List<Entry>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      if (rows.isEmpty() || rowWidth(rows.getLast()) + BETWEEN + entry.width() > width) {
        rows.add(new ArrayList<>());
      }
      rows.getLast().add(entry);
    }
    return rows;
  }

  private static double rowWidth(List<Entry> row) {
    return row.stream().mapToDouble(Entry::width).sum() + BETWEEN * (row.size() - 1);
  }

  /** Draws rows centred in a strip of this width whose top is y. */
  static void below(Graphics2D g, List<List<Entry>> rows, double width, double y) {
    for (int k = 0; k < rows.size(); k++) {
      double x = (width - rowWidth(rows.get(k))) / 2;
      for (Entry entry : rows.get(k)) {
        entry.draw(g, x, y + (k + 0.5) * LINE);
        x += entry.width() + BETWEEN;
      }
    }
  }
}
