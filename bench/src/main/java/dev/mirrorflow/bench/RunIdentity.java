package dev.mirrorflow.bench;

import dev.mirrorflow.track.results.Machine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run of {@code bench} measures, and on what: only with the same is it gone on with.
 *
 * @param options of JMH that the user gave
 * @param code fingerprint of the code that is measured
 * @param machine as the run was started
 */
record RunIdentity(List<String> options, String code, Machine machine) {

  /** An identity; one that lacks something is of another version. */
  RunIdentity {
    options = List.copyOf(options);
    Objects.requireNonNull(code);
    Objects.requireNonNull(machine.machine());
    Objects.requireNonNull(machine.identity());
    Objects.requireNonNull(machine.conditions());
  }

  /** Why the forks of a run begun otherwise cannot stand beside those of this one, if so. */
  Optional<String> differenceFrom(RunIdentity begun) {
    Machine.Conditions here = machine.conditions();
    Machine.Conditions there = begun.machine.conditions();
    if (!here.profile().equals(there.profile())) {
      return Optional.of("is of --profile " + there.profile());
    }
    if (!options.equals(begun.options)) {
      return Optional.of(
          begun.options.isEmpty()
              ? "was begun without options of JMH"
              : "was begun with " + String.join(" ", begun.options) + " after --");
    }
    if (!here.commit().equals(there.commit())) {
      return Optional.of("is of commit " + there.commit() + ", not " + here.commit());
    }
    if (!code.equals(begun.code)) {
      return Optional.of("is of other code: the benchmarks were built anew since");
    }
    if (!machine.machine().equals(begun.machine.machine())) {
      return Optional.of("is of the machine " + begun.machine.machine());
    }
    return machine.identity().equals(begun.machine.identity())
        ? Optional.empty()
        : Optional.of("is of another JVM, BLAS or state of this machine");
  }
}
