package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.Revision;
import dev.mirrorflow.track.git.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarCacheTest {

  @TempDir private Path folder;
  private TestRepository project;
  private GitRepository repository;
  private Path cache;

  @BeforeEach
  void aProjectWhoseBuildCopiesASource() throws IOException {
    project = TestRepository.in(Files.createDirectory(folder.resolve("project")));
    project.commit("source", "one");
    repository = GitRepository.around(project.folder()).orElseThrow();
    cache = folder.resolve("cache");
  }

  private JarCache cache(String command) {
    Path jdk = Path.of(System.getProperty("java.home"));
    return new JarCache(cache, repository, new BuildRecipe(command, "out/b.jar", jdk));
  }

  private static final String BUILD = "mkdir out && cp source out/b.jar && echo made";

  @Test
  void eachCommitIsBuiltOnceAndNothingOfTheUsersIsTouched() throws IOException {
    Revision first = repository.resolve("HEAD");
    project.commit("source", "two");
    Files.writeString(project.folder().resolve("source"), "not committed");
    String before = project.state();
    JarCache jars = cache(BUILD);
    assertFalse(jars.has(first));
    assertEquals("one", Files.readString(jars.of(first)));
    assertEquals("two", Files.readString(jars.of(repository.resolve("HEAD"))));
    assertTrue(jars.has(first));
    assertEquals(before, project.state());
    project.git("gc", "--quiet");
    assertEquals("one", Files.readString(cache(BUILD).of(first)));
  }

  @Test
  void theWorkingTreeIsBuiltWithItsNewFiles() throws IOException {
    Files.writeString(project.folder().resolve("source"), "changed");
    Files.writeString(project.folder().resolve("added"), " and added");
    String before = project.state();
    JarCache jars = cache("mkdir out && cat source added > out/b.jar");
    Revision work = repository.resolve(GitRepository.WORKING_TREE);
    assertEquals("changed and added", Files.readString(jars.of(work)));
    assertEquals(before, project.state());
    assertEquals(work, repository.resolve(GitRepository.WORKING_TREE));
  }

  @Test
  void aBuildThatFailsIsNamedWithItsLastLineAndLeavesNothing() {
    Revision head = repository.resolve("HEAD");
    ComputationException e =
        assertThrows(ComputationException.class, () -> cache("echo oh no; exit 3").of(head));
    assertTrue(e.getMessage().contains("the build of HEAD failed"), e.getMessage());
    assertTrue(e.getMessage().contains("oh no"), e.getMessage());
    assertFalse(cache("echo oh no; exit 3").has(head));
    assertEquals(1, project.git("worktree", "list").lines().count());
  }

  @Test
  void aBuildWithoutTheJarSaysHowToNameIt() {
    Revision head = repository.resolve("HEAD");
    BadDataException e = assertThrows(BadDataException.class, () -> cache("true").of(head));
    assertTrue(e.getMessage().contains("made no out/b.jar; name it with --jar"), e.getMessage());
  }

  @Test
  void aWorktreeLeftByAKilledBuildIsNoObstacle() throws IOException {
    Revision head = repository.resolve("HEAD");
    JarCache jars = cache(BUILD);
    Path built = jars.of(head);
    Path left = cache.resolve("worktrees").resolve(built.getParent().getFileName());
    repository.addWorktree(head, left);
    Files.delete(built);
    assertEquals("one", Files.readString(jars.of(head)));
  }
}
