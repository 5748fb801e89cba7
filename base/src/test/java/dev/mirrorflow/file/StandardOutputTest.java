package dev.mirrorflow.file;

import static dev.mirrorflow.file.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  @Test
  void whatArrivesIsUtf8() {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(sink);
    out.printer().println("λ = 0.5");
    out.check();
    assertEquals("λ = 0.5" + System.lineSeparator(), sink.toString(StandardCharsets.UTF_8));
  }

  @Test
  void whatDoesNotArriveIsSaidAtTheEnd() {
    StandardOutput out = new StandardOutput(failing("No space left on device"));
    out.printer().println("lost");
    assertRefused("standard output cannot be written (No space left on device)", out::check);
  }

  @Test
  void aReaderThatHasEnoughIsNoFault() {
    StandardOutput out = new StandardOutput(failing("Broken pipe"));
    out.printer().println("not wanted");
    assertDoesNotThrow(out::check);
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
