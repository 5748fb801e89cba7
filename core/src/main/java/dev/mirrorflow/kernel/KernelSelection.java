package dev.mirrorflow.kernel;

import dev.mirrorflow.error.BadDataException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The choice of the kernels, made once, when {@link Kernels} is first used: a provider, or the
 * reason why what was asked for cannot be had. A refusal is kept instead of thrown, because an
 * exception in a static initialiser would reach the caller as an {@link
 * ExceptionInInitializerError} the first time and as a {@link NoClassDefFoundError} after that.
 *
 * @param chosen the provider, null if there is a refusal
 * @param refusal one line for the user, null if there is a provider
 */
record KernelSelection(KernelProvider chosen, String refusal) {

  private static final String KERNELS = "mirrorflow.kernels";
  private static final String BITS = "mirrorflow.vector.bits";
  private static final String MODULE = "jdk.incubator.vector";
  private static final System.Logger LOG = System.getLogger("dev.mirrorflow.kernel");

  /** The provider asked for by {@code -Dmirrorflow.kernels}, or the best this JVM has. */
  static KernelSelection make() {
    try {
      return new KernelSelection(select(), null);
    } catch (BadDataException e) {
      return new KernelSelection(null, e.getMessage());
    }
  }

  /**
   * The chosen provider.
   *
   * @throws BadDataException if what the system properties ask for cannot be had
   */
  KernelProvider provider() {
    if (chosen == null) {
      throw new BadDataException(refusal);
    }
    return chosen;
  }

  /**
   * The width asked for by {@code -Dmirrorflow.vector.bits}, empty if it is left to the CPU.
   *
   * @throws BadDataException if it is not 128, 256 or 512
   */
  static OptionalInt vectorBits() {
    String bits = System.getProperty(BITS);
    return switch (bits) {
      case null -> OptionalInt.empty();
      case "128", "256", "512" -> OptionalInt.of(Integer.parseInt(bits));
      default ->
          throw new BadDataException("-D" + BITS + " must be 128, 256 or 512, not '" + bits + "'");
    };
  }

  private static KernelProvider select() {
    // Asked here, so that a bad width is refused whichever provider is chosen, and before the
    // static initialiser of VectorKernels asks again.
    OptionalInt bits = vectorBits();
    String forced = System.getProperty(KERNELS);
    return switch (forced) {
      case null -> best(bits);
      case "scalar" -> new ScalarKernels();
      case "vector" -> forcedVector(bits);
      default ->
          throw new BadDataException(
              "-D" + KERNELS + " must be scalar or vector, not '" + forced + "'");
    };
  }

  private static KernelProvider forcedVector(OptionalInt bits) {
    Optional<String> reason = missing();
    if (reason.isPresent()) {
      throw new BadDataException("-D" + KERNELS + "=vector cannot be honoured: " + reason.get());
    }
    return vector(bits);
  }

  private static KernelProvider best(OptionalInt bits) {
    Optional<String> reason = missing().or(SlowJvm::reason);
    if (reason.isEmpty()) {
      return vector(bits);
    }
    LOG.log(System.Logger.Level.WARNING, "Slow scalar kernels are in use: {0}", reason.get());
    return new ScalarKernels();
  }

  private static KernelProvider vector(OptionalInt bits) {
    VectorKernels vector = new VectorKernels();
    if (bits.isPresent() && bits.getAsInt() > VectorKernels.preferredBits()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Vectors of {0} bits are emulated on this CPU, very slowly; -D{1}={2} or leaving it out"
              + " is fast",
          Integer.toString(bits.getAsInt()),
          BITS,
          Integer.toString(VectorKernels.preferredBits()));
    }
    return vector;
  }

  /** Why the vector provider cannot run here, with the remedy; empty when it can. */
  private static Optional<String> missing() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.of("the Vector API is not loaded; start java with --add-modules=" + MODULE);
    }
    return Optional.empty();
  }
}
