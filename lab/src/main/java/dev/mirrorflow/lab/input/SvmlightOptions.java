package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.SvmlightReader.Features;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options that say how files of svmlight name their features. */
public final class SvmlightOptions {

  @Option(
      names = "--features",
      paramLabel = "D",
      description = "number of features of svmlight files (default: the largest that occurs)")
  private Integer count;

  @Option(
      names = "--index-base",
      paramLabel = "0|1",
      description = "their first feature (default: 0 if that occurs, otherwise 1)")
  private Integer base;

  /** Whether any of the options is given. */
  public boolean isGiven() {
    return count != null || base != null;
  }

  /** What is wrong with the values, if anything. */
  public Optional<String> conflict() {
    if (count != null && count < 1) {
      return Optional.of("--features must be at least 1, not " + count);
    }
    return base != null && base != 0 && base != 1
        ? Optional.of("--index-base must be 0 or 1, not " + base)
        : Optional.empty();
  }

  /** As they are given. */
  public Features features() {
    return new Features(given(count), given(base));
  }

  /** The same for a test set, which has the features of the training set. */
  Features ofTest(int features) {
    return new Features(OptionalInt.of(features), given(base));
  }

  private static OptionalInt given(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
