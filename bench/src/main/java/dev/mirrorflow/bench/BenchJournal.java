package dev.mirrorflow.bench;

import dev.mirrorflow.data.Journal;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.results.ResultFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal of a run of {@code bench}: its head, then JMH's JSON of each benchmark that ended.
 * One that is long, as with the histograms of JMH's sample mode, is kept in several records.
 */
final class BenchJournal implements AutoCloseable {

  private static final String JOB = "bench 1";

  /** Characters of a record: as JSON at most six bytes each, and a megabyte is the limit. */
  private static final int PIECE = 150_000;

  private record Piece(String benchmark, boolean isFirst, boolean isLast, String json) {

    /** A piece; one that lacks something is of another version. */
    private Piece {
      Objects.requireNonNull(benchmark);
      Objects.requireNonNull(json);
    }
  }

  private final ResultFiles files;
  private final RunIdentity head;
  private final Journal journal;
  private final Map<String, String> entries = new HashMap<>();

  private BenchJournal(ResultFiles files, RunIdentity head, Journal journal) {
    this.files = files;
    this.head = head;
    this.journal = journal;
  }

  /**
   * Begins one.
   *
   * @throws BadDataException if it cannot be written
   */
  static BenchJournal begin(ResultFiles files, RunIdentity head) {
    Journal journal = Journal.create(files.journal(), JOB);
    journal.append(JsonMapper.shared().writeValueAsString(head));
    return new BenchJournal(files, head, journal);
  }

  /**
   * Goes on with the newest in a folder that was begun with the same.
   *
   * @throws NoSuchElementException if there is none, with what is different in the newest
   * @throws BadDataException if one cannot be read, or another process is writing it
   */
  static BenchJournal resume(Path folder, RunIdentity wanted) {
    String reason = "there is no interrupted run in " + folder + "; start one without --resume";
    boolean isNewest = true;
    for (ResultFiles files : ResultFiles.unended(folder)) {
      Optional<BenchJournal> found = open(files);
      if (found.isPresent()) {
        Optional<String> difference = wanted.differenceFrom(found.get().head);
        if (difference.isEmpty()) {
          return found.get();
        }
        found.get().close();
        if (isNewest) {
          reason =
              files.journal()
                  + " cannot be resumed: it "
                  + difference.get()
                  + "; give what it was given, or start without --resume";
          isNewest = false;
        }
      }
    }
    throw new NoSuchElementException(reason);
  }

  /** A journal as it is; empty for one that was killed before it had a head. */
  private static Optional<BenchJournal> open(ResultFiles files) {
    Journal journal = Journal.resume(files.journal(), JOB);
    try {
      List<String> records = journal.records();
      if (records.isEmpty()) {
        journal.close();
        return Optional.empty();
      }
      RunIdentity head = JsonMapper.shared().readValue(records.getFirst(), RunIdentity.class);
      BenchJournal opened = new BenchJournal(files, head, journal);
      opened.takeOver(records.subList(1, records.size()));
      return Optional.of(opened);
    } catch (JacksonException e) {
      journal.close();
      throw new BadDataException(
          journal.path() + ": is no journal of a run of this version; delete it and start anew", e);
    }
  }

  private void takeOver(List<String> records) {
    StringBuilder json = new StringBuilder();
    for (String record : records) {
      Piece piece = JsonMapper.shared().readValue(record, Piece.class);
      if (piece.isFirst()) {
        json.setLength(0); // one that was killed between its records
      }
      json.append(piece.json());
      if (piece.isLast()) {
        entries.put(piece.benchmark(), json.toString());
      }
    }
  }

  /** What the run was begun with. */
  RunIdentity head() {
    return head;
  }

  /** Where its results go. */
  ResultFiles files() {
    return files;
  }

  /** Bytes of a torn record that were cut off when it was opened. */
  long dropped() {
    return journal.dropped();
  }

  /** JMH's JSON of the benchmarks that had ended when it was opened, by their keys. */
  Map<String, String> entries() {
    return Map.copyOf(entries);
  }

  /** Keeps JMH's JSON of a benchmark; it is on the disk when this returns. */
  void add(String benchmark, String json) {
    int from = 0;
    while (from < json.length()) {
      int to = Math.min(json.length(), from + PIECE);
      if (Character.isHighSurrogate(json.charAt(to - 1))) {
        to--;
      }
      Piece piece = new Piece(benchmark, from == 0, to == json.length(), json.substring(from, to));
      journal.append(JsonMapper.shared().writeValueAsString(piece));
      from = to;
    }
  }

  /** Deletes it, once the results are in place. */
  void delete() {
    journal.delete();
  }

  @Override
  public void close() {
    journal.close();
  }
}
