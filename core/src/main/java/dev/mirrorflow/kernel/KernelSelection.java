package dev.mirrorflow.kernel;

import java.util.Optional;

/** Picks the provider of the kernels once, when {@link Kernels} is first used. */
final class KernelSelection {

  static final String PROPERTY = "mirrorflow.kernels";
  private static final String MODULE = "jdk.incubator.vector";
  private static final System.Logger LOG = System.getLogger("dev.mirrorflow.kernel");

  private KernelSelection() {}

  /**
   * The provider asked for by {@code -Dmirrorflow.kernels}, or the best this JVM has.
   *
   * @throws IllegalArgumentException if the property is neither {@code scalar} nor {@code vector}
   * @throws IllegalStateException if {@code vector} was forced and the module is not there
   */
  static KernelProvider select() {
    String forced = System.getProperty(PROPERTY);
    return switch (forced) {
      case null -> best();
      case "scalar" -> new ScalarKernels();
      case "vector" -> forcedVector();
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + " must be scalar or vector, not '" + forced + "'");
    };
  }

  private static KernelProvider forcedVector() {
    Optional<String> reason = missing();
    if (reason.isPresent()) {
      throw new IllegalStateException(
          "-D" + PROPERTY + "=vector cannot be honoured: " + reason.get());
    }
    return new VectorKernels();
  }

  private static KernelProvider best() {
    Optional<String> reason = missing();
    if (reason.isEmpty()) {
      return new VectorKernels();
    }
    LOG.log(System.Logger.Level.WARNING, "Slow scalar kernels are in use: {0}", reason.get());
    return new ScalarKernels();
  }

  /** Why the vector provider cannot run here, with the remedy; empty when it can. */
  private static Optional<String> missing() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.of("the Vector API is not loaded; start java with --add-modules=" + MODULE);
    }
    return Optional.empty();
  }
}
