package dev.mirrorflow.lab.input;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of memory as the JVM does: a number of bytes, or with k, m, g or t after it. */
public final class SizeConverter implements ITypeConverter<Long> {

  private static final Pattern SIZE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "kmgt";

  @Override
  public Long convert(String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no amount of memory, such as 800m or 1.5g");
    }
    String unit = size.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    double bytes = Double.parseDouble(size.group(1)) * Math.pow(1024, power);
    if (bytes < 1 || bytes > Long.MAX_VALUE) {
      throw new TypeConversionException(
          "'" + text + "' is not between 1 byte and what a machine has; give 1g, for example");
    }
    return (long) bytes;
  }
}
