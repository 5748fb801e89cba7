package dev.mirrorflow.kernel;

/**
 * Where the entries of a large array lie. The garbage collector puts an array of half a megabyte or
 * more at the start of a region, and its entries begin 16 bytes later: vectors from here on do not
 * straddle two cache lines.
 */
public final class CacheLine {

  /** The first entry of a large {@code double[]} on a boundary of 64 bytes. */
  public static final int FIRST_DOUBLE = 6;

  /** The first entry of a large {@code float[]} on a boundary of 64 bytes. */
  public static final int FIRST_FLOAT = 12;

  /**
   * Bytes by which streams that are read side by side start further apart than they would, an odd
   * number of lines: at distances of a power of two, as those of X often are, they would meet in
   * the same sets of L1.
   */
  public static final int APART = 17 * 64;

  /**
   * An array of this many bytes has regions of its own in a heap of up to 8 GiB; a smaller one may
   * lie anywhere. Data that fill L1 are put in an array of this length: on its boundaries a pass
   * over 64 x 512 doubles runs 1.25 times as fast.
   */
  private static final int OWN_REGION = 1 << 20;

  private static final int WORTH_ALIGNING = 1 << 16;

  private CacheLine() {}

  /** How long to make an array for so many entries of so many bytes. */
  public static int arrayLength(int entries, int bytes) {
    return entries < WORTH_ALIGNING / bytes ? entries : Math.max(entries, OWN_REGION / bytes);
  }
}
