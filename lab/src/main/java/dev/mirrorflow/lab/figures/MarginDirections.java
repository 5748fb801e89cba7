package dev.mirrorflow.lab.figures;

import dev.mirrorflow.bias.L1Margin;
import dev.mirrorflow.bias.L2Margin;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.LogisticDescent;
import dev.mirrorflow.descent.LogisticRule;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import dev.mirrorflow.model.Logistic;
import dev.mirrorflow.model.Norms;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Descent on the logistic loss: the angle to the maximum-margin separator and what the margin lacks
 * against time, for gradient descent and its normalised form (ℓ2) and for the network (ℓ1).
 */
final class MarginDirections implements Figure {

  private static final int N = 30;
  private static final int D = 60;
  private static final long STEPS = 100_000;
  private static final int POINTS = 60;
  private static final double ALPHA = 0.01;

  @Override
  public String name() {
    return "margin";
  }

  @Override
  public String caption() {
    return "logistic loss: GD turns to the ℓ2 margin like 1/log t, the network to the ℓ1 margin";
  }

  @Override
  public Canvas draw() {
    Dataset data = SyntheticProblem.of(N, D, 3, 3).training();
    Logistic risk =
        new Logistic(data.x(), Arrays.stream(data.y()).map(y -> y < 0 ? -1 : 1).toArray());
    double[] l2 = L2Margin.of(risk).w();
    double[] l1 = L1Margin.of(risk).w();
    double eta = 1 / risk.smoothness();
    Plot angle =
        new Plot(Axis.log("step t", 1, STEPS), Axis.log("angle to the maximum margin", 1e-4, 2));
    Plot margin =
        new Plot(Axis.log("step t", 1, STEPS), Axis.log("1 − margin / maximum margin", 1e-4, 2));
    Start zero = Start.zero(D);
    Start network = Start.network(ALPHA, D);
    draw(
        angle,
        margin,
        "GD, to ℓ₂",
        run(risk, zero, eta, LogisticRule.GRADIENT),
        l2,
        Norms::l2,
        Palette.BLUE);
    draw(
        angle,
        margin,
        "normalised, ℓ₂",
        run(risk, zero, eta, LogisticRule.NORMALIZED),
        l2,
        Norms::l2,
        Palette.GREEN);
    draw(
        angle,
        margin,
        "network, to ℓ₁",
        run(risk, network, eta, LogisticRule.GRADIENT),
        l1,
        Norms::l1,
        Palette.RED);
    return Canvas.inColumns(2400, 1100, 2, List.of(angle, margin)).legendBelow();
  }

  /** The recorded states but that at t = 0, which has no direction. */
  private static List<State> run(Logistic risk, Start start, double eta, LogisticRule rule) {
    List<State> states = new ArrayList<>();
    double[] margins = new double[risk.samples()];
    new LogisticDescent(eta, rule, new Batches.Full())
        .run(
            risk,
            start,
            LogisticDescent.logSpaced(STEPS, POINTS),
            (t, _, theta) -> {
              if (t > 0) {
                risk.signedDesign().multiply(theta, margins);
                states.add(new State(t, Arrays.stream(margins).min().getAsDouble(), theta.clone()));
              }
            });
    return states;
  }

  private record State(long t, double margin, double[] theta) {}

  private static void draw(
      Plot angle,
      Plot margin,
      String name,
      List<State> states,
      double[] separator,
      ToDoubleFunction<double[]> norm,
      Color color) {
    double[] t = states.stream().mapToDouble(State::t).toArray();
    double[] unit = unit(separator);
    double[] angles =
        states.stream()
            .mapToDouble(s -> 2 * Math.asin(Norms.relativeDistance(unit(s.theta()), unit) / 2))
            .toArray();
    double best = 1 / norm.applyAsDouble(separator);
    double[] lacking =
        states.stream()
            .mapToDouble(s ->
                // Until the classes are separated there is no margin to lack anything.
                s.margin() > 0 ? 1 - s.margin() / norm.applyAsDouble(s.theta()) / best : Double.NaN)
            .toArray();
    angle.line(name, t, angles, Pen.solid(color, 6));
    margin.line(t, lacking, Pen.solid(color, 6));
  }

  private static double[] unit(double[] a) {
    double length = Norms.l2(a);
    return Arrays.stream(a).map(value -> value / length).toArray();
  }
}
