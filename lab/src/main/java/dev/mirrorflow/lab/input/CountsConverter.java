package dev.mirrorflow.lab.input;

import java.util.Arrays;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers of samples: {@code LO:HI:STEP}, or a list such as {@code 10,20,40}, rising. */
public final class CountsConverter implements ITypeConverter<CountsConverter.Counts> {

  private static final long MOST = 1_000_000;
  private static final String WHAT = "the number of samples";

  /** The values, rising; one option, so not an array for picocli. */
  public record Counts(int[] values) {}

  @Override
  public Counts convert(String text) {
    int[] values = text.contains(":") ? range(text) : list(text);
    for (int k = 0; k < values.length; k++) {
      if (k > 0 && values[k] <= values[k - 1]) {
        throw new TypeConversionException("the numbers in '" + text + "' must rise");
      }
    }
    return new Counts(values);
  }

  private static int[] range(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new TypeConversionException("'" + text + "' is not LO:HI:STEP, such as 10:100:10");
    }
    int low = count(parts[0]);
    int high = count(parts[1]);
    int step = count(parts[2]);
    if (low > high) {
      throw new TypeConversionException(
          "the range '" + text + "' is empty; the lower end comes first, such as 10:100:10");
    }
    return IntStream.iterate(low, n -> n <= high, n -> n + step).toArray();
  }

  private static int[] list(String text) {
    return Arrays.stream(text.split(",", -1)).mapToInt(CountsConverter::count).toArray();
  }

  private static int count(String text) {
    long value = Numbers.integer(WHAT, text.strip());
    if (value < 1 || value > MOST) {
      throw new TypeConversionException(WHAT + " must be from 1 to " + MOST + ", not " + value);
    }
    return (int) value;
  }
}
