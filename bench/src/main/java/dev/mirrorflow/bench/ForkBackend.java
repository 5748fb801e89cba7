package dev.mirrorflow.bench;

import dev.ludovic.netlib.blas.BLAS;
import dev.mirrorflow.linalg.BackendChoice;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The BLAS that a fork is asked for by {@code -p backend=}. The fork says in JMH's log which
 * library that is and what code it chose; from there it comes into the description of the machine.
 */
final class ForkBackend {

  private static final Pattern SAID = Pattern.compile("# backend (\\w+): (.+)");

  private ForkBackend() {}

  /**
   * Loads it, and says what it is.
   *
   * @throws dev.mirrorflow.error.BadDataException if it cannot be had here, with the remedy
   * @throws IllegalStateException if the environment pins what OpenBLAS does
   */
  static BLAS of(String name) {
    Agreement.requireUnpinned();
    LinearAlgebraBackend.choose(BackendChoice.valueOf(name.toUpperCase(Locale.ROOT)));
    System.out.println("\n# backend " + name + ": " + LinearAlgebraBackend.description());
    return LinearAlgebraBackend.blas();
  }

  /**
   * What ran: this process's own, then those that the forks of a log were asked for, each once:
   * {@code "OpenBLAS 0.3.31, core SkylakeX, 1 thread; mkl: MKL 2026.1 ..."}.
   */
  static String all(String own, Path log) throws IOException {
    List<String> all = new ArrayList<>(List.of(own));
    for (String line : Files.readAllLines(log)) {
      Matcher said = SAID.matcher(line.strip());
      if (said.matches() && !said.group(2).equals(own)) {
        String text = said.group(1) + ": " + said.group(2);
        if (!all.contains(text)) {
          all.add(text);
        }
      }
    }
    return String.join("; ", all);
  }
}
