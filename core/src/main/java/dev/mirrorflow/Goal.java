package dev.mirrorflow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import java.util.function.DoubleSupplier;

/** The training loss R(θ) = ‖Xθ - y‖²/(2n) at which a descent or a flow has come to its end. */
public final class Goal {

  /** 1e-10 of R(0), what the command line takes without {@code --tolerance}. */
  static final Goal USUAL = relativeLoss(1e-10);

  private final double value;
  private final boolean isRelative;

  private Goal(double value, boolean isRelative) {
    this.value = value;
    this.isRelative = isRelative;
  }

  /**
   * Within this share of R(0) = ‖y‖²/(2n) of the least training loss, which is 0 where θ can
   * interpolate y: {@code --tolerance} of the command line.
   *
   * @throws BadDataException unless it is 0 or positive and finite
   */
  public static Goal relativeLoss(double tolerance) {
    return new Goal(checked("relativeLoss", tolerance), true);
  }

  /**
   * At a training loss of at most this.
   *
   * @throws BadDataException unless it is 0 or positive and finite
   */
  public static Goal loss(double loss) {
    return new Goal(checked("loss", loss), false);
  }

  private static double checked(String name, double value) {
    if (!(value >= 0 && value <= Double.MAX_VALUE)) {
      throw new BadDataException(
          name + "(" + value + ") is no goal: it must be 0 or positive and finite; try 1e-10");
    }
    return value;
  }

  /**
   * The R(θ) to end at.
   *
   * @param minimum the least training loss, asked for if the goal is relative
   * @throws BadDataException if losses leave the range of doubles
   */
  double loss(LeastSquares risk, DoubleSupplier minimum) {
    return isRelative ? risk.lossGoal(minimum.getAsDouble(), value) : value;
  }

  @Override
  public String toString() {
    return isRelative ? "relative loss " + value : "loss " + value;
  }
}
