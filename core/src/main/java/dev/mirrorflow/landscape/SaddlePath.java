package dev.mirrorflow.landscape;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient flow of the diagonal network from u = √2 α, v = 0 in the limit α → 0, in the time τ
 * = t/ln(1/α): it rests at saddles and jumps from one to the next (S. Pesme, N. Flammarion,
 * Saddle-to-saddle dynamics in diagonal linear networks, 2023).
 *
 * <p>While it rests at θ, s = Xᵀν/ln(1/α) moves by -∇R(θ) a unit of time. When an entry of s
 * reaches ±1 the flow jumps to argmin R over the θ with θ_j &gt;= 0 where s_j = 1, θ_j &lt;= 0
 * where s_j = -1, and θ_j = 0 elsewhere; coordinates may leave. The end minimises R, and s is the
 * proof that no other minimiser has a lesser ℓ1 norm.
 *
 * <p>A jump costs 4nd flops for the gradient and the search, and O(nk) for each coordinate that
 * comes or goes on a support of k: the minimiser is not computed anew. Where doubles do not prove
 * the end, and X has at most {@link #MOST_ENTRIES} entries, the path is followed in as many digits
 * as it needs: rows of very different size, or nearly equal columns, ask for that.
 *
 * <p>Columns that arrive together to rounding jump together. Equal columns have equal parts of
 * their sum, as in the flow. Where the minimiser is not unique for another reason, one is followed,
 * and {@link Saddle#tied} names what could take its place; the times, the losses and ‖θ‖₁ do not
 * depend on it.
 *
 * <p>Example, where the first coordinate comes and goes: X = [[1, 0.5, 0.7, 0], [0.5, 1, 0.1, 0.7]]
 * and y = (1, 0) give jumps at τ = 2, 8 and 552/49, to (4/5, 0, 0, 0), (0, 0, 7/5, 0) and (0, 0,
 * 10/7, -10/49).
 */
public final class SaddlePath {

  /** To this the certificate of the end is expected to hold. */
  public static final double TOLERANCE = 1e-9;

  /** The most entries of X with which the path is followed in more digits than a double has. */
  public static final int MOST_ENTRIES = 20_000;

  private static final int FIRST_BITS = 256;
  private static final int MOST_BITS = 4096;

  /** Two paths of different digits agree if their θ and τ do to this. */
  private static final double AGREE = 1e-14;

  /** The most saddles for each unit of n + d: only a degenerate X needs as many. */
  private static final int MOST = 20;

  private final DesignMatrix x;
  private final EqualColumns equal;
  private final SaddleMotion motion;
  private final List<Saddle> saddles = new ArrayList<>();
  private final PathCertificate certificate;

  private SaddlePath(DesignMatrix x, EqualColumns equal, SaddleMotion motion) {
    this.x = x;
    this.equal = equal;
    this.motion = motion;
    follow();
    this.certificate = motion.certificate();
  }

  /**
   * Follows the path to its end.
   *
   * @throws BadDataException if a τ or a θ_j leaves the range of normal doubles
   * @throws ComputationException if it does not end within 20 (n + d) jumps, which nearly equal
   *     columns may cause, or if the thread is interrupted
   */
  public static SaddlePath of(LeastSquares problem) {
    boolean small = (long) problem.samples() * problem.features() <= MOST_ENTRIES;
    SaddlePath fast;
    try {
      fast = inDoubles(problem);
    } catch (ComputationException | BadDataException e) {
      ComputationException.throwIfInterrupted();
      if (!small) {
        throw e;
      }
      return exact(problem);
    }
    return small && !fast.certificate.holds(TOLERANCE) ? exact(problem) : fast;
  }

  private static SaddlePath inDoubles(LeastSquares problem) {
    EqualColumns equal = new EqualColumns(problem.design());
    return new SaddlePath(problem.design(), equal, new FloatingMotion(problem, equal));
  }

  /** The path in the first digits that twice as many agree with. */
  private static SaddlePath exact(LeastSquares problem) {
    SaddlePath before = null;
    for (int bits = FIRST_BITS; bits <= MOST_BITS; bits *= 2) {
      EqualColumns equal = new EqualColumns(problem.design());
      try {
        ExactMotion motion = new ExactMotion(problem, equal, bits);
        SaddlePath path = new SaddlePath(problem.design(), equal, motion);
        if (before != null && before.agrees(path) && path.certificate.holds(TOLERANCE)) {
          return path;
        }
        before = path;
      } catch (ArithmeticException | ComputationException _) {
        // These bits do not suffice.
        ComputationException.throwIfInterrupted();
        before = null;
      }
    }
    throw new ComputationException(
        "the path is not decided in "
            + MOST_BITS
            + " bits: entries of X or y differ by too many powers of ten; scale its rows or"
            + " columns");
  }

  private boolean agrees(SaddlePath that) {
    if (saddles.size() != that.saddles.size()) {
      return false;
    }
    for (int k = 0; k < saddles.size(); k++) {
      Saddle a = saddles.get(k);
      Saddle b = that.saddles.get(k);
      if (!Arrays.equals(a.support(), b.support())
          || !(Math.abs(a.time() - b.time()) <= AGREE * b.time())) {
        return false;
      }
      for (int i = 0; i < a.values().length; i++) {
        double value = b.values()[i];
        if (!(Math.abs(a.values()[i] - value) <= AGREE * Math.abs(value))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The saddles in the order of time, θ = 0 the first. */
  public List<Saddle> saddles() {
    return List.copyOf(saddles);
  }

  /** The last saddle, a minimiser of R of least ℓ1 norm. */
  public Saddle end() {
    return saddles.getLast();
  }

  /** p, length n, with s = Xᵀp at the end, rounded. */
  public double[] dual() {
    return motion.dual();
  }

  /**
   * The columns of X that are equal up to sign and have entered a support: each group shares its
   * sum evenly.
   */
  public List<int[]> equalColumns() {
    return equal.groups().stream().map(int[]::clone).toList();
  }

  /** What proves the end. */
  public PathCertificate certificate() {
    return certificate;
  }

  private void follow() {
    record(new int[0], new int[0]);
    int most = MOST * (x.rows() + x.columns());
    while (motion.advance()) {
      ComputationException.throwIfInterrupted();
      if (saddles.size() > most) {
        throw new ComputationException(
            "the path did not end within "
                + most
                + " jumps; X may have nearly equal columns, drop them");
      }
      int[] waiting = SignedLeastSquares.solve(motion, motion.arrived());
      int[] tied = motion.tied(waiting);
      Arrays.sort(tied);
      record(end().support(), tied);
    }
  }

  private void record(int[] before, int[] tied) {
    double[] theta = equal.shared(motion.face(), motion.values());
    int[] support = equal.support(motion.face());
    double[] values = Arrays.stream(support).mapToDouble(j -> theta[j]).toArray();
    double time = motion.time();
    if (!saddles.isEmpty()) {
      requireNormal("the time τ of a jump", time);
    }
    for (double value : values) {
      requireNormal("an entry of θ", value);
    }
    saddles.add(
        new Saddle(
            time,
            support,
            values,
            motion.loss(),
            Arrays.stream(values).map(Math::abs).sum(),
            difference(support, before),
            difference(before, support),
            tied));
  }

  private static void requireNormal(String name, double value) {
    if (!(Math.abs(value) >= Double.MIN_NORMAL) || Double.isInfinite(value)) {
      throw new BadDataException(
          name
              + " is "
              + value
              + ", which leaves the range of doubles; multiply X or y by a power of ten: θ goes"
              + " like y/X, and τ like 1/(Xy)");
    }
  }

  /** The entries of a that b lacks; both rising. */
  private static int[] difference(int[] a, int[] b) {
    return Arrays.stream(a).filter(j -> Arrays.binarySearch(b, j) < 0).toArray();
  }
}
