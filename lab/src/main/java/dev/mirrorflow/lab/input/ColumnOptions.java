package dev.mirrorflow.lab.input;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where an X is worked on that is kept by columns. */
public final class ColumnOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "memory that may be taken, such as 800m or 2g (default: the Java heap)")
  private Long memoryLimit;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description =
          "threads that compute, out of core another one reads; the results are the same (default:"
              + " all cores)")
  private Integer threads;

  @Option(
      names = "--engine",
      paramLabel = "local|spark",
      description = {
        "spark: X by columns on a cluster, whose machines all see the files under the same paths; θ"
            + " becomes a folder of files (default: ${DEFAULT-VALUE})"
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
    if (isSpark() && (threads != null || memoryLimit != null)) {
      throw usage("--threads and --memory-limit are of the local engine");
    }
    if (threads != null && threads < 1) {
      throw usage("--threads must be at least 1, not " + threads);
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

  /** Threads that compute. */
  public int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** Whether it is said how many. */
  public boolean threadsGiven() {
    return threads != null;
  }

  /** Whether it is said how much memory may be taken. */
  public boolean memoryLimitGiven() {
    return memoryLimit != null;
  }

  /** Bytes that may be taken, if the heap has as many. */
  public long memoryLimit() {
    return memoryLimit == null ? Long.MAX_VALUE : memoryLimit;
  }
}
