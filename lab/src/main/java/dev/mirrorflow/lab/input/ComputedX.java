package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.design.CosineDesign;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.HadamardDesign;
import dev.mirrorflow.error.BadDataException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An X that is computed, named as dct:N:D:SEED or hadamard:N:D:SEED in place of a file.
 *
 * @param kind dct or hadamard
 * @param n rows, drawn by the seed
 * @param d the length of the transform
 */
record ComputedX(String kind, int n, int d, long seed) {

  private static final Pattern NAME = Pattern.compile("(dct|hadamard):(.*)");
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9}):(\\d{1,10}):(-?\\d{1,18})");

  /**
   * What a name says; empty where it is that of a file.
   *
   * @throws BadDataException if the numbers are not N:D:SEED
   */
  static Optional<ComputedX> of(String name) {
    Matcher named = NAME.matcher(name);
    if (!named.matches()) {
      return Optional.empty();
    }
    Matcher numbers = NUMBERS.matcher(named.group(2));
    if (!numbers.matches() || Long.parseLong(numbers.group(2)) > Integer.MAX_VALUE) {
      throw new BadDataException(
          "--x "
              + name
              + ": a computed X is named "
              + named.group(1)
              + ":N:D:SEED, such as "
              + named.group(1)
              + ":1024:8192:1");
    }
    return Optional.of(
        new ComputedX(
            named.group(1),
            Integer.parseInt(numbers.group(1)),
            Integer.parseInt(numbers.group(2)),
            Long.parseLong(numbers.group(3))));
  }

  /**
   * X.
   *
   * @throws BadDataException unless d is a power of two and 1 &lt;= n &lt;= d
   */
  Design design() {
    return kind.equals("dct") ? new CosineDesign(n, d, seed) : new HadamardDesign(n, d, seed);
  }

  /** The θ* and noise that go with it where y is not given. */
  SyntheticProblem planted(SyntheticOptions options, long ofTheta) {
    return options.problem(n, d, ofTheta);
  }
}
