package dev.mirrorflow.track.html;

import dev.mirrorflow.track.svg.Markup;
import java.util.Optional;

/**
 * A piece of a page that is markup already.
 *
 * @param markup well formed, its text escaped
 */
public record Html(String markup) {

  /** Words, no character of which is markup. */
  public static Html text(String words) {
    return new Html(Markup.escape(words));
  }

  /**
   * A commit, as a link where there is a template.
   *
   * @param template an address with {@code {commit}} in it
   * @param commit a hash; anything else stays text
   */
  static Html commit(Optional<String> template, String commit) {
    if (template.isEmpty() || !commit.matches("[0-9a-f]{7,64}")) {
      return text(commit);
    }
    String address = template.get().replace("{commit}", commit);
    return new Html("<a href=\"" + Markup.escape(address) + "\">" + Markup.escape(commit) + "</a>");
  }
}
