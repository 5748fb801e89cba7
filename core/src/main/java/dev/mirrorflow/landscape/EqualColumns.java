package dev.mirrorflow.landscape;

import dev.mirrorflow.linalg.DesignMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of X that are equal up to sign, found where they arrive together, as they must. From
 * equal starts the flow keeps the |θ_j| of such columns equal for every α, and so in the limit: one
 * of them stands for all in the path, and its θ_j is shared at the end.
 */
final class EqualColumns {

  private static final int NONE = -1;

  private final DesignMatrix x;

  /** For each column the one that stands for it, or none. */
  private final int[] standing;

  private final List<int[]> groups = new ArrayList<>();

  EqualColumns(DesignMatrix x) {
    this.x = x;
    this.standing = new int[x.columns()];
    Arrays.fill(standing, NONE);
  }

  /** Whether another column stands for this one. */
  boolean isCopy(int j) {
    return standing[j] != NONE && standing[j] != j;
  }

  /** Looks for equal columns among these, rising, and returns those that stand for themselves. */
  int[] firsts(int[] together) {
    if (together.length == 1 && standing[together[0]] == NONE) {
      standing[together[0]] = together[0];
      return together;
    }
    for (int a = 0; a < together.length; a++) {
      int j = together[a];
      if (standing[j] == NONE) {
        int[] group =
            Arrays.stream(together, a, together.length)
                .filter(k -> standing[k] == NONE && sign(j, k) != 0)
                .toArray();
        if (group.length > 1) {
          groups.add(group);
        }
        for (int k : group) {
          standing[k] = j;
        }
      }
    }
    return Arrays.stream(together).filter(j -> !isCopy(j)).toArray();
  }

  /** 1 if the columns are equal, -1 if they are opposite, otherwise 0. */
  private int sign(int j, int k) {
    int sign = 0;
    for (int i = 0; i < x.rows(); i++) {
      double a = x.get(i, j);
      double b = x.get(i, k);
      if (sign == 0 && a != 0) {
        sign = a == b ? 1 : -1;
      }
      if (a != (sign < 0 ? -b : b)) {
        return 0;
      }
    }
    return sign;
  }

  /** The groups found of two or more, the members rising. */
  List<int[]> groups() {
    return groups;
  }

  /** The coordinates of a face and their copies, rising. */
  int[] support(int[] face) {
    int[] sorted = face.clone();
    Arrays.sort(sorted);
    IntStream support = Arrays.stream(sorted);
    for (int[] group : groups) {
      if (Arrays.binarySearch(sorted, group[0]) >= 0) {
        support = IntStream.concat(support, Arrays.stream(group, 1, group.length));
      }
    }
    return groups.isEmpty() ? sorted : support.sorted().toArray();
  }

  /** θ of length d from its values on a face, with equal parts for the members of a group. */
  double[] shared(int[] face, double[] values) {
    double[] theta = new double[standing.length];
    for (int k = 0; k < face.length; k++) {
      theta[face[k]] = values[k];
    }
    for (int[] group : groups) {
      double part = theta[group[0]] / group.length;
      for (int j : group) {
        theta[j] = sign(group[0], j) * part;
      }
    }
    return theta;
  }
}
