package dev.mirrorflow.track.html;

import dev.mirrorflow.track.results.Measurement;
import java.util.List;

/**
 * A section that a project adds to the report of its own results, such as rates under the machine's
 * roofs. {@link java.util.ServiceLoader} finds it on the class path.
 */
public interface ReportSection {

  /**
   * Adds the section; nothing if the benchmarks are not the project's.
   *
   * @param latest the newest result, in the order of its file
   */
  void add(List<Measurement> latest, HtmlPage page);
}
