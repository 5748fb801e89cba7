package dev.mirrorflow.lab.report;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Rows with what there is to say on them. */
public record Rows<R>(Columns<R> columns, List<R> rows) {

  /** Prints them as a table. */
  void print(PrintWriter out) {
    columns.print(rows, out);
  }

  /** Writes them as CSV, a line each; cells without a value stay empty. */
  public void writeCsv(Path path) {
    columns.write(rows, path);
  }

  /** Writes them as JSON lines, an object each; null where there is no value. */
  void writeJsonLines(Path path) {
    JsonFile.writeLines(path, rows.stream().map(columns::json).toList());
  }
}
