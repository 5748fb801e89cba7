package dev.mirrorflow.track.ab;

import dev.mirrorflow.track.git.Revision;
import dev.mirrorflow.track.machine.Jdk;
import java.nio.file.Path;

/** Where the benchmarks of a side come from. */
interface ProgramSource {

  /** What the user called it, and what tells it from others: a commit, or a hash of the files. */
  Revision revision();

  /** How it is made and run, in one text. */
  String recipe();

  /** The JDK that it is built and run with. */
  Jdk jdk();

  /** Whether it was made before. */
  boolean isThere();

  /**
   * The folder of its jars and classes, which are made if need be, as {@link ClassPath#copied}
   * reads it.
   *
   * @throws dev.mirrorflow.error.ComputationException if its build fails
   * @throws dev.mirrorflow.error.BadDataException if a file or a folder cannot be used
   */
  Path folder();
}
