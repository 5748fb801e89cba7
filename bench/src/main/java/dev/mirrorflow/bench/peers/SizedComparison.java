package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** One comparison at one size. */
record SizedComparison(Comparison comparison, ProblemSize size) {

  /** What takes longer is not repeated. */
  private static final double CHEAP_SECONDS = 15;

  /**
   * Those that a name, or a name and a size, stands for.
   *
   * @throws BadDataException if there is none
   */
  static List<SizedComparison> named(String text) {
    String[] parts = text.split(":", 2);
    Comparison comparison = Comparison.named(parts[0]);
    List<ProblemSize> sizes =
        parts.length == 1 ? comparison.sizes() : List.of(ProblemSize.parse(parts[1]));
    return sizes.stream().map(size -> new SizedComparison(comparison, size)).toList();
  }

  /**
   * Writes the files and has both sides take turns. All implementations run once; those that
   * reached the answer and are cheap run as often as asked.
   *
   * @param folder gets a folder for the files
   * @param progress told in one line what goes on
   */
  Outcome run(Python python, Path folder, int repetitions, Consumer<String> progress)
      throws InterruptedException {
    String name = comparison.name() + " " + size;
    progress.accept(name + ": writing the files");
    Path files = files(folder);
    Outcome outcome = new Outcome(work(), comparison.tolerance());
    for (int r = 1; r <= repetitions; r++) {
      progress.accept(name + ": process " + r + " of " + repetitions + " of each side");
      List<String> variants = r == 1 ? List.of() : outcome.worthRepeating(CHEAP_SECONDS);
      if (r == 1 || !variants.isEmpty()) {
        PeerProcess.theirs(python, comparison, files, variants).forEach(outcome::addTheirs);
      }
      if (r == 1 || outcome.ours().seconds() <= CHEAP_SECONDS) {
        PeerProcess.ours(comparison, files).forEach(outcome::addOurs);
      }
    }
    return outcome;
  }

  private Path files(Path folder) {
    Path files = folder.resolve(comparison.name() + "-" + size);
    try {
      Files.createDirectories(files);
    } catch (IOException e) {
      throw new BadDataException(
          files + " cannot be made (" + e.getMessage() + "); choose another folder with --data", e);
    }
    comparison.writeData(size, files);
    Task task = comparison.load(files);
    task.run();
    NpyWriter.write(files.resolve(Comparison.ANSWER), task.answer());
    return files;
  }

  /** What is done, for the table. */
  private String work() {
    String threads = comparison.threads() == 1 ? "" : ", " + comparison.threads() + " threads";
    return comparison.title() + ", " + size + threads;
  }
}
