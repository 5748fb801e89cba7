package dev.mirrorflow.error;

import java.util.regex.Pattern;

/**
 * Text from outside, such as a file's name or what a parser says, as one line that a terminal can
 * show: what would break the line, move the cursor or turn the direction of writing is replaced.
 */
public final class OneLine {

  private static final Pattern BREAK = Pattern.compile("\\s*\\R\\s*");

  /** Control and format characters of all of Unicode, and halves of surrogate pairs. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");

  private OneLine() {}

  /** The text with a space for each line break and ? for other characters that are not seen. */
  public static String of(String text) {
    String line = BREAK.matcher(text.strip()).replaceAll(" ");
    return UNSEEN.matcher(line.replace('\t', ' ')).replaceAll("?");
  }

  /** What an exception says, or its name if it says nothing. */
  public static String of(Throwable e) {
    return of(e.getMessage() == null ? e.toString() : e.getMessage());
  }
}
