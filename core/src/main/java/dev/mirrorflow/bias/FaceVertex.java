package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.linalg.ColumnQr;
import java.util.ArrayList;
import java.util.List;

/**
 * From a θ whose columns are dependent, as where some of them are equal, to one of independent
 * columns: along each dependence, which changes neither Aθ nor, where all are held by the same
 * dual, the cost, until an entry is 0.
 */
final class FaceVertex {

  /** The least part of a column outside the span of others that makes it independent. */
  private static final double INDEPENDENT = 1e-7;

  /** The most entries that the factors of the columns may have, each of two. */
  private static final long MOST_ENTRIES = 1 << 25;

  private final Design a;
  private final double[] theta;
  private final List<Integer> kept = new ArrayList<>();
  private final ColumnQr qr;

  private FaceVertex(Design a, double[] theta) {
    this.a = a;
    this.theta = theta.clone();
    this.qr = new ColumnQr(a.rows());
  }

  /**
   * Independent ones of some columns, rising; all of them where there are too many to be factored.
   */
  static int[] of(Design a, double[] theta, int[] columns) {
    if ((long) a.rows() * columns.length > MOST_ENTRIES) {
      return columns;
    }
    FaceVertex vertex = new FaceVertex(a, theta);
    for (int j : columns) {
      vertex.take(j);
    }
    return vertex.kept.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private void take(int j) {
    double[] column = new double[a.rows()];
    a.copyColumn(j, column);
    if (qr.append(column, INDEPENDENT)) {
      kept.add(j);
      return;
    }
    double[] parts = qr.backSubstituted(column);
    // θ_j goes to 0, and the others take its place, until one of them is 0 before.
    double length = Math.abs(theta[j]);
    int first = -1;
    for (int place = 0; place < parts.length; place++) {
      double other = theta[kept.get(place)];
      double towards = -parts[place] * Math.signum(theta[j]) * Math.signum(other);
      if (towards > 0 && Math.abs(other) < length * towards) {
        length = Math.abs(other) / towards;
        first = place;
      }
    }
    double change = length * Math.signum(theta[j]);
    for (int place = 0; place < parts.length; place++) {
      theta[kept.get(place)] += change * parts[place];
    }
    theta[j] -= change;
    if (first >= 0) {
      qr.remove(first);
      kept.remove(/* index */ first);
      if (qr.append(column, INDEPENDENT)) {
        kept.add(j);
      }
    }
  }
}
