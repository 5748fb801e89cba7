package dev.mirrorflow.bench;

import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What one call of a kernel must do at least: declared once, so that rates are comparable whatever
 * an implementation does on top of it.
 *
 * @param flops floating-point operations, a multiply-add counting two
 * @param bytes bytes that have to come from or go beyond the registers once
 * @param reads those of them that are read: what the bandwidth roofs, of reading, limit
 * @param workingSet bytes that the call touches, deciding which memory level feeds it
 */
record Work(double flops, double bytes, double reads, double workingSet) {

  /** Residual and gradient over all rows: 4nd flops; X is read once. */
  static Work fusedGradient(Shape s) {
    double entries = (double) s.n() * s.d();
    return new Work(4 * entries, 8 * entries, 8 * entries, 8 * entries);
  }

  /** A gradient over all rows of an X in single precision: half the bytes. */
  static Work singleGradient(Shape s) {
    double entries = (double) s.n() * s.d();
    return new Work(4 * entries, 4 * entries, 4 * entries, 4 * entries);
  }

  /**
   * Gradients of 16 θ in blocks of {@code width} lanes: X is read once a block, Θ read and the
   * gradients written once.
   */
  static Work laneGradients(Shape s, int width) {
    int thetas = LaneGradientBenchmark.THETAS;
    double entries = (double) s.n() * s.d();
    double lanes = 8.0 * s.d() * thetas;
    double x = 8 * entries * thetas / width;
    return new Work(4 * entries * thetas, x + 2 * lanes, x + lanes, 8 * entries + 2 * lanes);
  }

  /** Residual and gradient over b rows out of n; successive batches wander over the whole of X. */
  static Work miniBatch(Shape s, int b) {
    double entries = (double) b * s.d();
    return new Work(4 * entries, 8 * entries, 8 * entries, 8.0 * s.n() * s.d());
  }

  /** Step of (u, v): reads u, v, g, writes u, v, θ. */
  static Work hadamardUpdate(int d) {
    return new Work(6.0 * d, 48.0 * d, 24.0 * d, 32.0 * d);
  }

  /** A gradient over all rows, or a tenth of them for SGD, and the update. */
  static Work descentStep(Shape s, String method) {
    return step(fusedGradient(s), method.equals("sgd") ? 0.1 : 1, s);
  }

  private static Work step(Work gradient, double share, Shape s) {
    Work update = hadamardUpdate(s.d());
    return new Work(
        share * gradient.flops() + update.flops(),
        share * gradient.bytes() + update.bytes(),
        share * gradient.reads() + update.reads(),
        gradient.workingSet() + update.workingSet());
  }

  /** Reading an array: what the bandwidth roofs are made of. */
  static Work read(int kib) {
    double bytes = 1024.0 * kib;
    return new Work(bytes / 8, bytes, bytes, bytes);
  }

  /** Independent multiply-adds in registers. */
  static Work multiplyAdds() {
    return new Work(2.0 * RoofBenchmark.FMA_DOUBLES, 0, 0, 0);
  }

  /** As many gradients over all rows as were counted. */
  static Work gradients(Shape s, double count) {
    Work one = fusedGradient(s);
    return new Work(
        count * one.flops(), count * one.bytes(), count * one.reads(), one.workingSet());
  }

  /** The same where all lanes of a pass over X are in use. */
  static Work fullLanes(Shape s, double count) {
    Work pass = laneGradients(s, LaneGradientBenchmark.THETAS);
    double passes = count / LaneGradientBenchmark.THETAS;
    return new Work(
        passes * pass.flops(), passes * pass.bytes(), passes * pass.reads(), pass.workingSet());
  }

  /** The lower triangle of X diag(w) Xᵀ: n²d flops, X read once. */
  static Work weightedGram(Shape s) {
    return newtonSteps(s, 1);
  }

  /** Newton steps on the dual, each with its n x n matrix: n²d flops, X read once. */
  static Work newtonSteps(Shape s, double count) {
    double entries = (double) s.n() * s.d();
    double read = count * 8 * entries;
    return new Work(count * s.n() * entries, read, read, 8 * entries);
  }

  /**
   * The work of one call of a measured benchmark; empty where nobody knows how much must be done.
   *
   * @throws IllegalArgumentException if the benchmark is unknown
   */
  static Optional<Work> of(ForkTimes m) {
    return switch (m.group()) {
      case "FusedGradient" -> Optional.of(storedGradient(m));
      case "NetworkStep" -> Optional.of(step(storedGradient(m), 1, Shape.parse(m.param("shape"))));
      case "ThreadedGradient", "BlasBackend" ->
          Optional.of(fusedGradient(Shape.parse(m.param("shape"))));
      case "LaneGradient" ->
          Optional.of(
              laneGradients(Shape.parse(m.param("shape")), Integer.parseInt(m.param("width"))));
      case "MiniBatch" ->
          Optional.of(miniBatch(Shape.parse(m.param("shape")), Integer.parseInt(m.param("b"))));
      case "DescentStep" ->
          Optional.of(descentStep(Shape.parse(m.param("shape")), m.param("method")));
      case "HadamardUpdate" -> Optional.of(hadamardUpdate(Integer.parseInt(m.param("d"))));
      case "Roof" ->
          Optional.of(
              m.method().equals("fma") ? multiplyAdds() : read(Integer.parseInt(m.param("kib"))));
      case "FlowIntegrator" ->
          m.method().startsWith("rodas")
              ? Optional.empty()
              : counted(m, "evaluations", Work::gradients);
      case "StepSize" ->
          m.method().equals("step")
              ? Optional.of(gradients(ProblemSize.parse(m.param("problem")).shape(), 1))
              : counted(m, "iterations", Work::gradients);
      case "Sweep" ->
          counted(m, "iterations", m.method().equals("lanes") ? Work::fullLanes : Work::gradients);
      case "FlowSweep" ->
          counted(
              m,
              "evaluations",
              m.method().equals("sideBySide") ? Work::fullLanes : Work::gradients);
      case "WeightedGram" -> Optional.of(weightedGram(Shape.parse(m.param("shape"))));
      case "LimitSolver" -> counted(m, "newtonSteps", Work::newtonSteps);
      case "SaddlePath" -> Optional.empty();
      default -> throw new IllegalArgumentException("no work is declared for " + m.benchmark());
    };
  }

  /** In the precision that the method is named after. */
  private static Work storedGradient(ForkTimes m) {
    Shape shape = Shape.parse(m.param("shape"));
    return m.method().endsWith("Single") ? singleGradient(shape) : fusedGradient(shape);
  }

  private static Optional<Work> counted(
      ForkTimes m, String counter, BiFunction<Shape, Double, Work> work) {
    Double count = m.counters().get(counter);
    return count == null
        ? Optional.empty()
        : Optional.of(work.apply(ProblemSize.parse(m.param("problem")).shape(), count));
  }
}
