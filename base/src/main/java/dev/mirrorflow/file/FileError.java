package dev.mirrorflow.file;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** One-line complaints about a file: its path, what is wrong, the remedy. */
public final class FileError {

  private static final int LONGEST_EXCERPT = 60;

  private FileError() {}

  /** A complaint in the words given. */
  public static BadDataException at(Path path, String message) {
    return new BadDataException(oneLine(path.toString()) + ": " + message);
  }

  /** The same complaint, with the file it is about. */
  public static BadDataException at(Path path, BadDataException cause) {
    return new BadDataException(oneLine(path.toString()) + ": " + cause.getMessage(), cause);
  }

  /** Why a file cannot be read: bad data, or the interruption of the thread. */
  public static RuntimeException reading(Path path, IOException cause) {
    if (isInterruption(cause)) {
      return new ComputationException("interrupted before " + path + " was read");
    }
    String message;
    if (cause instanceof NoSuchFileException) {
      message = "no such file; check the path";
    } else if (cause instanceof AccessDeniedException) {
      message = "may not be read; change its permissions";
    } else {
      message = "cannot be read (" + reason(cause) + "); check the disk or copy the file anew";
    }
    return new BadDataException(oneLine(path.toString()) + ": " + message, cause);
  }

  /** Why a file cannot be written: bad data, or the interruption of the thread. */
  public static RuntimeException writing(Path path, IOException cause) {
    if (isInterruption(cause)) {
      return new ComputationException("interrupted before " + path + " was complete");
    }
    if (cause instanceof FileSystemLoopException) {
      return at(path, "is a link that leads to itself; name another file");
    }
    boolean isRefused =
        cause instanceof AccessDeniedException || cause instanceof NoSuchFileException;
    String message =
        isRefused
            ? "its folder may not be written to; change its permissions or choose another folder"
            : "cannot be written (" + reason(cause) + "); choose another folder";
    return new BadDataException(oneLine(path.toString()) + ": " + message, cause);
  }

  /** A channel in use is closed by nobody but an interruption of a thread that uses it. */
  private static boolean isInterruption(IOException e) {
    return e instanceof ClosedChannelException || e instanceof InterruptedIOException;
  }

  /** Text from a file in quotes, on one line and not too long. */
  public static String quoted(String text) {
    return "'" + excerpt(text) + "'";
  }

  /** Text from a file, on one line and not too long. */
  public static String excerpt(String text) {
    return oneLine(
        text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "...");
  }

  private static String reason(IOException cause) {
    if (cause instanceof FileSystemException e && e.getReason() != null) {
      return oneLine(e.getReason());
    }
    String text = cause instanceof FileSystemException ? null : cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : oneLine(text);
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }
}
