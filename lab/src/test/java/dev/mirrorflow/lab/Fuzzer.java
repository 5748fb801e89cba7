package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Gives a reader many damaged files. Each must end, in less than five seconds and below a limit of
 * allocated bytes, in a result or in a complaint of one line that names the file; and nothing but
 * the file may be touched. {@code -Dmirrorflow.fuzz.inputs} and {@code -Dmirrorflow.fuzz.seed}
 * change how many there are and which.
 */
final class Fuzzer {

  static final long SEED = Long.getLong("mirrorflow.fuzz.seed", 20261124);

  private static final int INPUTS = Integer.getInteger("mirrorflow.fuzz.inputs", 1000);
  private static final long LONGEST_NANOS = 5_000_000_000L;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What reads a file. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads it.
     *
     * @throws BadDataException if it is none
     */
    void read(Path file) throws Exception;
  }

  private final Path folder;
  private final long mostBytes;
  private int results;
  private int refusals;
  private long slowest;
  private long largest;

  /**
   * A fuzzer.
   *
   * @param folder empty
   * @param mostBytes what reading one file may allocate
   */
  Fuzzer(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** Runs all inputs and prints how many there were of which seed. */
  void run(String name, Mutator mutator, Reader reader) throws IOException {
    run(name, mutator::next, reader);
  }

  /** The same with damaged files from elsewhere. */
  void run(String name, Supplier<byte[]> files, Reader reader) throws IOException {
    Path file = folder.resolve(name);
    for (int input = 0; input < INPUTS; input++) {
      byte[] bytes = files.get();
      Files.write(file, bytes);
      try {
        read(file, reader);
        onlyThere(file);
      } catch (Throwable e) {
        fail(
            "input %d of seed %d, in base64 %s"
                .formatted(input, SEED, Base64.getEncoder().encodeToString(bytes)),
            e);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "fuzz %s: %d inputs, seed %d: %d results, %d refused; slowest %d ms, largest %.2f MiB%n",
        name,
        INPUTS,
        SEED,
        results,
        refusals,
        slowest / 1_000_000,
        largest / (double) (1 << 20));
    assertTrue(refusals > INPUTS / 10, "the files are damaged");
    assertTrue(results > INPUTS / 100, "the files are not beyond recognition");
  }

  private void read(Path file, Reader reader) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    try {
      reader.read(file);
      results++;
    } catch (BadDataException e) {
      refusals++;
      String message = e.getMessage();
      assertTrue(message.matches("[^\\p{Cntrl}]+"), message);
      assertTrue(message.contains(file.getFileName().toString()), message);
      assertTrue(message.length() < 700, message);
    }
    long nanos = System.nanoTime() - start;
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(nanos < LONGEST_NANOS, nanos + " ns");
    assertTrue(bytes < mostBytes, bytes + " bytes");
    slowest = Math.max(slowest, nanos);
    largest = Math.max(largest, bytes);
  }

  private void onlyThere(Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }
}
