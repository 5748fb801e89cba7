package dev.mirrorflow.landscape;

/**
 * The arithmetic of a {@link SaddlePath}: it holds θ on its face (the coordinates with θ_j ≠ 0), s
 * and p. What is done with them, and in which order, is the same in doubles and in more digits.
 */
interface SaddleMotion {

  /**
   * Lets s move by -∇R(θ) a unit of time until an entry arrives at the end of [-1, 1].
   *
   * @return false if none ever does: θ is the end
   */
  boolean advance();

  /** The coordinates off the face with |s_j| = 1, without copies of others, rising. */
  int[] arrived();

  /** The coordinate of these whose gradient drives it most strongly to its sign; -1 if none. */
  int mostWanted(int[] candidates);

  /** Takes a coordinate into the face with θ_j = 0; false if its column lies in their span. */
  boolean enter(int j);

  /**
   * Moves θ on the face to the least squares of it, or as far towards it as the signs of s permit.
   *
   * @return the places on the face whose θ_j came to 0, falling; none at the least squares
   */
  int[] approach();

  /** Drops the coordinate in this place of the face. */
  void leave(int place);

  /** Is called when θ is the minimiser under the signs of s. */
  void settle();

  /**
   * Those of these coordinates, which have arrived, that could take a part of θ without a change of
   * Xθ: their gradient is 0, and their columns and those of the face are linearly dependent.
   */
  int[] tied(int[] waiting);

  /** The coordinates of the face, in the order they came, not to be changed. */
  int[] face();

  /** θ on the face, in the units of the data. */
  double[] values();

  /** τ, in the units of the data. */
  double time();

  /** R(θ), in the units of the data. */
  double loss();

  /** p, length n, in the units of the data. */
  double[] dual();

  /** What proves the end. */
  PathCertificate certificate();
}
