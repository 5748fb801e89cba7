package dev.mirrorflow.track.ab;

import dev.mirrorflow.track.machine.Jdk;
import java.util.Optional;

/**
 * How a revision's benchmarks are made.
 *
 * @param command of a shell, in the folder of the working tree; empty for the one that the project
 *     is built with
 * @param artifact what the command makes, below that folder: a jar or a class path; empty for the
 *     jar that holds a list of benchmarks
 * @param below folder of the project below the repository's, empty if it is that
 */
record BuildRecipe(Optional<String> command, Optional<String> artifact, String below, Jdk jdk) {

  /** What identifies the recipe, in one text. */
  String key() {
    return command.orElse("the project's build")
        + " -> "
        + artifact.orElse("its jar of benchmarks")
        + (below.isEmpty() ? "" : " in " + below)
        + ", "
        + jdk;
  }
}
