package dev.mirrorflow.linalg;

/**
 * The corrections of an iterative refinement to twice the precision. They end at the last digits,
 * or where one is not half the one before, for then the factor is too far from the matrix.
 */
public final class Corrections {

  /** Of the largest entry of a solution, a correction in the last digits of a pair. */
  private static final double LAST_DIGITS = 0x1p-100;

  private double before = Double.POSITIVE_INFINITY;
  private boolean goesOn = true;

  /** Whether another one is of use. */
  public boolean goesOn() {
    return goesOn;
  }

  /**
   * Takes note of one.
   *
   * @param correction its largest entry
   * @param solution the largest entry of the solution
   */
  public void corrected(double correction, double solution) {
    goesOn = correction > LAST_DIGITS * solution && correction <= before / 2;
    before = correction;
  }
}
