package dev.mirrorflow.track.ab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Runs the forks with the jars of both revisions. */
final class JmhRunner implements ForkRunner {

  private final Map<Side, BenchmarkJar> jars;
  private final String include;
  private final List<String> options;
  private final Path logs;

  /**
   * A runner.
   *
   * @param options of JMH, for every fork
   * @param logs folder for the output of JMH's lists
   */
  JmhRunner(Map<Side, BenchmarkJar> jars, String include, List<String> options, Path logs) {
    this.jars = jars;
    this.include = include;
    this.options = options;
    this.logs = logs;
  }

  @Override
  public Map<Side, Set<String>> methods() {
    Map<Side, Set<String>> methods = new EnumMap<>(Side.class);
    jars.forEach((side, jar) ->
        methods.put(side, jar.methods(include, logs.resolve("list-" + side + ".log"))));
    return methods;
  }

  @Override
  public void run(Slot slot, Path json, Path log) {
    List<String> arguments = new ArrayList<>();
    arguments.add("^" + Pattern.quote(slot.method()) + "$");
    arguments.addAll(List.of("-f", "1"));
    arguments.addAll(options);
    arguments.addAll(List.of("-rf", "json", "-rff", json.toAbsolutePath().toString()));
    jars.get(slot.side()).run(arguments, log);
  }
}
