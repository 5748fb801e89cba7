package dev.mirrorflow.lab.input;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say on which machines an X is worked on. */
public final class EngineOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--engine",
      paramLabel = "local|spark",
      description = {
        "spark: X by columns on a cluster; a .npy is read by its machines, which all see the files"
            + " under the same paths, and θ becomes a folder of files; a sparse X is sent to them"
            + " (default: ${DEFAULT-VALUE})"
      },
      defaultValue = "local")
  private String engine;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = {
        "of Spark: local[2], local-cluster[2,1,1024], spark://HOST:PORT, yarn or k8s://URL"
            + " (default: that of spark-submit, or local[*])"
      })
  private String master;

  /**
   * Checks what can be checked without the data.
   *
   * @throws ParameterException for values that are none, or options of the other engine
   */
  public void validate() {
    if (!engine.equals("local") && !engine.equals("spark")) {
      throw usage("--engine must be local or spark, not '" + engine + "'");
    }
    if (!isSpark() && master != null) {
      throw usage("--master needs --engine spark");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Whether a cluster is to do it. */
  public boolean isSpark() {
    return engine.equals("spark");
  }

  /** The name of the engine. */
  public String engine() {
    return engine;
  }

  /** Where the engine runs; empty for its own choice. */
  public String master() {
    return master == null ? "" : master;
  }
}
