package dev.mirrorflow.lab.plot;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis, linear or logarithmic.
 *
 * @param label what it measures, in the notation of {@link MathText}
 * @param min the left or lower end
 * @param max the right or upper end, above {@code min}; both positive on a logarithmic axis
 */
public record Axis(String label, double min, double max, boolean logarithmic) {

  /** Below this many decades a logarithmic axis also labels 2 and 5 times each power of ten. */
  private static final double FEW_DECADES = 1.5;

  public Axis {
    if (!(max > min) || Double.isInfinite(max - min) || logarithmic && !(min > 0)) {
      throw new IllegalArgumentException("no axis goes from " + min + " to " + max);
    }
  }

  public static Axis linear(String label, double min, double max) {
    return new Axis(label, min, max, false);
  }

  public static Axis log(String label, double min, double max) {
    return new Axis(label, min, max, true);
  }

  /** Where a value lies: 0 at {@code min}, 1 at {@code max}; not finite where it has no place. */
  double fraction(double value) {
    return logarithmic
        ? (Math.log10(value) - Math.log10(min)) / (Math.log10(max) - Math.log10(min))
        : (value - min) / (max - min);
  }

  /** The value at a fraction from 0 to 1 of the way. */
  double value(double fraction) {
    return logarithmic ? min * Math.pow(max / min, fraction) : min + fraction * (max - min);
  }

  /** The labelled values, with at most {@code most} intervals between them. */
  double[] ticks(int most) {
    if (!logarithmic) {
      return linearTicks(most);
    }
    double decades = Math.log10(max) - Math.log10(min);
    if (decades < FEW_DECADES) {
      return multiples(1, 2, 5);
    }
    int stride = (int) Math.ceil(decades / most);
    return powers()
        .filter(k -> k % stride == 0)
        .mapToDouble(k -> Math.pow(10, k))
        .filter(this::isInside)
        .toArray();
  }

  private double[] linearTicks(int most) {
    double step = step(most);
    long first = (long) Math.ceil(min / step - 1e-9);
    long last = (long) Math.floor(max / step + 1e-9);
    double[] out = new double[(int) (last - first + 1)];
    for (int i = 0; i < out.length; i++) {
      out[i] = (first + i) * step;
    }
    return out;
  }

  /** The smallest of 1, 2, 5 times a power of ten that leaves at most {@code most} intervals. */
  private double step(int most) {
    double step = Math.pow(10, Math.floor(Math.log10((max - min) / most)));
    for (double factor : new double[] {1, 2, 5}) {
      if ((max - min) / (factor * step) <= most) {
        return factor * step;
      }
    }
    return 10 * step;
  }

  /** The unlabelled values between: none on a linear axis or where a decade is short. */
  double[] minorTicks(int most) {
    if (!logarithmic || Math.log10(max) - Math.log10(min) > most) {
      return new double[0];
    }
    return multiples(2, 3, 4, 5, 6, 7, 8, 9);
  }

  private double[] multiples(double... factors) {
    return powers()
        .boxed()
        .flatMapToDouble(k -> DoubleStream.of(factors).map(f -> f * Math.pow(10, k)))
        .filter(this::isInside)
        .toArray();
  }

  private boolean isInside(double value) {
    double fraction = fraction(value);
    return fraction > -1e-9 && fraction < 1 + 1e-9;
  }

  /** The exponents of the powers of ten from the last one below {@code min} to {@code max}. */
  private IntStream powers() {
    int first = (int) Math.floor(Math.log10(min) + 1e-9);
    int last = (int) Math.floor(Math.log10(max) + 1e-9);
    return IntStream.rangeClosed(first, last);
  }

  /** The text at a tick, one of {@code ticks(most)}. */
  String tickLabel(double value, int most) {
    if (!logarithmic) {
      int decimals = Math.max(0, (int) -Math.floor(Math.log10(step(most)) + 1e-9));
      return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
    }
    int exponent = (int) Math.floor(Math.log10(value) + 1e-9);
    long factor = Math.round(value / Math.pow(10, exponent));
    if (min >= 0.01 && max <= 1000) {
      return BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent).toPlainString();
    }
    String power = "10^{" + Integer.toString(exponent).replace('-', '−') + "}";
    return factor == 1 ? power : factor + "·" + power;
  }
}
