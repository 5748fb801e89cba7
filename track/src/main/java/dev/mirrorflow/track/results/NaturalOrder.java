package dev.mirrorflow.track.results;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as people sort them: run-2 before run-10, and 8 before 64. */
public final class NaturalOrder {

  private static final Pattern PARTS = Pattern.compile("\\d+|\\D+");
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?([eE]-?\\d{1,2})?");

  /** Digits within the texts count as whole numbers. */
  public static final Comparator<String> OF_NAMES =
      ((Comparator<String>) NaturalOrder::byParts).thenComparing(Comparator.naturalOrder());

  /** Texts that are numbers come first, by their values; then the others as names. */
  public static final Comparator<String> OF_VALUES =
      Comparator.comparingDouble(NaturalOrder::value).thenComparing(OF_NAMES);

  private NaturalOrder() {}

  private static double value(String text) {
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.POSITIVE_INFINITY;
  }

  private static int byParts(String a, String b) {
    Matcher left = PARTS.matcher(a);
    Matcher right = PARTS.matcher(b);
    while (true) {
      boolean hasLeft = left.find();
      boolean hasRight = right.find();
      if (!hasLeft || !hasRight) {
        return Boolean.compare(hasLeft, hasRight);
      }
      int order = byPart(left.group(), right.group());
      if (order != 0) {
        return order;
      }
    }
  }

  private static int byPart(String a, String b) {
    if (!Character.isDigit(a.charAt(0)) || !Character.isDigit(b.charAt(0))) {
      return a.compareTo(b);
    }
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }
}
