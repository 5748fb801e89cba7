package dev.mirrorflow.lab.input;

import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** Numbers inside the value of an option, with complaints that quote them. */
final class Numbers {

  private Numbers() {}

  /** A positive finite number. */
  static double positive(String what, String text) {
    return positive(what, text, TypeConversionException::new);
  }

  /**
   * A positive finite number.
   *
   * @param refusal makes what is thrown for a number that is not, from the message
   */
  static double positive(
      String what, String text, Function<String, TypeConversionException> refusal) {
    double value = number(what, text);
    if (!(value > 0) || Double.isInfinite(value)) {
      throw refusal.apply(what + " must be positive and finite, not '" + text + "'");
    }
    return value;
  }

  static double number(String what, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new TypeConversionException(what + " must be a number, not '" + text + "'");
    }
  }

  static long integer(String what, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new TypeConversionException(what + " must be a whole number, not '" + text + "'");
    }
  }
}
