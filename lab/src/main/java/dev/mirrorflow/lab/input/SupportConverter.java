package dev.mirrorflow.lab.input;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a support: coordinates counted from 0, such as {@code 0,3,17}, or {@code none}. */
public final class SupportConverter implements ITypeConverter<SupportConverter.Coordinates> {

  /** The coordinates, rising; one option, so not an array for picocli. */
  public record Coordinates(int[] values) {}

  private static final String NONE = "none";

  @Override
  public Coordinates convert(String text) {
    if (text.equals(NONE)) {
      return new Coordinates(new int[0]);
    }
    String[] parts = text.split(",", -1);
    int[] values = new int[parts.length];
    for (int k = 0; k < values.length; k++) {
      long value = Numbers.integer("a coordinate of the support", parts[k].strip());
      if (value < 0 || value > Integer.MAX_VALUE) {
        throw new TypeConversionException(
            "a coordinate of the support must be 0 or more, not '" + parts[k] + "'");
      }
      values[k] = (int) value;
    }
    Arrays.sort(values);
    return new Coordinates(values);
  }
}
