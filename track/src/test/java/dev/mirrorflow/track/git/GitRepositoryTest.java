package dev.mirrorflow.track.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRepositoryTest {

  @TempDir private Path folder;

  @Test
  void namesAreResolvedFromAFolderBelow() throws IOException {
    TestRepository project = TestRepository.in(folder);
    String first = project.commit("file", "one");
    project.git("tag", "-a", "v1", "-m", "tag");
    project.commit("file", "two");
    Path below = Files.createDirectory(folder.resolve("below"));
    GitRepository repository = GitRepository.around(below).orElseThrow();
    assertEquals(folder.toRealPath(), repository.root().toRealPath());
    assertEquals(new Revision("v1", first), repository.resolve("v1"));
    assertEquals(first, repository.resolve("HEAD~1").commit());
    assertEquals(first.substring(0, 8), repository.resolve("main~1").shortCommit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "--all", "HEAD:file", ""})
  void whatIsNoCommitIsRefusedInOneLine(String name) throws IOException {
    TestRepository.in(folder).commit("file", "one");
    GitRepository repository = GitRepository.around(folder).orElseThrow();
    BadDataException e = assertThrows(BadDataException.class, () -> repository.resolve(name));
    assertTrue(e.getMessage().startsWith("'" + name + "' is no revision of"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void theOrderIsThatOfTheCommitsNotOfTheirDates() throws IOException {
    TestRepository project = TestRepository.in(folder);
    String first = project.commit("file", "one");
    String second = project.commit("file", "two");
    Map<String, Integer> order = GitRepository.around(folder).orElseThrow().order();
    assertEquals(Map.of(first, 0, second, 1), order);
  }

  /** From the user's own copy: there is nothing at the address any more. */
  @Test
  void theFilesOfSubmodulesAreThereAndNothingStaysBehind(@TempDir Path other) throws IOException {
    TestRepository library = TestRepository.in(other);
    String old = library.commit("code", "old");
    library.commit("code", "new");
    TestRepository project = TestRepository.in(folder);
    project.commit("file", "one");
    project.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.toString(), "lib");
    project.git("-C", "lib", "checkout", "--quiet", old);
    project.git("add", "--all");
    project.git("commit", "--quiet", "-m", "with the library");
    Files.move(other.resolve(".git"), other.resolve("away"));
    project.git("-C", "lib", "checkout", "--quiet", "main");
    String before = project.state();
    GitRepository repository = GitRepository.around(folder).orElseThrow();
    Path tree = folder.resolveSibling(folder.getFileName() + "-tree");
    repository.addWorktree(repository.resolve("HEAD"), tree);
    assertEquals("old", Files.readString(tree.resolve("lib/code")));
    assertEquals("new", Files.readString(folder.resolve("lib/code")));
    repository.removeWorktree(tree);
    assertFalse(Files.exists(tree));
    assertEquals(before, project.state());
    assertEquals(1, project.git("-C", "lib", "worktree", "list").lines().count());
  }

  @Test
  void outsideOfARepositoryThereIsNone() {
    assertEquals(Optional.empty(), GitRepository.around(folder));
  }
}
