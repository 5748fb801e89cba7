package dev.mirrorflow.lab.report;

import dev.mirrorflow.lab.plot.Format;
import dev.mirrorflow.lab.plot.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;

/** The look that all plots share. */
final class Charts {

  static final Color BLUE = new Color(0x1F, 0x77, 0xB4);
  static final Color RED = new Color(0xD6, 0x27, 0x28);
  static final Color GREEN = new Color(0x2C, 0x8C, 0x2C);
  static final Color GREY = new Color(0x70, 0x70, 0x70);

  /** Of lines that have no meaning of their own, in their order. */
  static final List<Color> SERIES =
      List.of(
          BLUE,
          RED,
          GREEN,
          new Color(0x8C, 0x56, 0x4B),
          new Color(0x94, 0x67, 0xBD),
          new Color(0xE0, 0x80, 0x10));

  private static final int WIDTH = 720;
  private static final int HEIGHT = 520;

  private static final double LOGARITHMIC_FROM = 30;

  /** What is larger overflows when an axis is laid out. */
  private static final double LARGEST = 1e300;

  private static final String LEFT_OUT = " (without points that are not finite or beyond 1e300)";

  private Charts() {}

  /** An empty chart with a logarithmic x-axis. */
  static XYChart of(String title, String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart
        .getStyler()
        .setXAxisLogarithmic(true)
        .setXAxisLogarithmicDecadeOnly(true)
        .setXAxisTickLabelsFormattingFunction(Charts::tick)
        .setYAxisTickLabelsFormattingFunction(Charts::tick)
        .setPlotGridLinesColor(new Color(0xE4, 0xE4, 0xE4))
        .setPlotGridLinesStroke(new BasicStroke(1f))
        .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
        .setLocale(Locale.ROOT)
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16))
        .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setPlotBorderVisible(true)
        .setPlotBorderColor(GREY)
        .setChartBackgroundColor(Color.WHITE)
        .setMarkerSize(8);
    return chart;
  }

  /**
   * Makes the y-axis logarithmic if the values, all positive, span more than one and a half
   * decades, and lets it start from 0 otherwise.
   */
  static void scaleY(XYChart chart, double... values) {
    DoubleSummaryStatistics range =
        Arrays.stream(values).filter(value -> !Double.isNaN(seen(value))).summaryStatistics();
    if (range.getMax() > LOGARITHMIC_FROM * range.getMin()) {
      chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(true);
    } else {
      chart.getStyler().setYAxisMin(0.0);
    }
  }

  /**
   * Makes the x-axis one of log₁₀ x, labelled 1e-300: for more decades than have room for ticks.
   */
  static void exponentsOnX(XYChart chart) {
    chart
        .getStyler()
        .setXAxisLogarithmic(false)
        .setXAxisTickLabelsFormattingFunction(
            exponent -> String.format(Locale.ROOT, "1e%.0f", exponent));
  }

  /**
   * Adds points joined by a line. It is broken where a value is not finite or too large to be
   * drawn, and the chart's title says so.
   */
  static XYSeries line(
      XYChart chart, String name, double[] x, double[] y, Color color, Marker marker) {
    double[] places = Arrays.stream(x).map(Charts::seen).toArray();
    double[] values = Arrays.stream(y).map(Charts::seen).toArray();
    int[] drawn = IntStream.range(0, x.length).filter(i -> !Double.isNaN(places[i])).toArray();
    boolean any = Arrays.stream(drawn).anyMatch(i -> !Double.isNaN(values[i]));
    if (IntStream.range(0, x.length).anyMatch(i -> Double.isNaN(places[i] + values[i]))
        && !chart.getTitle().endsWith(LEFT_OUT)) {
      chart.setTitle(chart.getTitle() + LEFT_OUT);
    }
    // A line without a point is one of a chart that nobody draws.
    XYChart on = any ? chart : new XYChartBuilder().build();
    XYSeries series =
        any
            ? on.addSeries(name, pick(places, drawn), pick(values, drawn))
            : on.addSeries(name, new double[] {1}, new double[] {1});
    series.setLineColor(color);
    series.setMarkerColor(color);
    series.setLineStyle(new BasicStroke(2f));
    series.setMarker(marker);
    return series;
  }

  /** The value, or NaN, which breaks a line, where no axis has a place for it. */
  private static double seen(double value) {
    return Math.abs(value) <= LARGEST ? value : Double.NaN;
  }

  private static double[] pick(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }

  /** Writes charts side by side, as SVG if the file is named so, otherwise as PNG; whole or not. */
  static void write(Path path, List<XYChart> charts) {
    ChartRow row = new ChartRow(charts);
    boolean vector = path.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    Picture.write(
        path, vector ? Format.SVG : Format.PNG, row.getWidth(), row.getHeight(), row::paint);
  }

  /** 0.001, 0.5, 20, 1e-7. */
  private static String tick(double value) {
    double magnitude = Math.abs(value);
    if (magnitude != 0 && (magnitude < 1e-3 || magnitude >= 1e5)) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-").replace("e+0", "e");
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
