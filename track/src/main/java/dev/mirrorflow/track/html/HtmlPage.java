package dev.mirrorflow.track.html;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.svg.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A page of HTML in one file: its style and a few lines of script inside, nothing from the network,
 * and everything to be read without the script.
 */
public final class HtmlPage {

  private final StringBuilder body = new StringBuilder();
  private final String title;

  public HtmlPage(String title) {
    this.title = title;
    body.append("<h1>").append(Markup.escape(title)).append("</h1>\n");
  }

  /**
   * The first thing that one reads.
   *
   * @param style regressed, improved, equivalent or inconclusive
   */
  void banner(String style, String headline, String counts) {
    body.append("<div class=\"banner ").append(style).append("\" role=\"status\"><strong>");
    body.append(Markup.escape(headline)).append("</strong><span>");
    body.append(Markup.escape(counts)).append("</span></div>\n");
  }

  /** The heading of a section. */
  public void section(String name) {
    body.append("<h2>").append(Markup.escape(name)).append("</h2>\n");
  }

  /** Words. */
  public void paragraph(String words) {
    body.append("<p>").append(Markup.escape(words)).append("</p>\n");
  }

  /** Words that one should not overlook. */
  public void warning(String words) {
    body.append("<p class=\"warning\">").append(Markup.escape(words)).append("</p>\n");
  }

  /** Plots beside each other where there is room. */
  public void plots(Iterable<String> drawings) {
    body.append("<div class=\"plots\">\n");
    drawings.forEach(d -> body.append("<figure>\n").append(d).append("</figure>\n"));
    body.append("</div>\n");
  }

  public void table(HtmlTable table) {
    body.append(table);
  }

  /** A table that one opens. */
  public void details(String summary, String table) {
    body.append("<details><summary>").append(Markup.escape(summary)).append("</summary>\n");
    body.append(table).append("</details>\n");
  }

  /** Markup, well formed. */
  public void raw(String markup) {
    body.append(markup);
  }

  /** The whole page, which is well-formed XML too. */
  @Override
  public String toString() {
    return "<!DOCTYPE html>\n"
        + "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
        + "<meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        + "<link rel=\"icon\" href=\"data:,\"/>\n"
        + "<title>"
        + Markup.escape(title)
        + "</title>\n<style>\n"
        + resource("report.css")
        + "</style>\n</head>\n<body>\n<main>\n"
        + body
        + "</main>\n<script>//<![CDATA[\n"
        + resource("report.js")
        + "//]]></script>\n</body>\n</html>\n";
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadDataException("the report's " + name + " cannot be read", e);
    }
  }
}
