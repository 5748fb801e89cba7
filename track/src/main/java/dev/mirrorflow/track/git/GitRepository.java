package dev.mirrorflow.track.git;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The git repository around a folder, by git's own program. Nothing here changes its files. */
public final class GitRepository {

  /** As a revision: the working tree with its uncommitted and new files. */
  public static final String WORKING_TREE = "WORK";

  /** Of the commits that are made of a working tree: always the same, so that equal trees are. */
  private static final Map<String, String> AUTHOR =
      Map.of(
          "GIT_AUTHOR_NAME", "mirrorflow",
          "GIT_AUTHOR_EMAIL", "mirrorflow@localhost",
          "GIT_AUTHOR_DATE", "2000-01-01T00:00:00Z",
          "GIT_COMMITTER_NAME", "mirrorflow",
          "GIT_COMMITTER_EMAIL", "mirrorflow@localhost",
          "GIT_COMMITTER_DATE", "2000-01-01T00:00:00Z");

  private final Path root;

  private GitRepository(Path root) {
    this.root = root;
  }

  /** The repository that a folder belongs to; empty if there is none, or no git. */
  public static Optional<GitRepository> around(Path folder) {
    Path absolute = folder.toAbsolutePath();
    return new GitRepository(absolute)
        .tryGit(Map.of(), "rev-parse", "--show-toplevel")
        .filter(top -> !top.isEmpty())
        .map(top -> new GitRepository(Path.of(top)));
  }

  /** The folder below the working tree's that a folder is, with slashes; empty for its own. */
  public String below(Path folder) {
    return new GitRepository(folder.toAbsolutePath())
        .tryGit(Map.of(), "rev-parse", "--show-prefix")
        .orElse("");
  }

  /** The folder of the working tree. */
  public Path root() {
    return root;
  }

