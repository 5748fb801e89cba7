package dev.mirrorflow.landscape;

import dev.mirrorflow.error.ComputationException;
import java.util.Arrays;

/**
 * argmin ‖y - Xθ‖² with a sign given for each coordinate of a set, θ_j of that sign or 0, and θ_j =
 * 0 outside: the active-set method of Lawson and Hanson (Solving Least Squares Problems, 1974, ch.
 * 23), started from the solution it has.
 */
final class SignedLeastSquares {

  private SignedLeastSquares() {}

  /**
   * Solves anew after coordinates were added to the set.
   *
   * @param candidates the coordinates of the set that are not on the face
   * @return those that are not on it at the end
   */
  static int[] solve(SaddleMotion motion, int[] candidates) {
    int[] waiting = candidates;
    int most = 20 + 10 * (motion.face().length + candidates.length);
    for (int round = 0; ; round++) {
      int entering = motion.mostWanted(waiting);
      if (entering < 0) {
        motion.settle();
        return waiting;
      }
      if (round == most) {
        throw new ComputationException(
            "the minimiser with the signs given was not found in "
                + most
                + " exchanges; X may have nearly equal columns, drop them");
      }
      int[] before = motion.face();
      if (motion.enter(entering)) {
        descend(motion);
      }
      waiting = exchanged(motion, waiting, entering, before);
    }
  }

  /** Goes to the least squares of the face, leaving those of its coordinates that come to 0. */
  private static void descend(SaddleMotion motion) {
    while (true) {
      int[] blocking = motion.approach();
      if (blocking.length == 0) {
        return;
      }
      for (int place : blocking) {
        motion.leave(place);
      }
    }
  }

  /** The candidates without the one that came in, with those that left the face. */
  private static int[] exchanged(
      SaddleMotion motion, int[] candidates, int entering, int[] before) {
    int[] face = motion.face().clone();
    Arrays.sort(face);
    int[] left = Arrays.stream(before).filter(j -> !isIn(face, j)).toArray();
    int[] out = Arrays.copyOf(candidates, candidates.length + left.length);
    System.arraycopy(left, 0, out, candidates.length, left.length);
    return Arrays.stream(out).filter(j -> j != entering && !isIn(face, j)).toArray();
  }

  private static boolean isIn(int[] rising, int j) {
    return Arrays.binarySearch(rising, j) >= 0;
  }
}
