package dev.mirrorflow.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Infinity is said, in tables, in JSON and in plots; NaN is no value. */
final class InfiniteValuesTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @TempDir private Path folder;

  @Test
  void tablesNameIt() {
    assertEquals("inf", Table.cell("%.3g", INFINITY));
    assertEquals("-inf", Table.cell("%.3g", OptionalDouble.of(-INFINITY)));
    assertEquals("-", Table.cell("%.3g", Double.NaN));
    assertEquals("-", Table.cell("%.3g", OptionalDouble.empty()));
    assertEquals("0.250", Table.cell("%.3f", 0.25));
  }

  @Test
  void jsonHasANullAndAWordForIt() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("loss", JsonFile.number(INFINITY));
    inner.put("error", JsonFile.number(Double.NaN));
    inner.put("norms", Arrays.asList(1.0, -INFINITY, null, INFINITY));
    assertEquals(
        "{\"points\":[{\"loss\":null,\"lossIs\":\"infinite\",\"error\":null,"
            + "\"norms\":[1.0,null,null,null],\"normsIs\":\"-infinite at 1, infinite at 3\"}]}",
        JsonFile.line(Map.of("points", List.of(inner))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plot.svg", "plot.png"})
  void plotsLeaveItOutAndSaySo(String name) throws IOException {
    Path plot = folder.resolve(name);
    XYChart chart = Charts.of("Loss", "x", "y");
    double[] x = {1, 2, 3, 4};
    double[] y = {1, INFINITY, 1e308, 100};
    Charts.scaleY(chart, y);
    Charts.line(chart, "loss", x, y, Color.RED, SeriesMarkers.CIRCLE);
    double[] nowhere = new double[4];
    Arrays.fill(nowhere, INFINITY);
    Charts.line(chart, "lost", x, nowhere, Color.RED, SeriesMarkers.CIRCLE);
    Charts.line(chart, "far", nowhere, y, Color.RED, SeriesMarkers.CIRCLE);
    Charts.write(plot, List.of(chart));
    assertEquals("Loss (without points that are not finite or beyond 1e300)", chart.getTitle());
    assertEquals(
        List.of("loss"), chart.getSeriesCollection().stream().map(XYSeries::getName).toList());
    assertTrue(Files.size(plot) > 1000);
  }

  @Test
  void plotsOfFiniteValuesSayNothing() {
    XYChart chart = Charts.of("Loss", "x", "y");
    Charts.line(chart, "loss", new double[] {1}, new double[] {2}, Color.RED, SeriesMarkers.NONE);
    assertEquals("Loss", chart.getTitle());
  }
}
