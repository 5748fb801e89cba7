package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;

/**
 * Where the gradient flow of the diagonal network ends that first fits other data and then those it
 * is meant for: how a start can be bad (S. Liu, D. Papailiopoulos, D. Achlioptas, Bad global minima
 * exist and SGD can reach them, 2020; the lecture's figure 1). The start enters by I and θ0 (3.28);
 * I = α² is kept by the first flow, and θ0 is where it ends.
 *
 * <p>What the first flow adds to the mirror image of θ, ½ asinh(θ/I), lies in the row space of its
 * samples. If that is contained in the row space of X, as with other labels on the same samples,
 * the second flow takes it back: it ends where it would have ended without the first. What lies
 * outside stays for ever.
 *
 * <p>Example: seed 1 of {@code data.SyntheticProblem} with n = 40, d = 200 and a 5-sparse θ*, from
 * α = 1e-3: a test error of 0.0061, the same after random labels, and 15.9 after {@code
 * data.CorruptedSamples} of two copies with half of the features, where θ = 0 has 4.97. The
 * training loss is 0 each time.
 *
 * @param theta0 where the first flow ends, length d
 * @param end where the second ends
 */
public record Pretraining(double[] theta0, Projection end) {

  /**
   * Where {@link #of} ends, or why no limit could be certified.
   *
   * @throws BadDataException if the problems differ in d, one has no interpolator or α is not
   *     positive and finite
   * @throws ComputationException if the thread was interrupted
   */
  public static LimitAttempt<Projection> attempt(
      LeastSquares first, LeastSquares then, double alpha) {
    return LimitAttempt.of(alpha, () -> of(first, then, alpha).end());
  }

  /**
   * From u = √2 α, v = 0 through an interpolator of the first problem to one of the second. Below
   * an α of about 1e-30 the second limit may be beyond what can be certified.
   *
   * @throws BadDataException if the problems differ in d, one has no interpolator or α is not
   *     positive and finite
   * @throws ComputationException if a limit could not be certified
   */
  public static Pretraining of(LeastSquares first, LeastSquares then, double alpha) {
    if (first.features() != then.features()) {
      throw new BadDataException(
          "the first data have "
              + first.features()
              + " features and the second "
              + then.features()
              + "; they must match");
    }
    double[] theta0 = new BregmanProjection(first).ofAlpha(alpha).theta();
    HyperbolicEntropy entropy = HyperbolicEntropy.ofAlpha(alpha, theta0.length);
    double[] logInvariant = new double[theta0.length];
    double[] shift = new double[theta0.length];
    for (int j = 0; j < shift.length; j++) {
      logInvariant[j] = entropy.logInvariant(j);
      shift[j] = 2 * entropy.gradient(j, theta0[j]);
    }
    EffectiveStart start = new EffectiveStart(logInvariant, shift);
    return new Pretraining(theta0, new BregmanProjection(then).of(start));
  }
}
