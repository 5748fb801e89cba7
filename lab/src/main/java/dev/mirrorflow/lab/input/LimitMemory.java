package dev.mirrorflow.lab.input;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.DesignProjection;
import dev.mirrorflow.data.NpyMatrix;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnPass;
import java.util.Locale;

/**
 * How much memory the limits of an X in a file need, and how much there is.
 *
 * @param x the file
 * @param inMemory bytes with X in memory
 * @param outOfCore bytes with blocks of X in memory
 * @param limit bytes that may be taken
 */
public record LimitMemory(NpyMatrix x, long inMemory, long outOfCore, long limit) {

  /** What the program itself takes, its libraries and the garbage between collections. */
  static final long PROGRAM = 32L << 20;

  /**
   * For limits at so many α.
   *
   * @param limit bytes that may be taken, at most those of the heap count
   */
  public static LimitMemory of(NpyMatrix x, int alphas, long limit) {
    return new LimitMemory(
        x,
        PROGRAM + BregmanProjection.memory(x.rows(), x.columns(), alphas),
        PROGRAM + ColumnPass.memory(x.rows()),
        Math.min(limit, Runtime.getRuntime().maxMemory()));
  }

  /** Whether X can be in memory. */
  public boolean fits() {
    return inMemory <= limit;
  }

  /**
   * Checks that blocks of X can.
   *
   * @throws BadDataException saying what is needed and what there is
   */
  public void requireOutOfCore() {
    if (outOfCore > limit) {
      throw new BadDataException(
          "the limit of an X of "
              + x.rows()
              + " rows needs "
              + text(outOfCore)
              + " even out of core, and there is "
              + text(limit)
              + "; raise --memory-limit and MIRRORFLOW_JAVA_OPTS=-Xmx");
    }
  }

  /**
   * Checks, before the work begins, that the heap holds the limits over an X that is kept as its
   * products.
   *
   * @throws BadDataException saying what is needed and what there is
   */
  public static void require(Design x, int alphas) {
    requireWithin(x, alphas, Runtime.getRuntime().maxMemory());
  }

  static void requireWithin(Design x, int alphas, long limit) {
    long need = need(x, alphas);
    if (need > limit) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "limits at %d alpha%s over an X of %d x %d need %s at least, and there is %s; take"
                  + " fewer alphas or features, or set MIRRORFLOW_JAVA_OPTS=-Xmx",
              alphas,
              alphas == 1 ? "" : "s",
              x.rows(),
              x.columns(),
              text(need),
              text(limit)));
    }
  }

  /** What a limit over an X that is kept as its products needs, and what there is, for people. */
  public static String summary(Design x, long limit) {
    return String.format(
        Locale.ROOT,
        "needs %s at least; there is %s",
        text(need(x, 1)),
        text(Math.min(limit, Runtime.getRuntime().maxMemory())));
  }

  private static long need(Design x, int alphas) {
    long entries = x instanceof SparseMatrix sparse ? sparse.bytes() : 0;
    return PROGRAM + entries + DesignProjection.memory(x, alphas);
  }

  /** Both needs and what there is, for people. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "needs %s in memory, %s out of core; there is %s",
        text(inMemory),
        text(outOfCore),
        text(limit));
  }

  /** An amount of memory for people. */
  public static String text(long bytes) {
    return bytes < 1L << 30
        ? String.format(Locale.ROOT, "%.0f MiB", bytes / (double) (1 << 20))
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
  }
}
