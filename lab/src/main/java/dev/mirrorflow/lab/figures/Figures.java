package dev.mirrorflow.lab.figures;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All figures, in the order of the lecture. A new one is a {@link Figure} and a line here. */
public final class Figures {

  private static final List<Figure> ALL =
      List.of(
          new LeastSquaresProjection(),
          new LossContours(),
          new PotentialContours(),
          new LimitNorms(),
          new StartRegimes(),
          new SamplesNeeded(),
          new DepthNorms(),
          new BadStarts(),
          new StoppedEarly(),
          new NetworkTrajectories(),
          new SaddleStaircase(),
          new PhaseTransitions(),
          new FactorisationNorms(),
          new SgdSparsity(),
          new StepSizeBias(),
          new MomentumBias(),
          new MarginDirections());

  private Figures() {}

  public static List<Figure> all() {
    return ALL;
  }

  /** The figure of this name, if there is one. */
  public static Optional<Figure> named(String name) {
    return ALL.stream().filter(figure -> figure.name().equals(name)).findFirst();
  }

  /** All names, for messages. */
  public static String names() {
    return ALL.stream().map(Figure::name).collect(Collectors.joining(", "));
  }
}
