package dev.mirrorflow.data;

/**
 * How a .npy file is written; little-endian and format 1.0 always.
 *
 * @param float32 whether elements are rounded to float32 instead of float64
 * @param fortranOrder whether columns follow each other instead of rows
 * @param nonFinite whether NaN and infinity may be written, as marks of missing values; otherwise
 *     they are refused
 */
public record NpyFormat(boolean float32, boolean fortranOrder, boolean nonFinite) {

  /** float64 in C order, finite values only. */
  public static final NpyFormat DEFAULT = new NpyFormat(false, false, false);

  /** The same with elements rounded to float32. */
  public NpyFormat withFloat32() {
    return new NpyFormat(true, fortranOrder, nonFinite);
  }

  /** The same with columns following each other. */
  public NpyFormat withFortranOrder() {
    return new NpyFormat(float32, true, nonFinite);
  }

  /** The same, but NaN and infinity are written too. */
  public NpyFormat withNonFinite() {
    return new NpyFormat(float32, fortranOrder, true);
  }
}
