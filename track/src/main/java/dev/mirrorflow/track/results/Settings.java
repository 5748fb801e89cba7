package dev.mirrorflow.track.results;

import java.util.List;

/**
 * How JMH ran a benchmark. Texts are empty and numbers 0 where the JMH that wrote the file did not
 * record them.
 *
 * @param forks that were asked for; 0 if it ran inside JMH's own process
 * @param warmupTime as JMH writes it: {@code "200 ms"}
 */
public record Settings(
    String jmhVersion,
    int forks,
    String jvm,
    List<String> jvmArgs,
    String jdkVersion,
    String vmName,
    String vmVersion,
    int warmupIterations,
    String warmupTime,
    int warmupBatchSize,
    int measurementIterations,
    String measurementTime,
    int measurementBatchSize) {

  /** Name and version of the JVM, as {@code "OpenJDK 64-Bit Server VM 25.0.3+9-LTS"}. */
  public String virtualMachine() {
    return (vmName + " " + (vmVersion.isEmpty() ? jdkVersion : vmVersion)).strip();
  }
}
