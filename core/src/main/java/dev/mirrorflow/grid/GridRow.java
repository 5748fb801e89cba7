package dev.mirrorflow.grid;

import dev.mirrorflow.error.OneLine;
import dev.mirrorflow.model.Support;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What became of a point. It depends on the point alone, to the bit: not on the thread or machine,
 * nor on the points run beside it.
 *
 * @param point the experiment
 * @param status converged, stationary, budget, floor, diverged or failed
 * @param iterations steps made, Newton steps for the limit; 0 if it failed
 * @param measures of its θ, empty where there is none
 * @param message why it did not converge, one line; empty if it did
 */
public record GridRow(
    GridPoint point, String status, long iterations, Optional<Measures> measures, String message) {

  /** The status of a point that could not be run to an end. */
  public static final String FAILED = "failed";

  /** That of a point that rounding ended above the loss asked for. */
  public static final String FLOOR = "floor";

  /** Those after which there is no θ. */
  private static final Set<String> WITHOUT_MEASURES = Set.of(FAILED, "diverged");

  /** The columns of a table of rows and the types of their {@link #cells}. */
  public static final SequencedMap<String, Class<?>> COLUMNS = columns();

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

  private static SequencedMap<String, Class<?>> columns() {
    SequencedMap<String, Class<?>> columns = new LinkedHashMap<>();
    columns.put("id", String.class);
    columns.put("alpha", Double.class);
    columns.put("seed", Long.class);
    columns.put("n", Integer.class);
    columns.put("d", Integer.class);
    columns.put("k", Integer.class);
    columns.put("noise", Double.class);
    columns.put("method", String.class);
    columns.put("step", String.class);
    columns.put("batch", Integer.class);
    columns.put("momentum", Double.class);
    columns.put("status", String.class);
    columns.put("iterations", Long.class);
    columns.put("loss", Double.class);
    columns.put("l1", Double.class);
    columns.put("l2", Double.class);
    columns.put("test_error", Double.class);
    columns.put("support_found", Integer.class);
    columns.put("support_size", Integer.class);
    columns.put("message", String.class);
    return Collections.unmodifiableSequencedMap(columns);
  }

  /** The cells by the names of their columns, in their order; null where there is no value. */
  public Map<String, Object> cells() {
    Optional<Support> support = measures.flatMap(Measures::support);
    Object[] values = {
      point.identity(),
      point.alpha(),
      point.seed(),
      point.n(),
      point.d(),
      point.k(),
      point.noise(),
      point.method().toString(),
      point.step() == null ? null : point.stepText(),
      point.batch() == 0 ? null : point.batch(),
      point.method() == GridMethod.MOMENTUM ? point.momentum() : null,
      status,
      iterations,
      number(measures.map(Measures::loss)),
      number(measures.map(Measures::l1)),
      number(measures.map(Measures::l2)),
      number(measures.map(Measures::testError)),
      support.map(Support::found).orElse(null),
      support.map(Support::size).orElse(null),
      message.isEmpty() ? null : message,
    };
    Map<String, Object> cells = new LinkedHashMap<>();
    int next = 0;
    for (String column : COLUMNS.keySet()) {
      cells.put(column, values[next++]);
    }
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
    boolean lacksMeasures = fields.length > 1 && WITHOUT_MEASURES.contains(fields[1]);
    if (!fields[0].equals(point.identity()) || fields.length != (lacksMeasures ? 4 : 9)) {
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
    GridRow row =
        new GridRow(
            point, fields[1], Long.parseLong(fields[2]), measures, fields[fields.length - 1]);
    if (row.converged() && measures.isEmpty()) {
      throw new IllegalArgumentException("a solution without its measures");
    }
    return row;
  }

  private static Optional<Support> support(String field) {
    if (field.equals("-")) {
      return Optional.empty();
    }
    String[] parts = field.split("/", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("no support: " + field);
    }
    return Optional.of(new Support(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
  }

  private static Double number(Optional<Double> value) {
    return value.filter(number -> !number.isNaN()).orElse(null);
  }

  private static String oneLine(String text) {
    return OneLine.of(text);
  }
}
