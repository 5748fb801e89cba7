package dev.mirrorflow.lab.figures;

import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;

/** The interpolators of one sample with two features, θ_ols + ker X (2.5): a line in the plane. */
final class InterpolatorLine {

  /** Beyond every axis of these figures. */
  private static final double FAR = 100;

  private InterpolatorLine() {}

  static void draw(Plot plot, LeastSquares risk, Pen pen) {
    LinearSolutions solutions = new LinearSolutions(risk);
    double[] from = solutions.minimumNorm();
    double[] along = solutions.kernelComponent(new double[] {1, 0});
    plot.line(
        "interpolators, Xθ = y",
        new double[] {from[0] - FAR * along[0], from[0] + FAR * along[0]},
        new double[] {from[1] - FAR * along[1], from[1] + FAR * along[1]},
        pen);
  }
}
