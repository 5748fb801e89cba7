package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.NpyMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnPass;
import java.util.Locale;

/**
 * How much memory descents on an X in a file need, whose blocks are read in turn: u and v are in
 * memory for each α.
 *
 * @param x the file
 * @param alphas how many α
 * @param need bytes
 * @param limit bytes that may be taken
 */
public record DescentMemory(NpyMatrix x, int alphas, long need, long limit) {

  /**
   * For descents from so many α.
   *
   * @param limit bytes that may be taken, at most those of the heap count
   */
  public static DescentMemory of(NpyMatrix x, int alphas, long limit) {
    return new DescentMemory(
        x,
        alphas,
        LimitMemory.PROGRAM
            + ColumnPass.memory(x.rows())
            + 2L * Double.BYTES * x.columns() * alphas,
        Math.min(limit, Runtime.getRuntime().maxMemory()));
  }

  /**
   * Checks that there is enough.
   *
   * @throws BadDataException saying what is needed and what there is
   */
  public void require() {
    if (need > limit) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "descents from %d alphas on an X of %d columns need %s, and there is %s; raise"
                  + " --memory-limit and MIRRORFLOW_JAVA_OPTS=-Xmx, or take fewer alphas",
              alphas,
              x.columns(),
              LimitMemory.text(need),
              LimitMemory.text(limit)));
    }
  }

  /** The need and what there is, for people. */
  public String summary() {
    return "needs " + LimitMemory.text(need) + "; there is " + LimitMemory.text(limit);
  }
}
