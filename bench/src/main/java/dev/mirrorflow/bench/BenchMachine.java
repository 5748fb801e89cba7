package dev.mirrorflow.bench;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import dev.mirrorflow.track.machine.MachineDetails;
import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.Measurement;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The machine with the kernels and the BLAS library that our benchmarks run on it. */
public final class BenchMachine implements MachineDetails {

  private static final List<String> VM_OPTIONS =
      List.of("UseAVX", "UseSVE", "MaxVectorSize", "FreqInlineSize", "UseSuperWord");

  /** The machine, this JVM and what runs on it. */
  static Machine.Identity identity(MachineProbe probe) {
    Machine.Identity plain = probe.identity();
    return withKernels(plain, ForkFlags.ALL);
  }

  private static Machine.Identity withKernels(Machine.Identity plain, List<String> flags) {
    return plain.running(
        flags,
        vmOptions(),
        Kernels.description(),
        RoofBenchmark.vectorBits(),
        LinearAlgebraBackend.description());
  }

  /** The same in two lines for the head of a table. */
  public static String summary() {
    Machine.Identity i = identity(new MachineProbe(Path.of("/")));
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s; JDK %s%nKernels: %s; BLAS: %s%n",
        i.cpu(),
        i.cores(),
        i.system(),
        i.jdk(),
        i.kernels(),
        i.linearAlgebra());
  }

  /**
   * Of our benchmarks, and if this JVM is the one that measured: another may have other kernels.
   */
  @Override
  public Machine.Identity add(Machine.Identity plain, List<Measurement> results) {
    String version = System.getProperty("java.vm.version");
    boolean isOurs =
        results.stream()
            .allMatch(m ->
                m.id().benchmark().startsWith(KernelRates.OURS)
                    && m.settings().vmVersion().equals(version));
    boolean hasVectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return isOurs && hasVectors ? withKernels(plain, plain.jvmFlags()) : plain;
  }

  /** Those of the options that this JVM has; the measured processes run on the same one. */
  private static List<String> vmOptions() {
    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return VM_OPTIONS.stream().flatMap(name -> vmOption(vm, name).stream()).toList();
  }

  /** An option with its value; empty where there is none: UseAVX is of x86, UseSVE of AArch64. */
  private static Optional<String> vmOption(HotSpotDiagnosticMXBean vm, String name) {
    try {
      return Optional.of(name + "=" + vm.getVMOption(name).getValue());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
