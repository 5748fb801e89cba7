package dev.mirrorflow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What git says about the working folder. */
final class Repository {

  private Repository() {}

  /** Short hash of the commit, or "unknown" outside a repository. */
  static String commit() {
    return git("rev-parse", "--short=8", "HEAD").orElse("unknown");
  }

  /** Whether tracked files differ from the commit. */
  static boolean isDirty() {
    return !git("status", "--porcelain", "--untracked-files=no").orElse("").isEmpty();
  }

  private static Optional<String> git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
