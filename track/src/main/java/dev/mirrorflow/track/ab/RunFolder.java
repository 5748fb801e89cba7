package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.AtomicFile;
import dev.mirrorflow.track.results.JsonProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of a run on disk: its description, and for each finished fork JMH's JSON, the readings
 * of the reference loads and JMH's log. A fork's JSON appears in one move and last, so that a run
 * that was killed at any moment goes on behind the last whole fork.
 */
public final class RunFolder implements AutoCloseable {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final String DESCRIPTION = "run.json";
  private static final String PLAN = "plan.json";

  private final Path folder;
  private final Path forks;
  private final RunDescription description;
  private final FileChannel channel;

  private RunFolder(Path folder, RunDescription description, FileChannel channel) {
    this.folder = folder;
    this.forks = folder.resolve("forks");
    this.description = description;
    this.channel = channel;
  }

  /**
   * The folder of a run, which is made or gone on with, for this process alone.
   *
   * @throws BadDataException if it cannot be written, holds another run, or another process has it
   */
  public static RunFolder open(Path folder, RunDescription wanted) {
    try {
      if (isOfOthers(folder)) {
        throw new BadDataException(
            folder + " holds other files than those of a run; name a new or an empty folder");
      }
      Files.createDirectories(folder.resolve("forks"));
      FileChannel channel = lock(folder);
      try {
        return new RunFolder(folder, describe(folder, wanted), channel);
      } catch (BadDataException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BadDataException(
          folder + " cannot be written (" + e + "); choose another with --output", e);
    }
  }

  private static boolean isOfOthers(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve(DESCRIPTION))) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      // A run that was killed as it began left these.
      return files
          .map(f -> f.getFileName().toString())
          .anyMatch(name -> !List.of("forks", "lock").contains(name));
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new BadDataException(
          folder + " is in use by another ab; wait for it, or choose another --output");
    }
    return channel;
  }

  private static RunDescription describe(Path folder, RunDescription wanted) {
    Path file = folder.resolve(DESCRIPTION);
    if (!Files.exists(file)) {
      AtomicFile.write(file, out -> out.write(MAPPER.writeValueAsBytes(wanted)));
      return wanted;
    }
    RunDescription found = read(folder);
    if (!found.isSameAs(wanted)) {
      throw new BadDataException(
          folder
              + " holds another run ("
              + found.base()
              + " against "
              + found.fresh()
              + ", or other options); choose another --output, or start over with --fresh");
    }
    return found;
  }

  /**
   * The description in a folder.
   *
   * @throws BadDataException if it is not the folder of a run
   */
  public static RunDescription read(Path folder) {
    Path file = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(file + " is missing or no file; name the folder of a run");
    }
    try {
      RunDescription found = MAPPER.readValue(file, RunDescription.class);
      if (found == null || !found.isComplete()) {
        throw new BadDataException(file + " does not describe a run; choose another folder");
      }
      if (found.schema() > RunDescription.SCHEMA) {
        throw new BadDataException(file + " is of a newer version; update Mirrorflow");
      }
      return found;
    } catch (JacksonException e) {
      throw new BadDataException(file + " does not describe a run: " + JsonProblem.of(e), e);
    }
  }

  /** The run's description as it was first started. */
  public RunDescription description() {
    return description;
  }

  /** Whether a fork was measured, and its JSON can be read. */
  boolean isDone(Slot slot) {
    if (!Files.exists(json(slot)) || !Files.exists(readingsFile(slot))) {
      return false;
    }
    try {
      LoadsAroundFork rulers = MAPPER.readValue(readingsFile(slot), LoadsAroundFork.class);
      JsonNode results = MAPPER.readTree(json(slot));
      return rulers != null
          && rulers.before() != null
          && rulers.after() != null
          && results.isArray()
          && results.valueStream().allMatch(JsonNode::isObject);
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Whether JMH reported nothing of a finished fork. */
  boolean isEmpty(Slot slot) {
    return MAPPER.readTree(json(slot)).isEmpty();
  }

  /** JMH's entries of a finished fork. */
  List<JsonNode> entries(Slot slot) {
    return MAPPER.readTree(json(slot)).valueStream().toList();
  }

  /** What JMH printed of a finished fork; empty if the file is gone. */
  String logText(Slot slot) throws IOException {
    Path log = log(slot);
    return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
  }

  /** How long the iterations are, as it was decided when the run began. */
  Optional<IterationPlan> plan() {
    Path file = folder.resolve(PLAN);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(MAPPER.readValue(file, IterationPlan.class))
          .filter(IterationPlan::isComplete);
    } catch (JacksonException e) {
      return Optional.empty(); // broken, so it is decided again
    }
  }

  /** Keeps that. */
  void keep(IterationPlan plan) {
    byte[] bytes = MAPPER.writeValueAsBytes(plan);
    AtomicFile.write(folder.resolve(PLAN), out -> out.write(bytes));
  }

  /** JMH's JSON of a finished fork. */
  Path json(Slot slot) {
    return forks.resolve(slot.base() + ".json");
  }

  /** Where JMH writes while a fork runs. */
  Path unfinished(Slot slot) {
    return forks.resolve(slot.base() + ".part");
  }

  Path log(Slot slot) {
    return forks.resolve(slot.base() + ".log");
  }

  private Path readingsFile(Slot slot) {
    return forks.resolve(slot.base() + ".rulers.json");
  }

  /** Puts a fork's files in place. */
  void finish(Slot slot, LoadsAroundFork readings) throws IOException {
    AtomicFile.write(readingsFile(slot), out -> out.write(MAPPER.writeValueAsBytes(readings)));
    if (Files.exists(unfinished(slot))) {
      Files.move(unfinished(slot), json(slot), StandardCopyOption.ATOMIC_MOVE);
    } else {
      AtomicFile.write(json(slot), out -> out.write(new byte[] {'[', ']'}));
    }
  }

  /** The reference loads beside each finished fork, by the fork's file name. */
  SortedMap<String, LoadsAroundFork> readings(List<Slot> slots) {
    SortedMap<String, LoadsAroundFork> all = new TreeMap<>();
    for (Slot slot : slots) {
      all.put(slot.base(), MAPPER.readValue(readingsFile(slot), LoadsAroundFork.class));
    }
    return all;
  }

  /** Where results go. */
  public Path path() {
    return folder;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BadDataException(folder + " cannot be released: " + e.getMessage(), e);
    }
  }
}
