package dev.mirrorflow.track.results;

import dev.mirrorflow.error.OneLine;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * What is wrong with a JSON file, in words of the file and not of the parser: where, and what kind
 * of fault.
 */
public final class JsonProblem {

  private JsonProblem() {}

  /** The fault in a few words, with the line or the field of the file. */
  public static String of(JacksonException e) {
    if (e instanceof JacksonIOException io) {
      return "cannot be read (" + OneLine.of(io.getCause() == null ? io : io.getCause()) + ")";
    }
    if (isCutOff(e)) {
      return place(e) + "it ends in the middle; it may have been cut off";
    }
    if (e instanceof StreamConstraintsException) {
      return place(e) + "something is nested too deep or too long to be read";
    }
    if (e instanceof Json.MoreFollowsException) {
      return place(e) + "more follows after the end";
    }
    if (e instanceof StreamReadException) {
      return place(e) + "this is not JSON";
    }
    String field = field(e.getPath());
    if (field.isEmpty() && e instanceof MismatchedInputException) {
      return place(e) + "more follows after the end, or the whole is of another kind";
    }
    return field.isEmpty()
        ? place(e) + "a value is of another kind"
        : field + " is of another kind";
  }

  /** The parser has a class for this, but throws another one between two values. */
  private static boolean isCutOff(JacksonException e) {
    return e instanceof UnexpectedEndOfInputException
        || e instanceof StreamReadException
            && e.getOriginalMessage().startsWith("Unexpected end-of-input");
  }

  private static String place(JacksonException e) {
    boolean isKnown = e.getLocation() != null && e.getLocation().getLineNr() > 0;
    return isKnown ? "line " + e.getLocation().getLineNr() + ": " : "";
  }

  /** The way to the field, as {@code 'identity.cores'}; empty where there is none. */
  private static String field(List<JacksonException.Reference> path) {
    String way =
        path.stream()
            .map(r -> r.getPropertyName() == null ? "" + r.getIndex() : r.getPropertyName())
            .collect(Collectors.joining("."));
    return way.isEmpty() ? "" : "'" + way + "'";
  }
}
