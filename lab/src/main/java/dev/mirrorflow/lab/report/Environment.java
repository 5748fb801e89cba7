package dev.mirrorflow.lab.report;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import java.util.LinkedHashMap;
import java.util.Map;

/** What computed the results, as far as it can change their last bits. */
public final class Environment {

  private Environment() {}

  /** What decides the last bits of a result, on one line. */
  public static String deciding() {
    return Kernels.description()
        + ", "
        + LinearAlgebraBackend.description()
        + ", version "
        + Version.text();
  }

  /** For JSON. */
  public static Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("mirrorflow", Version.text());
    summary.put("jdk", System.getProperty("java.vm.version"));
    summary.put("kernels", Kernels.description());
    return summary;
  }
}
