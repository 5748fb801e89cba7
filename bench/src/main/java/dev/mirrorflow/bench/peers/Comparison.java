package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.error.BadDataException;
import java.nio.file.Path;
import java.util.List;

/**
 * A piece of work done here and, on the same files, by the script of the same name in {@code
 * bench/peers}.
 */
interface Comparison {

  /** Where both sides find the answer that they have to reach, a vector. */
  String ANSWER = "answer.npy";

  /** All of them, in the order of the table. */
  static List<Comparison> all() {
    return List.of(
        new GradientComparison(),
        new ColumnsComparison(),
        new SweepComparison(),
        new LimitComparison(),
        new BasisPursuitComparison());
  }

  /**
   * The comparison of this name.
   *
   * @throws BadDataException listing the names if there is none
   */
  static Comparison named(String name) {
    return all().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadDataException(
                "there is no comparison '"
                    + name
                    + "'; choose from "
                    + String.join(", ", all().stream().map(Comparison::name).toList())));
  }

  /** The name on the command line, and of the script. */
  String name();

  /** What is done, for the table. */
  String title();

  /** The sizes compared where none is asked for. */
  List<ProblemSize> sizes();

  /** Threads that each side may use. */
  default int threads() {
    return 1;
  }

  /** The difference from the answer, relative to its size, up to which a peer has reached it. */
  double tolerance();

  /** Writes what both sides read, except the answer. */
  void writeData(ProblemSize size, Path folder);

  /** Reads the files and makes everything ready to run. */
  Task load(Path folder);
}
