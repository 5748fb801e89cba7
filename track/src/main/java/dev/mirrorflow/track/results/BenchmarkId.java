package dev.mirrorflow.track.results;

import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What makes two measurements the same benchmark: class and method, parameters, mode and threads.
 *
 * @param benchmark class and method, as JMH names it
 * @param params values of {@code @Param} by name; empty if there are none
 * @param mode JMH's short name: thrpt, avgt, sample or ss; empty if it is not known
 * @param threads per fork
 */
public record BenchmarkId(
    String benchmark, SortedMap<String, String> params, String mode, int threads)
    implements Comparable<BenchmarkId> {

  private static final Comparator<BenchmarkId> ORDER =
      Comparator.comparing(BenchmarkId::benchmark)
          .thenComparing(BenchmarkId::params, BenchmarkId::byParameters)
          .thenComparing(BenchmarkId::mode)
          .thenComparingInt(BenchmarkId::threads);

  /** An identity; the parameters are copied. */
  public BenchmarkId {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
  }

  /** The class's full name; empty if JMH's name has no dot. */
  public String type() {
    return benchmark.substring(0, Math.max(0, benchmark.lastIndexOf('.')));
  }

  /** The class's simple name: what a geometric mean is taken over. */
  public String group() {
    return type().substring(type().lastIndexOf('.') + 1);
  }

  /** The method's name. */
  public String method() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /** Parameters in words, {@code "d=512 method=sgd"}; empty if there are none. */
  public String parameters() {
    return params.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Numbers by their values, so that sizes ascend. */
  private static int byParameters(SortedMap<String, String> a, SortedMap<String, String> b) {
    Iterator<Map.Entry<String, String>> left = a.entrySet().iterator();
    Iterator<Map.Entry<String, String>> right = b.entrySet().iterator();
    while (left.hasNext() && right.hasNext()) {
      Map.Entry<String, String> x = left.next();
      Map.Entry<String, String> y = right.next();
      int names = x.getKey().compareTo(y.getKey());
      int order = names != 0 ? names : byValue(x.getValue(), y.getValue());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private static int byValue(String a, String b) {
    return a.equals(b) ? 0 : NaturalOrder.OF_VALUES.compare(a, b);
  }

  /**
   * Class and method without the package, parameters, mode, and threads if more than one. Two
   * classes of one simple name look alike; {@link Labels} tells them apart.
   */
  public String label() {
    return label(group());
  }

  /** The label under another name of the class. */
  String label(String type) {
    StringBuilder text = new StringBuilder();
    text.append(type).append(type.isEmpty() ? "" : ".").append(method());
    if (!params.isEmpty()) {
      text.append(' ').append(parameters());
    }
    if (mode.isEmpty()) {
      return text.toString();
    }
    text.append(" [").append(mode);
    if (threads != 1) {
      text.append(", ").append(threads).append(" threads");
    }
    return text.append(']').toString();
  }

  @Override
  public int compareTo(BenchmarkId other) {
    return ORDER.compare(this, other);
  }
}
