package dev.mirrorflow.linalg;

/**
 * When iterative refinement to twice the precision ends: at its last digits, or where a correction
 * is not half the one before, for then the factor is too far from the matrix.
 */
public final class Refinement {

  /** Of the largest entry of a solution, a correction in the last digits of a pair. */
  private static final double LAST_DIGITS = 0x1p-100;

  private double before = Double.POSITIVE_INFINITY;
  private boolean goesOn = true;

  /** Whether another step is of use. */
  public boolean goesOn() {
    return goesOn;
  }

  /**
   * Takes note of a step.
   *
   * @param correction the largest entry of it
   * @param solution the largest entry of the solution
   */
  public void corrected(double correction, double solution) {
    goesOn = correction > LAST_DIGITS * solution && correction <= before / 2;
    before = correction;
  }
}
