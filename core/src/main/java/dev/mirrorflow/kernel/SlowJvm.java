package dev.mirrorflow.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * Whether this JVM runs the Vector API a hundred or a thousand times slower than plain loops. Only
 * HotSpot's C2 turns vectors into registers; elsewhere each of them is an object.
 */
final class SlowJvm {

  private final HotSpotDiagnosticMXBean vm;

  private SlowJvm(HotSpotDiagnosticMXBean vm) {
    this.vm = vm;
  }

  /** Why, with the remedy; empty where it is fast. */
  static Optional<String> reason() {
    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return new SlowJvm(vm).search();
  }

  private Optional<String> search() {
    String level = option("TieredStopAtLevel");
    if (level.isEmpty()) {
      return Optional.of(
          "this JVM is not HotSpot, and only HotSpot's compiler C2 makes vectors fast; use an"
              + " OpenJDK with HotSpot");
    }
    if (option("UseJVMCICompiler").equals("true")) {
      return Optional.of(
          "a JVMCI compiler takes the place of C2, which alone makes vectors fast; start java with"
              + " -XX:-UseJVMCICompiler");
    }
    if (option("UseCompiler").equals("false")) {
      return Optional.of("this JVM only interprets; start java without -Xint");
    }
    if (!level.equals("4")) {
      return withoutC2("-XX:TieredStopAtLevel=" + level);
    }
    String mode = option("CompilationMode");
    if (mode.equals("quick-only")) {
      return withoutC2("-XX:CompilationMode=" + mode);
    }
    return option("UseFMA").equals("false")
        ? Optional.of("this CPU has no fused multiply-add, which the vector kernels are made of")
        : Optional.empty();
  }

  private static Optional<String> withoutC2(String flag) {
    return Optional.of(
        "this JVM runs without its compiler C2, which makes vectors fast; start java without "
            + flag);
  }

  /** The value of an option of HotSpot; empty where the JVM does not know it. */
  private String option(String name) {
    try {
      return vm == null ? "" : vm.getVMOption(name).getValue();
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
