package dev.mirrorflow.lab.input;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.sweep.AlphaSweep;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code LO:HI:COUNT}, equally spaced in log α, or a list such as {@code 0.01,0.1,1}. */
public sealed class AlphasConverter implements ITypeConverter<AlphasConverter.Alphas> {

  /** The values, in the order given; one option, so not an array for picocli. */
  public record Alphas(double[] values) {}

  /** The same for fractions of a step. */
  public static final class Fractions extends AlphasConverter {
    public Fractions() {
      super("fraction", TypeConversionException::new);
    }
  }

  /** The same for the λ of the lasso. */
  public static final class Lambdas extends AlphasConverter {
    public Lambdas() {
      super("lambda", TypeConversionException::new);
    }
  }

  private static final int MOST = 1_000_000;

  private final String what;
  private final Function<String, TypeConversionException> refusal;

  public AlphasConverter() {
    this("alpha", OutOfRangeException::new);
  }

  private AlphasConverter(String what, Function<String, TypeConversionException> refusal) {
    this.what = what;
    this.refusal = refusal;
  }

  @Override
  public Alphas convert(String text) {
    if (!text.contains(":")) {
      return new Alphas(list(text));
    }
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new TypeConversionException("'" + text + "' is not LO:HI:COUNT, such as 1e-3:10:16");
    }
    double lo = positive(parts[0]);
    double hi = positive(parts[1]);
    long count = Numbers.integer("the number of " + what + "s", parts[2]);
    if (lo > hi) {
      throw new TypeConversionException(
          "the range '" + text + "' is empty; the lower end comes first, such as 1e-3:10:16");
    }
    if (count < 1 || count > MOST) {
      throw new TypeConversionException(
          "the number of " + what + "s in '" + text + "' must be from 1 to " + MOST);
    }
    try {
      return new Alphas(AlphaSweep.logSpaced(lo, hi, (int) count));
    } catch (BadDataException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private double positive(String text) {
    return Numbers.positive(what, text, refusal);
  }

  private double[] list(String text) {
    String[] parts = text.split(",", -1);
    double[] alphas = new double[parts.length];
    for (int k = 0; k < alphas.length; k++) {
      alphas[k] = positive(parts[k].strip());
    }
    return alphas;
  }
}
