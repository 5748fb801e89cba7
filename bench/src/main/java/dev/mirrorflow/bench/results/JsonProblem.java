package dev.mirrorflow.bench.results;

import tools.jackson.core.JacksonException;

/** What is wrong with a JSON file, in a few words: the parser may quote as much as the file has. */
public final class JsonProblem {

  private static final int LONGEST = 160;

  private JsonProblem() {}

  /** The first line of the parser's complaint, cut where it is long, with the line in the file. */
  public static String of(JacksonException e) {
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    String reason = message.lines().findFirst().orElse("unreadable");
    String shown = reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "...";
    return e.getLocation() == null ? shown : "line " + e.getLocation().getLineNr() + ": " + shown;
  }
}
