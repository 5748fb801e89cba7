package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.List;

/** The limits of the gradient flow of the diagonal network of any depth from 2. */
public final class NetworkLimits {

  private NetworkLimits() {}

  /**
   * The certified limits for some α, by {@link BregmanProjection} or {@link DepthProjection}.
   *
   * @param depth 2 for θ = u⊙v from u = √2 α, v = 0; D &gt;= 3 for θ = w₊^D - w₋^D from w± = α
   * @return in the order of {@code alphas}
   * @throws BadDataException if no interpolator exists, or the depth or some α is out of range
   * @throws ComputationException if some limit could not be certified
   */
  public static List<Projection> of(LeastSquares problem, int depth, double[] alphas) {
    return LimitAttempts.required(attempts(problem, depth, alphas));
  }

  /**
   * The same, but an α that could not be certified takes none of the others with it.
   *
   * @param depth 2 for θ = u⊙v from u = √2 α, v = 0; D &gt;= 3 for θ = w₊^D - w₋^D from w± = α
   * @return in the order of {@code alphas}
   * @throws BadDataException if no interpolator exists, or the depth or some α is out of range
   * @throws ComputationException if the thread was interrupted
   */
  public static List<LimitAttempt<Projection>> attempts(
      LeastSquares problem, int depth, double[] alphas) {
    if (depth < 2) {
      throw new BadDataException("the depth must be 2 or more, not " + depth);
    }
    if (depth == 2) {
      return new BregmanProjection(problem).attempts(alphas);
    }
    DepthProjection deep = new DepthProjection(problem);
    return Arrays.stream(alphas)
        .mapToObj(alpha -> LimitAttempt.of(alpha, () -> deep.of(alpha, depth)))
        .toList();
  }
}
