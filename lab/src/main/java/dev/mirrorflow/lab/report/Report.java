package dev.mirrorflow.lab.report;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** Results that a command prints and writes where its options say, {@link TableOutputs#write}. */
public interface Report {

  /** Prints what people want to know. */
  void print(PrintWriter out);

  /** The content of the JSON file. */
  Map<String, Object> json();

  /** Whether nothing but JSON can be written, as after an early interrupt. */
  default boolean isEmpty() {
    return false;
  }

  /** The lines of the CSV file. */
  Rows<?> rows();

  /** Writes θ as rows, if there are θ that are not written otherwise. */
  default void writeTheta(Path path) {}

  /** Draws the results. */
  void writePlot(Path path);
}
