package dev.mirrorflow.bias;

import java.io.Serializable;

/**
 * A point of {@link DualSystem} over an A that is kept by columns, to be sent to where they are.
 *
 * @param rows what A is
 * @param start θ0 and I
 * @param rise is added to every ln |I_j|
 * @param scale c
 * @param zeta ζ, an entry for each row of A
 */
record DualPoint(RowChoice rows, ColumnStart start, double rise, double scale, double[] zeta)
    implements Serializable {}
