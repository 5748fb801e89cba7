package dev.mirrorflow.track.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small repository of git's, for tests. */
public final class TestRepository {

  private final Path folder;

  private TestRepository(Path folder) {
    this.folder = folder;
  }

  /** An empty repository in an empty folder. */
  public static TestRepository in(Path folder) {
    TestRepository repository = new TestRepository(folder);
    repository.git("init", "--quiet", "--initial-branch=main");
    repository.git("config", "user.name", "Somebody");
    repository.git("config", "user.email", "somebody@example.org");
    return repository;
  }

  public Path folder() {
    return folder;
  }

  /** Writes a file and commits it; returns the commit's hash. */
  public String commit(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
    git("add", file);
    git("commit", "--quiet", "-m", content);
    return git("rev-parse", "HEAD");
  }

  /** Everything that a user would see change. */
  public String state() {
    return git("status", "--porcelain", "--branch")
        + git("diff", "HEAD")
        + git("worktree", "list")
        + git("for-each-ref")
        + git("stash", "list");
  }

  /** Runs git and returns what it prints. */
  public String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(arguments));
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + text);
      }
      return text.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
