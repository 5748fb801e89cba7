package dev.mirrorflow.lab.input;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/**
 * What the features are called, and how many of those that a θ selects are to be shown.
 *
 * @param names of length d, or none where the source had none
 * @param top how many entries of θ are shown, the largest
 */
public record Features(List<String> names, int top) {

  /** Of data without names, none of which is shown. */
  static final Features NONE = new Features(List.of(), 0);

  /** Shown where there are names, unless it is said how many. */
  static final int SHOWN = 3;

  /** The list is copied. */
  public Features {
    names = List.copyOf(names);
  }

  /** Whether they have names. */
  public boolean haveNames() {
    return !names.isEmpty();
  }

  /** The name of feature j from 0, which is that number where there is none. */
  public String name(int j) {
    return haveNames() ? names.get(j) : Integer.toString(j);
  }

  /** The names of several, in their order. */
  public List<String> names(int[] coordinates) {
    return Arrays.stream(coordinates).mapToObj(this::name).toList();
  }

  /** The names of several for CSV, separated by semicolons; empty where there are none. */
  public String joined(int[] coordinates) {
    return haveNames() ? names(coordinates).stream().collect(Collectors.joining("; ")) : "";
  }

  /** The features whose entries of θ are the largest, {@link #top} of those that are not 0. */
  public int[] largest(double[] theta) {
    if (top == 0) {
      return new int[0];
    }
    Comparator<Integer> bySize = Comparator.comparingDouble(j -> Math.abs(theta[j]));
    Comparator<Integer> order = bySize.thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> kept = new PriorityQueue<>(order);
    for (int j = 0; j < theta.length; j++) {
      if (theta[j] != 0 && !Double.isNaN(theta[j])) {
        kept.add(j);
        if (kept.size() > top) {
          kept.remove();
        }
      }
    }
    return kept.stream().sorted(order.reversed()).mapToInt(Integer::intValue).toArray();
  }
}
