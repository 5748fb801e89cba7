package dev.mirrorflow.track.html;

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

  /**
   * A row; its style class may be empty.
   *
   * @param cells words, or {@link Html}
   */
  public void row(String style, List<?> cells) {
    text.append(style.isEmpty() ? "<tr>" : "<tr class=\"" + style + "\">");
    cells("td", cells);
    text.append("</tr>\n");
  }

  private void cells(String tag, List<?> cells) {
    for (int c = 0; c < cells.size(); c++) {
      Html cell = cells.get(c) instanceof Html html ? html : Html.text(cells.get(c).toString());
      text.append('<').append(tag).append(c < words ? ">" : " class=\"n\">");
      text.append(cell.markup()).append("</").append(tag).append('>');
    }
  }

  @Override
  public String toString() {
    return text + "</tbody></table></div>\n";
  }
}
