package dev.mirrorflow.data;

/** Reads numbers in decimal notation. */
final class NumberText {

  private NumberText() {}

  /**
   * The value, or NaN if it is not in decimal notation: Java would also take 1f and 0x1p3.
   *
   * @param decimal a point, or a comma, which then is the only one of the two
   */
  static double parse(String text, char decimal) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c == decimal || c == '-' || c == '+' || c == 'e' || c == 'E')) {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(decimal == '.' ? text : text.replace(decimal, '.'));
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
