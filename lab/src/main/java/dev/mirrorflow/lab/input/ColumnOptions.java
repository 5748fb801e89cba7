package dev.mirrorflow.lab.input;

import picocli.CommandLine.Mixin;
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

  @Mixin private EngineOptions engines;

  /**
   * Checks what can be checked without the data.
   *
   * @throws ParameterException for values that are none, or options of the other engine
   */
  public void validate() {
    engines.validate();
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
    return engines.isSpark();
  }

  /** Which engine, and where it runs. */
  public EngineOptions engines() {
    return engines;
  }

  /** Threads that compute. */
  public int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * Has this process share work in memory among no more threads than asked for; once it has begun
   * to share, this comes too late.
   */
  public void limitSharing() {
    if (threads != null) {
      System.setProperty(
          "java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(threads - 1));
    }
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
