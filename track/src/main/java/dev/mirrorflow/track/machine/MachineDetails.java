package dev.mirrorflow.track.machine;

import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.Measurement;
import java.util.List;

/**
 * What a project knows of the machine besides, such as the kernels and libraries that its
 * benchmarks ran. {@link java.util.ServiceLoader} finds it on the class path.
 */
public interface MachineDetails {

  /**
   * The identity with what is known besides; unchanged if the benchmarks are not the project's.
   *
   * @param plain what the system and JMH's JSON tell
   * @param results what was measured on it
   */
  Machine.Identity add(Machine.Identity plain, List<Measurement> results);
}
