package dev.mirrorflow.file;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.OneLine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output that remembers when it could not be written, which a print stream does not say: a
 * result sent to a full disk would be lost with exit code 0.
 */
public final class StandardOutput extends FilterOutputStream {

  private IOException failure;

  /** That of this process. */
  public StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream out) {
    super(out);
  }

  /** A stream in UTF-8 to print to it. */
  public PrintStream printer() {
    return new PrintStream(this, true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /**
   * Checks that all arrived; a reader that closed its end of the pipe had what it wanted.
   *
   * @throws BadDataException if not
   */
  public void check() {
    if (failure != null && !OneLine.of(failure).contains("Broken pipe")) {
      throw new BadDataException(
          "standard output cannot be written ("
              + OneLine.of(failure)
              + "); the results printed are not whole: send them elsewhere",
          failure);
    }
  }
}
