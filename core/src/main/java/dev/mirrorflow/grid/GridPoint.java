package dev.mirrorflow.grid;

import dev.mirrorflow.descent.StepRule;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One experiment of a grid: the diagonal network from u0 = √2 α 1, v0 = 0 (3.29) on the sparse
 * problem that n, d, k, noise and seed make. Any values may stand here; those that make no
 * experiment are complained of by its row.
 *
 * <p>The data come from {@code seed}, so that points that differ in α or method see the same data.
 * What else is random draws from {@link #ownSeed}.
 *
 * @param alpha the initialisation scale α
 * @param seed of X, θ* and the noise
 * @param n number of samples
 * @param d number of features
 * @param k number of non-zero entries of θ*
 * @param noise standard deviation of the noise on y
 * @param method how to get to the solution
 * @param step the step size of a descent, null for the flow and its limit
 * @param batch samples in a mini-batch of SGD, 0 for the other methods
 * @param momentum β of momentum, 0 for the other methods
 * @param tolerance the training loss to stop at, relative to R(0); 0 for the limit
 * @param maxIterations the budget of steps, 0 for the limit
 */
public record GridPoint(
    double alpha,
    long seed,
    int n,
    int d,
    int k,
    double noise,
    GridMethod method,
    StepRule step,
    int batch,
    double momentum,
    double tolerance,
    long maxIterations)
    implements Serializable {

  /** Forgets what the method has no use for, so that one experiment has one identity. */
  public GridPoint {
    step = method.isDescent() ? step : null;
    batch = method == GridMethod.SGD ? batch : 0;
    momentum = method == GridMethod.MOMENTUM ? momentum : 0;
    tolerance = method == GridMethod.LIMIT ? 0 : tolerance;
    maxIterations = method == GridMethod.LIMIT ? 0 : maxIterations;
  }

  /** All that defines the experiment in one line, doubles so that they read back to their bits. */
  public String canonical() {
    return String.format(
        Locale.ROOT,
        "mirrorflow-point-1 alpha=%s seed=%d n=%d d=%d k=%d noise=%s method=%s step=%s batch=%d"
            + " momentum=%s tolerance=%s maxIterations=%d",
        alpha,
        seed,
        n,
        d,
        k,
        noise,
        method,
        stepText(),
        batch,
        momentum,
        tolerance,
        maxIterations);
  }

  /** The identity: SHA-256 of {@link #canonical} in UTF-8, as 64 hexadecimal digits. */
  public String identity() {
    return HexFormat.of().formatHex(digest());
  }

  /** The seed of the mini-batches: the first 8 bytes of the identity, big-endian. */
  public long ownSeed() {
    return ByteBuffer.wrap(digest()).getLong();
  }

  /** The step rule as it is typed, empty where there is none. */
  public String stepText() {
    return step == null ? "" : step.text();
  }

  GridPoint withAlpha(double value) {
    return new GridPoint(
        value, seed, n, d, k, noise, method, step, batch, momentum, tolerance, maxIterations);
  }

  private byte[] digest() {
    return sha256(canonical());
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