  /**
   * The commit that a name stands for; {@link #WORKING_TREE} for a commit of the working tree as it
   * is, which no branch holds.
   *
   * @throws BadDataException if there is no such commit
   */
  public Revision resolve(String name) {
    if (name.equals(WORKING_TREE)) {
      return new Revision(name, snapshot());
    }
    return tryGit(
            Map.of(), "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
        .map(commit -> new Revision(name, commit))
        .orElseThrow(() ->
            new BadDataException(
                "'"
                    + name
                    + "' is no revision of "
                    + root
                    + "; name a branch, a tag or a commit, or "
                    + WORKING_TREE
                    + " for the working tree"));
  }

  /**
   * Whether a name is that of a branch, here or of a remote, which moves with new commits. HEAD is
   * none: who says so means the commit.
   */
  public boolean isBranch(String name) {
    if (name.equals("HEAD") || name.equals("@")) {
      return false;
    }
    String full =
        tryGit(Map.of(), "rev-parse", "--symbolic-full-name", "--end-of-options", name).orElse("");
    return full.lines()
        .anyMatch(ref -> ref.startsWith("refs/heads/") || ref.startsWith("refs/remotes/"));
  }

  /** The last commit that both have in their past; empty if git knows none. */
  public Optional<String> mergeBase(Revision one, Revision other) {
    return tryGit(Map.of(), "merge-base", one.commit(), other.commit());
  }

  /** The commit that is checked out; empty before the first one. */
  public Optional<Revision> head() {
    return tryGit(Map.of(), "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        .map(commit -> new Revision("HEAD", commit));
  }

  /** Whether tracked files differ from the commit. */
  public boolean isDirty() {
    return !tryGit(Map.of(), "status", "--porcelain", "--untracked-files=no").orElse("").isEmpty();
  }

  /** Writes the working tree to git's store through an index of its own; the user's stays. */
  private String snapshot() {
    try {
      Path folder = Files.createTempDirectory("mirrorflow-index");
      Path index = folder.resolve("index");
      try {
        Map<String, String> environment = new LinkedHashMap<>(AUTHOR);
        environment.put("GIT_INDEX_FILE", index.toString());
        git(environment, "read-tree", "HEAD");
        git(environment, "add", "--all");
        String tree = git(environment, "write-tree");
        String message = "Working tree";
        return git(environment, "commit-tree", tree, "-p", "HEAD", "-m", message);
      } finally {
        Files.deleteIfExists(index);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new BadDataException("the working tree cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Puts a commit's files into a new folder, as a working tree without a branch, with those of its
   * submodules.
   *
   * @throws BadDataException if git cannot
   */
  public void addWorktree(Revision revision, Path folder) {
    removeWorktree(folder);
    git(Map.of(), "worktree", "add", "--detach", "--quiet", folder.toString(), revision.commit());
    submodules(revision.commit()).forEach((path, commit) -> addSubmodule(path, commit, folder));
  }

  /** From the user's own copy of the submodule, otherwise from where it comes from. */
  private void addSubmodule(String path, String commit, Path tree) {
    Path mine = root.resolve(path);
    if (!Files.exists(mine.resolve(".git"))) {
      GitRepository there = new GitRepository(tree);
      there.git(Map.of(), "submodule", "--quiet", "update", "--init", "--recursive", "--", path);
      return;
    }
    GitRepository submodule = new GitRepository(mine);
    if (submodule.tryGit(Map.of(), "cat-file", "-e", commit + "^{commit}").isEmpty()) {
      submodule.git(Map.of(), "fetch", "--quiet", "origin", commit);
    }
    submodule.addWorktree(new Revision(path, commit), tree.resolve(path));
  }

  /** The commits of a tree's submodules, by their paths. */
  private Map<String, String> submodules(String commit) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String entry : git(Map.of(), "ls-tree", "-r", "-z", commit).split("\0", -1)) {
      String[] fields = entry.split("[ \t]", 4);
      if (fields.length == 4 && fields[1].equals("commit")) {
        found.put(fields[3], fields[2]);
      }
    }
    return found;
  }

  /** Removes such a folder, or what is left of one; nothing if there is none. */
  public void removeWorktree(Path folder) {
    tryGit(Map.of(), "worktree", "remove", "--force", folder.toString());
    tryGit(Map.of(), "worktree", "prune");
    for (String path : submodules("HEAD").keySet()) {
      if (Files.exists(root.resolve(path).resolve(".git"))) {
        new GitRepository(root.resolve(path)).removeWorktree(folder.resolve(path));
      }
    }
  }

  /** Position of each commit in the history of all branches, parents first, by its full hash. */
  public Map<String, Integer> order() {
    String hashes =
        tryGit(Map.of(), "rev-list", "--all", "HEAD", "--topo-order", "--reverse").orElse("");
    Map<String, Integer> order = new LinkedHashMap<>();
    hashes.lines().forEach(hash -> order.put(hash, order.size()));
    return order;
  }

  /** When a file was committed first; empty if it never was. */
  public Optional<Instant> added(Path file) {
    return tryGit(
            Map.of(),
            "log",
            "--diff-filter=A",
            "--format=%ct",
            "-n",
            "1",
            "--",
            file.toAbsolutePath().toString())
        .filter(seconds -> seconds.matches("\\d+"))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
  }

  private Optional<String> tryGit(Map<String, String> environment, String... arguments) {
    Answer answer = run(environment, arguments);
    return answer.code() == 0 ? Optional.of(answer.text()) : Optional.empty();
  }

  private String git(Map<String, String> environment, String... arguments) {
    Answer answer = run(environment, arguments);
    if (answer.code() != 0) {
      String reason = answer.text().lines().reduce((first, last) -> last).orElse("no reason given");
      throw new BadDataException(
          "git " + arguments[0] + " failed in " + root + ": " + reason.strip());
    }
    return answer.text();
  }

  private record Answer(int code, String text) {}

  private Answer run(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), text.strip());
    } catch (IOException e) {
      return new Answer(-1, "git cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(-1, "interrupted");
    }
  }
}
