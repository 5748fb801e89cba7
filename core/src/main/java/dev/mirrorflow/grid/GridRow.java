package dev.mirrorflow.grid;

import dev.mirrorflow.model.Support;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a point. It depends on the point alone, to the bit: not on the thread or machine,
 * nor on the points run beside it.
 *
 * @param point the experiment
 * @param status converged, stationary, budget, diverged or failed
 * @param iterations steps made, Newton steps for the limit; 0 if it failed
 * @param measures of its θ, empty where there is none
 * @param message why it did not converge, one line; empty if it did
 */
public record GridRow(
    GridPoint point, String status, long iterations, Optional<Measures> measures, String message) {

  /** The status of a point that could not be run to an end. */
  public static final String FAILED = "failed";

  private static final String TAB = "\t";

  /**
   * The numbers of a θ.
   *
   * @param loss R(θ)
   * @param l1 ‖θ‖₁
   * @param l2 ‖θ‖₂
   * @param testError the expected squared error on a fresh sample, ‖θ - θ*‖₂² + σ²
   * @param support of θ* found, empty where that has no meaning
   */
  public record Measures(
      double loss, double l1, double l2, double testError, Optional<Support> support) {}

  /** A point that could not be run, and why. */
  static GridRow failed(GridPoint point, String why) {
    return new GridRow(point, FAILED, 0, Optional.empty(), oneLine(why));
  }

  /** Whether θ is a solution to be used. */
  public boolean converged() {
    return status.equals("converged") || status.equals("stationary");
  }

  /** The cells by the names of their columns, in their order; null where there is no value. */
  public Map<String, Object> cells() {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("id", point.identity());
    cells.put("alpha", point.alpha());
    cells.put("seed", point.seed());
    cells.put("n", point.n());
    cells.put("d", point.d());
    cells.put("k", point.k());
    cells.put("noise", point.noise());
    cells.put("method", point.method().toString());
    cells.put("step", point.step() == null ? null : point.stepText());
    cells.put("batch", point.batch() == 0 ? null : point.batch());
    cells.put("status", status);
    cells.put("iterations", iterations);
    cells.put("loss", finite(measures.map(Measures::loss)));
    cells.put("l1", finite(measures.map(Measures::l1)));
    cells.put("l2", finite(measures.map(Measures::l2)));
    cells.put("test_error", finite(measures.map(Measures::testError)));
    Optional<Support> support = measures.flatMap(Measures::support);
    cells.put("support_found", support.map(Support::found).orElse(null));
    cells.put("support_size", support.map(Support::size).orElse(null));
    cells.put("message", message.isEmpty() ? null : message);
    return cells;
  }

  /** The row in one line, from which {@link #ofRecord} makes it again, to the bit. */
  public String toRecord() {
    List<String> fields = new ArrayList<>();
    fields.add(point.identity());
    fields.add(status);
    fields.add(Long.toString(iterations));
    if (measures.isPresent()) {
      Measures m = measures.get();
      for (double value : new double[] {m.loss, m.l1, m.l2, m.testError}) {
        fields.add(Double.toString(value));
      }
      fields.add(m.support.map(s -> s.found() + "/" + s.size()).orElse("-"));
    }
    fields.add(message);
    return String.join(TAB, fields);
  }

  /** The identity of the point whose row a record is. */
  public static String identityOf(String record) {
    return record.split(TAB, 2)[0];
  }

  /**
   * Reads a record.
   *
   * @param point the one with the record's identity
   * @throws IllegalArgumentException if it is no record of a row of this point
   */
  public static GridRow ofRecord(GridPoint point, String record) {
    String[] fields = record.split(TAB, -1);
    if (!fields[0].equals(point.identity()) || fields.length != 4 && fields.length != 9) {
      throw new IllegalArgumentException("no record of the point " + point.identity());
    }
    Optional<Measures> measures = Optional.empty();
    if (fields.length == 9) {
      measures =
          Optional.of(
              new Measures(
                  Double.parseDouble(fields[3]),
                  Double.parseDouble(fields[4]),
                  Double.parseDouble(fields[5]),
                  Double.parseDouble(fields[6]),
                  support(fields[7])));
    }
    return new GridRow(
        point, fields[1], Long.parseLong(fields[2]), measures, fields[fields.length - 1]);
  }

  private static Optional<Support> support(String field) {
    if (field.equals("-")) {
      return Optional.empty();
    }
    String[] parts = field.split("/", 2);
    return Optional.of(new Support(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
  }

  private static Double finite(Optional<Double> value) {
    return value.filter(Double::isFinite).orElse(null);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\p{Cntrl}+", " ");
  }
}
