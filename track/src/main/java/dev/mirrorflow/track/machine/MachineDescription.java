package dev.mirrorflow.track.machine;

import dev.mirrorflow.track.results.JmhJson;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.ResultFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Describes this machine for a result that was measured on it a moment ago. */
final class MachineDescription {

  /**
   * What was measured.
   *
   * @param commit short hash
   * @param isDirty whether tracked files differed from it
   */
  record Code(String commit, boolean isDirty) {}

  private final MachineProbe probe;

  MachineDescription(MachineProbe probe) {
    this.probe = probe;
  }

  /**
   * The description. Its date is that of the file, its JVM what the file names; the load is
   * unknown: now it is that of the benchmarks.
   *
   * @param json what JMH wrote
   * @param profile what was measured, in a word
   * @throws dev.mirrorflow.error.BadDataException if the file is not JMH's JSON
   */
  Machine of(Path json, String profile, Code code) {
    List<Measurement> results = JmhJson.read(json);
    Machine.Identity identity = probe.identity().on(jvm(results), flags(results));
    for (MachineDetails details : ServiceLoader.load(MachineDetails.class)) {
      identity = details.add(identity, results);
    }
    return probe.machine(
        identity,
        probe.conditions(
            ResultFile.modified(json), profile, code.commit(), code.isDirty(), Optional.empty()));
  }

  private static String jvm(List<Measurement> results) {
    return results.stream()
        .map(m -> m.settings().virtualMachine())
        .filter(text -> !text.isEmpty())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** The flags that all of the measured JVMs were started with. */
  private static List<String> flags(List<Measurement> results) {
    List<String> flags = new ArrayList<>(results.get(0).settings().jvmArgs());
    results.forEach(m -> flags.retainAll(m.settings().jvmArgs()));
    return flags;
  }
}
