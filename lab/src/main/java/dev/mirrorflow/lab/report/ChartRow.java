package dev.mirrorflow.lab.report;

import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Charts side by side as one, for encoders that take only one.
 *
 * @param charts at least one, in order from the left
 */
record ChartRow(List<XYChart> charts) implements IChart {

  @Override
  public void paint(Graphics2D g, int width, int height) {
    int left = 0;
    for (XYChart chart : charts) {
      g.translate(left, 0);
      chart.paint(g, chart.getWidth(), chart.getHeight());
      g.translate(-left, 0);
      left += chart.getWidth();
    }
  }

  @Override
  public int getWidth() {
    return charts.stream().mapToInt(XYChart::getWidth).sum();
  }

  @Override
  public int getHeight() {
    return charts.stream().mapToInt(XYChart::getHeight).max().orElseThrow();
  }

  @Override
  public String getTitle() {
    return charts.stream().map(XYChart::getTitle).collect(Collectors.joining(", "));
  }
}
