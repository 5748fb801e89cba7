package dev.mirrorflow.data;

import java.util.ArrayList;
import java.util.List;

/** Finds what separates the cells of a text: what there is as often in each of its first lines. */
final class Delimiter {

  /** Those that are looked for; the first that will do is taken. */
  private static final String CANDIDATES = "\t;, ";

  private static final int LINES = 20;

  private Delimiter() {}

  /** Its name for people. */
  static String name(char delimiter) {
    return switch (delimiter) {
      case '\t' -> "tabs";
      case ';' -> "semicolons";
      case ',' -> "commas";
      case ' ' -> "spaces";
      default -> "'" + delimiter + "'";
    };
  }

  /**
   * The one of a text, a comma where none will do.
   *
   * @param text its beginning is in {@code from} to {@code to}, which may end within a line
   * @param decimal what separates decimals, which is none
   */
  static char find(byte[] text, int from, int to, char decimal) {
    List<int[]> lines = counts(text, from, to);
    for (int c = 0; c < CANDIDATES.length(); c++) {
      if (CANDIDATES.charAt(c) != decimal && isRegular(lines, c)) {
        return CANDIDATES.charAt(c);
      }
    }
    char most = ',';
    int count = 0;
    for (int c = 0; c < CANDIDATES.length() - 1 && !lines.isEmpty(); c++) {
      if (CANDIDATES.charAt(c) != decimal && lines.getFirst()[c] > count) {
        most = CANDIDATES.charAt(c);
        count = lines.getFirst()[c];
      }
    }
    return most;
  }

  /** Whether each line has as many; the header of R has one less, for the names of the rows. */
  private static boolean isRegular(List<int[]> lines, int candidate) {
    int count = lines.isEmpty() ? 0 : lines.getLast()[candidate];
    for (int k = 0; k < lines.size(); k++) {
      int missing = count - lines.get(k)[candidate];
      boolean isOfR = k == 0 && missing == 1 && count > 1 && isBlank(CANDIDATES.charAt(candidate));
      if (missing != 0 && !isOfR) {
        return false;
      }
    }
    return count > 0;
  }

  /** How often each candidate separates something in each line that is neither empty nor remark. */
  private static List<int[]> counts(byte[] text, int from, int to) {
    List<int[]> lines = new ArrayList<>();
    int[] line = new int[CANDIDATES.length()];
    boolean isQuoted = false;
    int begin = from;
    for (int at = from; at < to && lines.size() < LINES; at++) {
      char c = (char) text[at];
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && (c == '\n' || c == '\r')) {
        add(lines, line, text, begin, at);
        line = new int[CANDIDATES.length()];
        begin = at + 1;
      } else if (!isQuoted) {
        int candidate = CANDIDATES.indexOf(c);
        if (candidate >= 0 && c != ' ') {
          line[candidate]++;
        }
        // A run of blanks separates by its last one, if something is on both sides.
        if (isBlank(c) && at > begin && at + 1 < to && !isEdge(text, begin, at)) {
          line[CANDIDATES.indexOf(' ')]++;
        }
      }
    }
    if (lines.isEmpty() || to < text.length && lines.size() < LINES) {
      add(lines, line, text, begin, to);
    }
    return lines;
  }

  /** Whether a blank is not the last of a run between two words. */
  private static boolean isEdge(byte[] text, int begin, int at) {
    char next = (char) text[at + 1];
    if (isBlank(next) || next == '\n' || next == '\r') {
      return true;
    }
    int first = at;
    while (first >= begin && isBlank((char) text[first])) {
      first--;
    }
    return first < begin;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static void add(List<int[]> lines, int[] line, byte[] text, int begin, int end) {
    if (end > begin && text[begin] != '#') {
      lines.add(line);
    }
  }
}
