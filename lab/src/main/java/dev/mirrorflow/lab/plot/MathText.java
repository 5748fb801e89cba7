package dev.mirrorflow.lab.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of text with subscripts and superscripts: {@code "θ_∞(α)"}, {@code "10^{−3}"}. The sign
 * {@code _} or {@code ^} raises or lowers the character after it, or what braces hold.
 */
public final class MathText {

  private static final double SMALL = 0.7;
  private static final double DROP = 0.22;
  private static final double RISE = 0.4;

  /** So that the layout does not depend on where it is drawn. */
  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

  /** A part of the text; shift is 0, -1 for a subscript, 1 for a superscript. */
  private record Run(String text, int shift) {

    Font font(Font base) {
      return shift == 0 ? base : base.deriveFont((float) (SMALL * base.getSize2D()));
    }

    double width(Font base) {
      return font(base).getStringBounds(text, METRICS).getWidth();
    }

    double drop(Font base) {
      return base.getSize2D() * (shift < 0 ? DROP : shift > 0 ? -RISE : 0);
    }
  }

  private final List<Run> runs;

  private MathText(List<Run> runs) {
    this.runs = runs;
  }

  public static MathText of(String text) {
    List<Run> runs = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    for (int k = 0; k < text.length(); k++) {
      char c = text.charAt(k);
      if ((c == '_' || c == '^') && k + 1 < text.length()) {
        boolean braced = text.charAt(k + 1) == '{' && text.indexOf('}', k) > 0;
        int from = braced ? k + 2 : k + 1;
        int to = braced ? text.indexOf('}', k) : k + 2;
        add(runs, plain);
        runs.add(new Run(text.substring(from, to), c == '_' ? -1 : 1));
        k = braced ? to : to - 1;
      } else {
        plain.append(c);
      }
    }
    add(runs, plain);
    return new MathText(runs);
  }

  private static void add(List<Run> runs, StringBuilder plain) {
    if (!plain.isEmpty()) {
      runs.add(new Run(plain.toString(), 0));
      plain.setLength(0);
    }
  }

  double width(Font font) {
    return runs.stream().mapToDouble(run -> run.width(font)).sum();
  }

  /** Draws it from x on the base line y, in the colour of the graphics. */
  void draw(Graphics2D g, Font font, double x, double y) {
    double at = x;
    for (Run run : runs) {
      g.setFont(run.font(font));
      g.drawString(run.text(), (float) at, (float) (y + run.drop(font)));
      at += run.width(font);
    }
  }
}
