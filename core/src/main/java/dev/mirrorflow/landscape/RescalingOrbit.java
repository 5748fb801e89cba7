package dev.mirrorflow.landscape;

import dev.mirrorflow.error.BadDataException;
import java.util.ArrayList;
import java.util.List;

/**
 * One orbit of the rescaling symmetry (b⊙u, v/b), all b_j ≠ 0, (3.2), among the critical points (u,
 * v) over one θ. Where θ_j ≠ 0 the symmetry reaches every (u_j, v_j) with u_j v_j = θ_j. Where θ_j
 * = 0 and g_j = 0 it does not (3.12): (0, 0), the line (c, 0) and the line (0, c), c ≠ 0, are
 * apart, so that k such coordinates make 3^k orbits. Where g_j ≠ 0 only (0, 0) is critical.
 *
 * @param coordinates the j with θ_j = 0 and g_j = 0, rising
 * @param pieces the piece for each of these
 * @param u u of a representative, length d: balanced on the support, c = 1
 * @param v its v
 */
public record RescalingOrbit(int[] coordinates, List<Piece> pieces, double[] u, double[] v) {

  /** The most coordinates with a choice that {@link #of} lists the orbits of: 3^7 = 2187. */
  public static final int MOST_COORDINATES = 7;

  /** The pieces of {u_j v_j = 0} that the symmetry keeps apart. */
  public enum Piece {
    ORIGIN("(0,0)"),
    U_AXIS("(c,0)"),
    V_AXIS("(0,c)");

    private final String text;

    Piece(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** 3^k, the number of orbits over θ. */
  public static double count(CriticalPoint point) {
    return Math.pow(3, point.idle().length);
  }

  /**
   * The orbits over θ, the one through the origin first.
   *
   * @throws BadDataException if there are more than 3^7
   */
  public static List<RescalingOrbit> of(CriticalPoint point) {
    int[] idle = point.idle();
    if (idle.length > MOST_COORDINATES) {
      throw new BadDataException(
          "the critical points over this support make 3^"
              + idle.length
              + " orbits; at most 3^"
              + MOST_COORDINATES
              + " are listed, choose a larger support");
    }
    int count = 1;
    for (int k = 0; k < idle.length; k++) {
      count *= Piece.values().length;
    }
    List<RescalingOrbit> orbits = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      orbits.add(ofNumber(point, idle, number));
    }
    return orbits;
  }

  /** The orbit whose pieces are the ternary digits of the number. */
  private static RescalingOrbit ofNumber(CriticalPoint point, int[] idle, int number) {
    double[] u = point.u();
    double[] v = point.v();
    List<Piece> pieces = new ArrayList<>();
    int rest = number;
    for (int j : idle) {
      Piece piece = Piece.values()[rest % Piece.values().length];
      rest /= Piece.values().length;
      pieces.add(piece);
      u[j] = piece == Piece.U_AXIS ? 1 : 0;
      v[j] = piece == Piece.V_AXIS ? 1 : 0;
    }
    return new RescalingOrbit(idle, pieces, u, v);
  }
}
