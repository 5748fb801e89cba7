package dev.mirrorflow.lab.report;

import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * Charts side by side as one.
 *
 * @param charts at least one, in order from the left
 */
record ChartRow(List<XYChart> charts) {

  void paint(Graphics2D g) {
    int left = 0;
    for (XYChart chart : charts) {
      g.translate(left, 0);
      chart.paint(g, chart.getWidth(), chart.getHeight());
      g.translate(-left, 0);
      left += chart.getWidth();
    }
  }

  int getWidth() {
    return charts.stream().mapToInt(XYChart::getWidth).sum();
  }

  int getHeight() {
    return charts.stream().mapToInt(XYChart::getHeight).max().orElseThrow();
  }
}
