package dev.mirrorflow.track.html;

import dev.mirrorflow.track.svg.Markup;
import java.util.List;

/** A table of HTML that scrolls by itself where the screen is too narrow. */
public final class HtmlTable {

  private final StringBuilder text = new StringBuilder();
  private final int words;

  /**
   * A table.
   *
   * @param words how many of the first columns hold words, which go to the left
   */
  public HtmlTable(int words, List<String> heads) {
    this.words = words;
    text.append("<div class=\"wide\"><table><thead><tr>");
    cells("th", heads);
    text.append("</tr></thead><tbody>\n");
  }

  /** A row; its style class may be empty. */
  public void row(String style, List<String> cells) {
    text.append(style.isEmpty() ? "<tr>" : "<tr class=\"" + style + "\">");
    cells("td", cells);
    text.append("</tr>\n");
  }

  private void cells(String tag, List<String> cells) {
    for (int c = 0; c < cells.size(); c++) {
      text.append('<').append(tag).append(c < words ? ">" : " class=\"n\">");
      text.append(Markup.escape(cells.get(c))).append("</").append(tag).append('>');
    }
  }

  @Override
  public String toString() {
    return text + "</tbody></table></div>\n";
  }
}
