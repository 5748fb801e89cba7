package dev.mirrorflow.track.ab;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A choice of the base by its words joined by a hyphen. */
final class BaseName implements ITypeConverter<BaseChoice> {

  @Override
  public BaseChoice convert(String text) {
    for (BaseChoice choice : BaseChoice.values()) {
      if (choice.toString().equals(text.toLowerCase(Locale.ROOT))) {
        return choice;
      }
    }
    throw new TypeConversionException("'" + text + "' is none of auto, exact, merge-base");
  }
}
