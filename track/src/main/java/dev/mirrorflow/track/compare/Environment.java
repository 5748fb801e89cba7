package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Settings;
import dev.mirrorflow.track.results.Suite;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What a suite was measured on and with, as far as its files tell. */
final class Environment {

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private final Map<String, Set<String>> values = new TreeMap<>();
  private final boolean isDescribed;
  private final boolean isVector;

  private Environment(Suite suite) {
    List<Machine> machines = suite.files().stream().flatMap(f -> f.machine().stream()).toList();
    List<Settings> settings =
        suite.files().stream()
            .map(ResultFile::measurements)
            .flatMap(List::stream)
            .map(m -> m.settings())
            .toList();
    isDescribed = machines.size() == suite.files().size();
    collect(Aspect.MACHINE.toString(), machines, Environment::hardware);
    collect(Aspect.JDK.toString(), settings, Settings::virtualMachine);
    collect(Aspect.PROVIDER.toString(), machines, m -> m.identity().kernels());
    collect("BLAS", machines, m -> m.identity().linearAlgebra());
    collect("JVM options", machines, m -> String.join(" ", m.identity().vmOptions()));
    collect("clock governor", machines, m -> m.conditions().governor());
    collect("version of JMH", settings, Settings::jmhVersion);
    isVector =
        machines.isEmpty()
            ? settings.stream().anyMatch(Environment::hasVectorModule)
            : machines.stream().allMatch(m -> m.identity().kernels().startsWith("vector"));
  }

  static Environment of(Suite suite) {
    return new Environment(suite);
  }

  private <T> void collect(String name, List<T> sources, Function<T, String> value) {
    Set<String> found = new TreeSet<>();
    for (T source : sources) {
      String text = value.apply(source);
      if (!text.isBlank() && !text.equals(Machine.UNKNOWN)) {
        found.add(text);
      }
    }
    values.put(name, found);
  }

  private static String hardware(Machine machine) {
    Machine.Identity i = machine.identity();
    return i.cpu() + ", " + i.cores() + " cores, " + String.join(" ", i.instructionSets());
  }

  private static boolean hasVectorModule(Settings s) {
    return s.jvmArgs().stream().anyMatch(a -> a.contains(VECTOR_MODULE));
  }

  /** Whether every file has a description of the machine beside it. */
  boolean isDescribed() {
    return isDescribed;
  }

  /** The names of everything that is compared. */
  Set<String> names() {
    return values.keySet();
  }

  /** Whether both sides are known and differ. */
  boolean differs(Environment other, String name) {
    Set<String> mine = values.get(name);
    Set<String> theirs = other.values.get(name);
    return !mine.isEmpty() && !theirs.isEmpty() && !mine.equals(theirs);
  }

  /** Whether both sides are known and are not one and the same. */
  boolean isMixed(Environment other, String name) {
    return differs(other, name) || values.get(name).size() > 1;
  }

  /** What is known, in words. */
  String describe(String name) {
    return String.join(" and ", values.get(name));
  }

  /** Whether vector code ran here and does not on the other side. */
  boolean losesVectors(Environment other) {
    return isVector && !other.isVector;
  }
}
