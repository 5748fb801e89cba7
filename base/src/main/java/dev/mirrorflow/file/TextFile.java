package dev.mirrorflow.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Text for a file, as {@link AtomicFile} writes it, or for standard output under the name -. */
public final class TextFile {

  private static final Path STANDARD_OUTPUT = Path.of("-");

  private TextFile() {}

  /** Whether the name is that of standard output; a file of this name is ./-. */
  public static boolean isStandardOutput(Path path) {
    return path.equals(STANDARD_OUTPUT);
  }

  /**
   * Writes the content to the file, whole or not at all, or prints it.
   *
   * @throws dev.mirrorflow.error.BadDataException if the file cannot be written
   */
  public static void write(Path path, AtomicFile.Content content) {
    if (!isStandardOutput(path)) {
      AtomicFile.write(path, content);
      return;
    }
    OutputStream out = new StaysOpen(System.out);
    try {
      content.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw FileError.writing(path, e);
    }
  }

  /** What writes a file closes it; this process's output lasts longer. */
  private static final class StaysOpen extends FilterOutputStream {

    StaysOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
