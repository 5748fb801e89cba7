package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Reads files of svmlight and libsvm: a line for each sample, its target and then {@code
 * feature:value} of rising features, whatever is not there being 0. Behind # is a comment, {@code
 * qid:} is passed over, and a file whose name ends in .gz is unpacked. The text is read once, in a
 * buffer; while X is built, 28 bytes an entry are in memory.
 */
public final class SvmlightReader {

  private static final int MOST_FEATURES = Integer.MAX_VALUE - 16;

  private final Path path;
  private final TextScanner text;
  private final EntryList entries;
  private double[] y = new double[64];
  private int samples;
  private int smallest = Integer.MAX_VALUE;
  private int largest = -1;
  private long lineOfSmallest;
  private long lineOfLargest;

  private SvmlightReader(Path path, TextScanner text) {
    this.path = path;
    this.text = text;
    this.entries = new EntryList(path);
  }

  /**
   * How a file names its features.
   *
   * @param count d, where it is not the largest feature that occurs
   * @param base what the first one is called, 0 or 1, where it is not to be found: 0 if that
   *     occurs, and 1 otherwise
   */
  public record Features(OptionalInt count, OptionalInt base) {

    /** Both are found in the file. */
    public static final Features FOUND = new Features(OptionalInt.empty(), OptionalInt.empty());
  }

  /**
   * What a file holds.
   *
   * @param features how the file of a test set is to be read, so that its features are those of
   *     this training set: d, and what the first one is called
   */
  public record Content(SparseDataset data, Features features) {}

  /**
   * The whole file.
   *
   * @throws BadDataException naming the file and mostly the line, if a target or value is no finite
   *     number, features do not rise in a line or are not those asked for, there is no sample or no
   *     feature, or X does not fit in the heap
   */
  public static Content read(Path path, Features features) {
    try (TextScanner text = TextScanner.open(path)) {
      SvmlightReader reader = new SvmlightReader(path, text);
      while (!text.atEnd()) {
        reader.line();
      }
      return reader.content(features);
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  private void line() throws IOException {
    if (!text.atLineEnd() && !text.accept('#')) {
      double target = text.number("target", ':');
      if (text.accept(':')) {
        throw text.error("begins with a feature; a line begins with the target of its sample");
      }
      if (samples == y.length) {
        y = Arrays.copyOf(y, 2 * samples);
      }
      y[samples] = target;
      features();
      samples++;
    }
    text.nextLine();
  }

  private void features() throws IOException {
    int last = -1;
    while (!text.atLineEnd() && !text.accept('#')) {
      if (text.accept('q')) {
        passQuery();
        continue;
      }
      int feature = text.whole("feature", ':', MOST_FEATURES);
      if (!text.accept(':')) {
        throw text.error("feature " + feature + " has no value; write feature:value");
      }
      if (feature <= last) {
        throw text.error(
            feature == last
                ? "feature " + feature + " is there twice; keep one of them"
                : "feature %d follows feature %d; sort the features of a sample"
                    .formatted(feature, last));
      }
      if (feature < smallest) {
        smallest = feature;
        lineOfSmallest = text.line();
      }
      if (feature > largest) {
        largest = feature;
        lineOfLargest = text.line();
      }
      entries.add(samples, feature, text.number("value", '#'));
      last = feature;
    }
  }

  private void passQuery() throws IOException {
    String rest = text.word(':');
    if (!rest.equals("id") || !text.accept(':')) {
      throw text.error("'q" + rest + "' is no feature; write feature:value");
    }
    text.word('#');
  }

  private Content content(Features features) {
    if (samples == 0) {
      throw FileError.at(path, "holds no sample; at least one is needed");
    }
    if (largest < 0) {
      throw FileError.at(
          path, "X is all zeros, so it says nothing about y; check how it was saved");
    }
    int base = features.base().orElse(smallest == 0 ? 0 : 1);
    if (smallest < base) {
      throw text.error(
          lineOfSmallest,
          "feature 0, but features are counted from 1 here; --index-base 0 counts from 0");
    }
    int d = features.count().orElse(largest - base + 1);
    if (largest - base >= d) {
      throw text.error(
          lineOfLargest,
          ("feature %d is beyond the %d features, counted from %d, that X is to have; give their"
                  + " number, --features, for training and test set")
              .formatted(largest, d, base));
    }
    HeapLimit.checkEntries(path, entries.size(), d);
    try {
      SparseMatrix x =
          SparseMatrix.ofEntries(
              samples,
              d,
              visitor ->
                  entries.forEach((i, feature, value) -> visitor.visit(i, feature - base, value)));
      return new Content(
          new SparseDataset(x, Arrays.copyOf(y, samples)),
          new Features(OptionalInt.of(d), OptionalInt.of(base)));
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
  }
}
