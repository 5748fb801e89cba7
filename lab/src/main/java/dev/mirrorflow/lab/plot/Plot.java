package dev.mirrorflow.lab.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A system of axes and what is drawn in it, in the order of the calls. Colours, widths and texts
 * are those of a slide; a call with a name makes a line of the legend.
 */
public final class Plot {

  private static final double BAR_WIDTH = 44;
  private static final double BAR_GAP = 34;
  private static final double MARGIN = 30;

  private final Axis x;
  private final Axis y;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Legend.Entry> entries = new ArrayList<>();
  private String title = "";
  private boolean equalScale;
  private Corner legend;
  private HeatMap bar;

  public Plot(Axis x, Axis y) {
    this.x = x;
    this.y = y;
  }

  /** A title above the axes. */
  public Plot title(String text) {
    this.title = text;
    return this;
  }

  /** Draws a unit of x as long as a unit of y, so that circles are round. */
  public Plot equalScale() {
    this.equalScale = true;
    return this;
  }

  /** Draws a legend inside the axes. */
  public Plot legend(Corner corner) {
    this.legend = corner;
    return this;
  }

  /** A line of the legend for what was drawn without a name. */
  public Plot entry(String name, Mark mark) {
    entries.add(new Legend.Entry(name, mark));
    return this;
  }

  /** A polyline; it is broken where a point has no place on the axes. */
  public Plot line(double[] xs, double[] ys, Pen pen) {
    layers.add((g, frame) -> {
      pen.use(g);
      g.draw(frame.path(xs, ys));
    });
    return this;
  }

  /** A named polyline. */
  public Plot line(String name, double[] xs, double[] ys, Pen pen) {
    return line(xs, ys, pen).entry(name, pen);
  }

  /** A curve with an arrow head on it. */
  public Plot flowLine(double[] xs, double[] ys, Pen pen) {
    layers.add(new FlowLine(xs, ys, pen));
    return this;
  }

  /** Points; those that have no place on the axes are left out. */
  public Plot points(double[] xs, double[] ys, Dot dot) {
    layers.add((g, frame) -> {
      for (int i = 0; i < xs.length; i++) {
        double px = frame.px(xs[i]);
        double py = frame.py(ys[i]);
        if (Double.isFinite(px) && Double.isFinite(py)) {
          dot.draw(g, px, py);
        }
      }
    });
    return this;
  }

  /** One point. */
  public Plot point(double px, double py, Dot dot) {
    return points(new double[] {px}, new double[] {py}, dot);
  }

  /** The lines where the function on the grid has this value. */
  public Plot contour(Grid grid, double level, Pen pen) {
    for (Contours.Line line : Contours.of(grid, level)) {
      line(line.x(), line.y(), pen);
    }
    return this;
  }

  /** The function on the grid in colours. */
  public Plot heat(Grid grid, ColorScale scale) {
    layers.add(new HeatMap(grid, scale));
    return this;
  }

  /** The function on the grid in colours, with a bar that says what they mean. */
  public Plot heatWithBar(Grid grid, ColorScale scale) {
    bar = new HeatMap(grid, scale);
    layers.add(bar);
    return this;
  }

  /** A text beside a point. */
  public Plot note(double px, double py, String text, Side side, Color color) {
    layers.add(new Note(px, py, MathText.of(text), side, color));
    return this;
  }

  List<Legend.Entry> entries() {
    return entries;
  }

  /** The room that the y-axis needs in a cell of this height. */
  double left(double cellHeight) {
    return AxisPainter.beside(y, cellHeight - top() - AxisPainter.below(x));
  }

  /**
   * Draws everything into a cell of the canvas, {@code left} pixels of which are for the y-axis.
   */
  void paint(Graphics2D g, Rectangle2D cell, double left) {
    Frame frame = new Frame(area(cell, left), x, y);
    Rectangle2D area = frame.area();
    AxisPainter.grid(g, frame);
    g.setClip(area);
    for (Layer layer : layers) {
      layer.paint(g, frame);
    }
    g.setClip(null);
    AxisPainter.horizontal(g, frame);
    AxisPainter.vertical(g, frame, false);
    if (bar != null) {
      bar.paintBar(
          g,
          new Rectangle2D.Double(
              area.getMaxX() + BAR_GAP, area.getMinY(), BAR_WIDTH, area.getHeight()));
    }
    g.setColor(Palette.BLACK);
    MathText text = MathText.of(title);
    double middle = area.getCenterX() - text.width(Type.TITLE) / 2;
    text.draw(g, Type.TITLE, middle, area.getMinY() - 0.5 * Type.TITLE.getSize2D());
    if (legend != null) {
      Legend.inside(g, area, legend, entries);
    }
  }

  private double top() {
    return title.isEmpty() ? MARGIN : 1.8 * Type.TITLE.getSize2D();
  }

  /** The area inside the axes, on whole pixels. */
  private Rectangle2D area(Rectangle2D cell, double left) {
    double top = top();
    double height = cell.getHeight() - top - AxisPainter.below(x);
    double right =
        bar == null
            ? AxisPainter.overhang(x, cell.getWidth() - left)
            : BAR_GAP + BAR_WIDTH + AxisPainter.beside(bar.scale().axis(), height);
    double width = cell.getWidth() - left - right;
    double unitX = width / (x.max() - x.min());
    double unitY = height / (y.max() - y.min());
    double usedWidth = equalScale ? width * Math.min(1, unitY / unitX) : width;
    double usedHeight = equalScale ? height * Math.min(1, unitX / unitY) : height;
    return new Rectangle2D.Double(
        Math.round(cell.getMinX() + left + (width - usedWidth) / 2),
        Math.round(cell.getMinY() + top + (height - usedHeight) / 2),
        Math.round(usedWidth),
        Math.round(usedHeight));
  }
}
