package dev.mirrorflow.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the parser of the JDK, bit by bit. */
final class DecimalParserTest {

  private static final int NUMBERS = 20_000;

  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20261127);

  private static double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return DecimalParser.parse(bytes, bytes.length);
  }

  private static void assertParsed(String text) {
    assertEquals(
        Double.doubleToRawLongBits(Double.parseDouble(text)),
        Double.doubleToRawLongBits(parse(text)),
        text);
  }

  @Test
  void printedDoubles() {
    for (int k = 0; k < NUMBERS; k++) {
      assertParsed(Double.toString(random.nextGaussian()));
      double any = Double.longBitsToDouble(random.nextLong());
      assertParsed(Double.toString(Double.isFinite(any) ? any : k));
    }
  }

  @Test
  void anyDigitsAndPowers() {
    for (int k = 0; k < NUMBERS; k++) {
      long digits = random.nextLong() >>> random.nextInt(64);
      assertParsed(digits + "e" + (random.nextInt(200) - 100));
      assertParsed(digits + "." + (random.nextLong() >>> random.nextInt(1, 64)));
    }
  }

  /** Half way between two doubles, where the last bit must become even. */
  @Test
  void ties() {
    for (int k = 0; k < NUMBERS; k++) {
      long odd = (1L << 53) + 2 * (random.nextLong() >>> 12) + 1;
      BigDecimal scale = BigDecimal.TWO.pow(random.nextInt(30));
      BigDecimal tie = BigDecimal.valueOf(odd);
      assertParsed((random.nextBoolean() ? tie.divide(scale) : tie.multiply(scale)).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "-.5e+3",
        "00012",
        "1e0",
        "1E-3",
        "0e999999",
        "0.000e-9999999",
        "4.9e-324",
        "2.2250738585072011e-308",
        "1.7976931348623157e308",
        "1e400",
        "-1e400",
        "1e-400",
        "9007199254740993",
        "18446744073709551615",
        "18446744073709551616",
        "1e99999999999",
        "123456789012345678901234567890",
        "0.00000000000000000000000000000000000000000012345"
      })
  void edges(String text) {
    assertParsed(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "+", "-", ".", "e5", "1e", "1e+", "1e5.0", "1..2", "--1", "1f", "0x10", "nan", "inf",
        "1,5", "1 ", "٣"
      })
  void whatIsNoNumber(String text) {
    assertTrue(Double.isNaN(parse(text)), text);
  }
}
