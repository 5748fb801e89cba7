package dev.mirrorflow.lab.report;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.LinearAlgebraBackend;

/** What computed the results, as far as it can change their last bits. */
public final class Environment {

  /** For JSON; there is one row, whatever it is. */
  static final Columns<Object> COLUMNS =
      new Declaration<>()
          .text("mirrorflow", "version", _ -> Version.text())
          .text("jdk", "its version", _ -> System.getProperty("java.vm.version"))
          .text("kernels", "vector kernels", _ -> Kernels.description())
          .columns();

  private Environment() {}

  /** What decides the last bits of a result, on one line. */
  public static String deciding() {
    return Kernels.description()
        + ", "
        + LinearAlgebraBackend.description()
        + ", version "
        + Version.text();
  }
}
