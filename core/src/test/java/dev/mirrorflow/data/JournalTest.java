package dev.mirrorflow.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final List<String> TEXTS = List.of("one", "zwei\tλ = 0.5", "", "four");

  @TempDir Path folder;

  @Test
  void aRecordCarriesTheCastagnoliChecksum() throws IOException {
    Path path = folder.resolve("j");
    try (Journal journal = Journal.create(path, "job")) {
      journal.append("123456789");
    }
    // The check value of CRC-32C in the catalogues of checksums.
    assertEquals("e3069283 123456789", Files.readAllLines(path).get(1));
  }

  @Test
  void cutAnywhereItKeepsExactlyTheWholeRecords() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    int[] ends = lineEnds(whole);
    for (int cut = 0; cut <= whole.length; cut++) {
      Path path = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, cut));
      int limit = cut;
      int lines = (int) Arrays.stream(ends).filter(end -> end <= limit).count();
      try (Journal journal = Journal.resume(path, "job")) {
        List<String> expected = TEXTS.subList(0, Math.max(0, lines - 1));
        assertEquals(expected, journal.records(), "cut at " + cut);
        assertEquals(cut - (lines == 0 ? 0 : ends[lines - 1]), journal.dropped());
        TEXTS.subList(expected.size(), TEXTS.size()).forEach(journal::append);
      }
      assertArrayEquals(whole, Files.readAllBytes(path), "cut at " + cut);
    }
  }

  @Test
  void aLastRecordOfWrongBytesIsTorn() throws IOException {
    Path path = written();
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length - 2] ^= 1;
    Files.write(path, bytes);
    try (Journal journal = Journal.resume(path, "job")) {
      assertEquals(TEXTS.subList(0, 3), journal.records());
      assertEquals("01234567 four\n".length(), journal.dropped());
    }
  }

  @Test
  void anyFlippedBitBeforeTheLastRecordIsFound() throws IOException {
    Path path = written();
    byte[] whole = Files.readAllBytes(path);
    int[] ends = lineEnds(whole);
    for (int at = ends[0]; at < ends[ends.length - 2] - 1; at++) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      Files.write(path, bytes);
      BadDataException e =
          assertThrows(BadDataException.class, () -> Journal.resume(path, "job"), "at " + at);
      assertTrue(e.getMessage().contains("is damaged"), e.getMessage());
    }
  }

  @Test
  void anotherJobOrAnUnfinishedOneIsRefused() throws IOException {
    Path path = written();
    Refusal.assertRefused(
        "j: is the journal of another job (job); give what that one was given, or choose another"
            + " journal",
        () -> Journal.resume(path, "other"));
    Refusal.assertRefused(
        "j: is there already, from a run that did not end; resume that one, or delete it",
        () -> Journal.create(path, "job"));
    assertThrows(BadDataException.class, () -> Journal.resume(folder, "job"));
  }

  @Test
  void aFileThatIsNoJournalIsRefusedAndLeftAlone() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    int first = lineEnds(whole)[0];
    byte[] otherJob = Arrays.copyOf(whole, first - 1);
    otherJob[otherJob.length - 1] = 'x';
    List<byte[]> files =
        List.of(
            "one line\n".getBytes(StandardCharsets.UTF_8),
            "no line feed".getBytes(StandardCharsets.UTF_8),
            "two\nlines\n".getBytes(StandardCharsets.UTF_8),
            "\n".getBytes(StandardCharsets.UTF_8),
            new byte[] {0, 0, 1},
            new byte[2 << 20],
            otherJob);
    for (byte[] content : files) {
      Path path = Files.write(folder.resolve("notes"), content);
      assertThrows(BadDataException.class, () -> Journal.resume(path, "job"));
      assertArrayEquals(content, Files.readAllBytes(path));
    }
  }

  @Test
  void zerosInPlaceOfTheFirstRecordAreACrashOfTheMachine() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    byte[] begun = Arrays.copyOf(Arrays.copyOf(whole, 5), 40);
    for (byte[] content : List.of(begun, new byte[40])) {
      Path path = Files.write(folder.resolve("crashed"), content);
      try (Journal journal = Journal.resume(path, "job")) {
        assertEquals(40, journal.dropped());
        TEXTS.forEach(journal::append);
      }
      assertArrayEquals(whole, Files.readAllBytes(path));
    }
  }

  @Test
  void aRecordIsOneLineOfAtMostAMegabyte() throws IOException {
    Path path = folder.resolve("long");
    String longest = "x".repeat((1 << 20) - 10);
    try (Journal journal = Journal.create(path, "job")) {
      assertThrows(IllegalArgumentException.class, () -> journal.append("a\nb"));
      assertThrows(IllegalArgumentException.class, () -> journal.append(longest + "x"));
      journal.append(longest);
    }
    try (Journal journal = Journal.resume(path, "job")) {
      assertEquals(List.of(longest), journal.records());
    }
  }

  @Test
  void onlyOneMayHaveItOpen() throws IOException {
    Path path = written();
    try (Journal journal = Journal.resume(path, "job")) {
      BadDataException e = assertThrows(BadDataException.class, () -> Journal.resume(path, "job"));
      assertTrue(e.getMessage().contains("another process"), e.getMessage());
      journal.append("five");
    }
    try (Journal journal = Journal.resume(path, "job")) {
      assertEquals("five", journal.records().getLast());
      journal.delete();
    }
    assertTrue(Files.notExists(path));
  }

  private Path written() {
    Path path = folder.resolve("j");
    try (Journal journal = Journal.create(path, "job")) {
      TEXTS.forEach(journal::append);
    }
    return path;
  }

  /** The positions after the line feeds. */
  private static int[] lineEnds(byte[] bytes) {
    return IntStream.range(0, bytes.length).filter(i -> bytes[i] == '\n').map(i -> i + 1).toArray();
  }
}
