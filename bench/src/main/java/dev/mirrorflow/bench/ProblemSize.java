package dev.mirrorflow.bench;

import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** n samples by d features and k non-zero entries of θ*, written {@code 300x3000x20}. */
public record ProblemSize(int n, int d, int k) {

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,6})x(\\d{1,9})(?:x(\\d{1,6}))?");

  /**
   * Reads {@code NxD}, dense, or {@code NxDxK}.
   *
   * @throws BadDataException if it is neither
   */
  public static ProblemSize parse(String text) {
    Matcher m = SYNTAX.matcher(text);
    if (!m.matches()) {
      throw new BadDataException(
          "size '" + text + "' is not n x d or n x d x k; write it as 256x16384 or 300x3000x20");
    }
    int d = Integer.parseInt(m.group(2));
    return new ProblemSize(
        Integer.parseInt(m.group(1)), d, m.group(3) == null ? d : Integer.parseInt(m.group(3)));
  }

  /** Gaussian X and noiseless y, the same at every run. */
  public SyntheticProblem problem() {
    return SyntheticProblem.of(n, d, k, 1);
  }

  /** n x d. */
  Shape shape() {
    return new Shape(n, d);
  }

  @Override
  public String toString() {
    return k == d ? n + "x" + d : n + "x" + d + "x" + k;
  }
}
