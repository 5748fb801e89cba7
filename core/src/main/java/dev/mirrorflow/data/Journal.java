package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.OneLine;
import dev.mirrorflow.file.FileError;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The results of a long job as they come, so that a killed one can go on. A record is one line: the
 * CRC32C of its text as 8 hexadecimal digits, a space, the text in UTF-8, a line feed. The first
 * one names the job. A record is on the disk before {@link #append} returns; one that was being
 * written when the process or the machine stopped is found torn by the next to open the journal,
 * and cut off.
 *
 * <p>One process at a time may have a journal open. The methods may be called from any thread.
 */
public final class Journal implements AutoCloseable {

  private static final String FORMAT = "mirrorflow-journal-1 ";
  private static final String WITH = " with ";
  private static final int DIGITS = 8;

  /** Bytes of a record's line; what is longer was not written here. */
  private static final int LONGEST = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final List<String> records = new ArrayList<>();
  private long dropped;

  private Journal(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Begins a journal.
   *
   * @param job what is done, one line: a journal serves the same job only
   * @throws BadDataException if there is a file already, or it cannot be written
   */
  public static Journal create(Path path, String job) {
    return create(path, job, "");
  }

  /**
   * Begins a journal of a job whose results depend on where it runs.
   *
   * @param job what is done, one line
   * @param conditions what else decides the bits of the results, one line: a journal is gone on
   *     with under the same only
   * @throws BadDataException if there is a file already, or it cannot be written
   */
  public static Journal create(Path path, String job, String conditions) {
    if (Files.exists(path)) {
      throw FileError.at(
          path, "is there already, from a run that did not end; resume that one, or delete it");
    }
    Journal journal = open(path, StandardOpenOption.CREATE_NEW);
    journal.append(FORMAT + named(job, conditions));
    return journal;
  }

  /**
   * Goes on with a journal, or begins it where there is none.
   *
   * @param job what is done, as the journal was begun with
   * @throws BadDataException if the journal is of another job, a record other than the last is
   *     damaged, the file is no journal, another process has it open, or it cannot be read or
   *     written
   */
  public static Journal resume(Path path, String job) {
    return resume(path, job, "");
  }

  /**
   * Goes on with a journal under the same conditions, or begins it where there is none.
   *
   * @param job what is done, as the journal was begun with
   * @param conditions what else decides the bits of the results
   * @throws BadDataException if the journal is of another job or other conditions, and as in {@link
   *     #resume(Path, String)}
   */
  public static Journal resume(Path path, String job, String conditions) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw FileError.at(path, "is no journal but a folder, pipe or device; name another file");
    }
    Journal journal = open(path, StandardOpenOption.CREATE);
    try {
      journal.read(job, conditions);
      return journal;
    } catch (IOException e) {
      journal.close();
      throw FileError.reading(path, e);
    } catch (BadDataException e) {
      journal.close();
      throw e;
    }
  }

  private static Journal open(Path path, StandardOpenOption creation) {
    try {
      FileChannel channel =
          FileChannel.open(path, creation, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Journal journal = new Journal(path, channel);
      if (!journal.lock()) {
        journal.close();
        throw FileError.at(path, "another process is writing it; wait for that one to end");
      }
      return journal;
    } catch (IOException e) {
      throw FileError.writing(path, e);
    }
  }

  /** The lock lasts until the channel is closed. */
  private boolean lock() throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** The texts of the records that were there when it was opened, in their order. */
  public List<String> records() {
    return List.copyOf(records);
  }

  /** Bytes of a torn record that were cut off at the end when it was opened, 0 if none. */
  public long dropped() {
    return dropped;
  }

  /**
   * Writes a record and waits until it is on the disk.
   *
   * @param text without line breaks
   * @throws BadDataException if it cannot be written
   * @throws IllegalArgumentException if it holds a line break or is longer than a megabyte
   */
  public synchronized void append(String text) {
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a record is one line");
    }
    ByteBuffer line = line(text);
    if (line.limit() > LONGEST) {
      throw new IllegalArgumentException("a record has at most " + LONGEST + " bytes");
    }
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      throw FileError.writing(path, e);
    }
  }

  /** Leaves the file for a later {@link #resume}. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileError.writing(path, e);
    }
  }

  /** Closes and deletes the file, once the results are where they belong. */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw FileError.writing(path, e);
    } finally {
      close();
    }
  }

  /** Takes one line after the other, so that a large file that is no journal is not loaded. */
  private void read(String job, String conditions) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long sound = 0;
    boolean named = false;
    while (readLine(in, line)) {
      String record = recordOf(line.toByteArray());
      if (record == null) {
        break;
      }
      if (named) {
        records.add(record);
      } else {
        requireJob(record, job, conditions);
        named = true;
      }
      sound += line.size();
    }
    if (in.read() >= 0) {
      throw FileError.at(
          path,
          "record "
              + (records.size() + (named ? 1 : 0))
              + " (counted from 0) is damaged, or this is no journal; delete it and start anew");
    }
    dropped = channel.size() - sound;
    if (!named) {
      requireBegun(line.toByteArray(), named(job, conditions));
    }
    channel.truncate(sound);
    channel.position(sound);
    if (!named) {
      append(FORMAT + named(job, conditions));
    }
  }

  /** The job in the first record. */
  private static String named(String job, String conditions) {
    return conditions.isEmpty() ? job : job + WITH + conditions;
  }

  /**
   * Reads up to and with the next line feed, the end of the file, or one byte more than a record
   * may have.
   *
   * @return whether there was anything
   */
  private static boolean readLine(BufferedInputStream in, ByteArrayOutputStream line)
      throws IOException {
    line.reset();
    int b = in.read();
    while (b >= 0) {
      line.write(b);
      if (b == '\n' || line.size() > LONGEST) {
        break;
      }
      b = in.read();
    }
    return line.size() > 0;
  }

  /** The text of a record; null if the line is none, or torn. */
  private static String recordOf(byte[] line) {
    int begin = DIGITS + 1;
    int end = line.length - 1;
    if (end < begin || line[end] != '\n' || line[DIGITS] != ' ') {
      return null;
    }
    String sum = new String(line, 0, DIGITS, StandardCharsets.ISO_8859_1);
    return sum.equals(checksum(Arrays.copyOfRange(line, begin, end)))
        ? new String(line, begin, end - begin, StandardCharsets.UTF_8)
        : null;
  }

  /**
   * A file without a whole record is only ours to overwrite if it is the beginning of the first
   * one, or the zeros that a crash of the machine leaves in its place.
   */
  private void requireBegun(byte[] torn, String job) {
    byte[] first = line(FORMAT + job).array();
    int same = Math.max(0, Arrays.mismatch(torn, first));
    for (int i = same; i < torn.length; i++) {
      if (torn[i] != 0) {
        throw FileError.at(path, "is no journal of this job; choose another file");
      }
    }
  }

  private void requireJob(String record, String job, String conditions) {
    if (!record.startsWith(FORMAT)) {
      throw FileError.at(path, "is no journal of this version; choose another file");
    }
    String begun = record.substring(FORMAT.length());
    if (begun.equals(named(job, conditions))) {
      return;
    }
    if (begun.startsWith(job + WITH)) {
      throw FileError.at(
          path,
          "was begun with "
              + OneLine.of(begun.substring((job + WITH).length()))
              + ", and here are "
              + conditions
              + ": the rows would differ in their last digits; go on there, or delete it and start"
              + " anew");
    } else {
      throw FileError.at(
          path,
          "is the journal of another job ("
              + FileError.excerpt(begun)
              + "); give what that one was given, or choose another journal");
    }
  }

  private static ByteBuffer line(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer line = ByteBuffer.allocate(DIGITS + 1 + content.length + 1);
    line.put(checksum(content).getBytes(StandardCharsets.US_ASCII));
    return line.put((byte) ' ').put(content).put((byte) '\n').flip();
  }

  private static String checksum(byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content);
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
