package dev.mirrorflow.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import org.junit.jupiter.api.function.Executable;

/** Expects a call to be refused with one line. */
final class Refusal {

  private Refusal() {}

  static void assertRefused(String part, Executable call) {
    String message = assertThrows(BadDataException.class, call).getMessage();
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }
}
