package dev.mirrorflow.lab.input;

import picocli.CommandLine.TypeConversionException;

/** An α in the value of an option is none that can be computed with: bad data, not bad usage. */
public final class OutOfRangeException extends TypeConversionException {

  private static final long serialVersionUID = 1;

  OutOfRangeException(String message) {
    super(message);
  }
}
