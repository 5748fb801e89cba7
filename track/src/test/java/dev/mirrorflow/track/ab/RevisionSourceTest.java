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
import dev.mirrorflow.track.machine.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionSourceTest {

  private static final Jdk HERE = Jdk.in(Path.of(System.getProperty("java.home")));
  private static final String BUILD = "mkdir out && cp source out/b.jar && echo made";

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

  private RevisionSource source(String command, Revision revision) {
    return new RevisionSource(
        new ProgramCache(cache),
        repository,
        revision,
        new BuildRecipe(Optional.of(command), Optional.of("out/b.jar"), "", HERE));
  }

  /** A source whose build and jar are found. */
  private RevisionSource found(Revision revision) {
    return new RevisionSource(
        new ProgramCache(cache),
        repository,
        revision,
        new BuildRecipe(Optional.empty(), Optional.empty(), "", HERE));
  }

  private static String content(ProgramSource source) throws IOException {
    return Files.readString(source.folder().resolve("000-b.jar"));
  }

  @Test
  void eachCommitIsBuiltOnceAndNothingOfTheUsersIsTouched() throws IOException {
    Revision first = repository.resolve("HEAD");
    project.commit("source", "two");
    Files.writeString(project.folder().resolve("source"), "not committed");
    String before = project.state();
    assertFalse(source(BUILD, first).isThere());
    assertEquals("one", content(source(BUILD, first)));
    assertEquals("two", content(source(BUILD, repository.resolve("HEAD"))));
    assertTrue(source(BUILD, first).isThere());
    assertEquals(before, project.state());
    project.git("gc", "--quiet");
    assertEquals("one", content(source(BUILD, first)));
  }

  @Test
  void theWorkingTreeIsBuiltWithItsNewFiles() throws IOException {
    Files.writeString(project.folder().resolve("source"), "changed");
    Files.writeString(project.folder().resolve("added"), " and added");
    String before = project.state();
    Revision work = repository.resolve(GitRepository.WORKING_TREE);
    assertEquals(
        "changed and added", content(source("mkdir out && cat source added > out/b.jar", work)));
    assertEquals(before, project.state());
    assertEquals(work, repository.resolve(GitRepository.WORKING_TREE));
  }

  @Test
  void aBuildThatFailsIsNamedWithItsLastLineAndLeavesNothing() {
    RevisionSource broken = source("echo oh no; exit 3", repository.resolve("HEAD"));
    ComputationException e = assertThrows(ComputationException.class, broken::folder);
    assertTrue(e.getMessage().contains("the build of HEAD failed"), e.getMessage());
    assertTrue(e.getMessage().contains("oh no"), e.getMessage());
    assertFalse(broken.isThere());
    assertEquals(1, project.git("worktree", "list").lines().count());
  }

  @Test
  void aBuildWithoutTheJarSaysHowToNameIt() {
    RevisionSource empty = source("true", repository.resolve("HEAD"));
    BadDataException e = assertThrows(BadDataException.class, empty::folder);
    assertTrue(e.getMessage().contains("made no out/b.jar; name what it makes"), e.getMessage());
  }

  @Test
  void aWorktreeLeftByAKilledBuildIsNoObstacle() throws IOException {
    Revision head = repository.resolve("HEAD");
    RevisionSource source = source(BUILD, head);
    Path program = source.folder();
    Path left = cache.resolve("worktrees").resolve(program.getParent().getFileName());
    repository.addWorktree(head, left);
    ProgramCache.delete(program);
    assertEquals("one", content(source));
  }

  /** The file mvnw is a build of ours: a jar by the name that the archetype of JMH gives. */
  @Test
  void theBuildAndTheJarAreFound() throws IOException {
    Path jar = FakeProgram.withList(project.folder().resolve("made.jar"));
    project.git("add", jar.toString());
    project.commit("mvnw", "mkdir -p a/target && cp made.jar a/target/benchmarks.jar");
    RevisionSource source = found(repository.resolve("HEAD"));
    assertTrue(BenchmarkList.isIn(source.folder().resolve("000-benchmarks.jar")));
  }

  @Test
  void theBuildRunsWithTheJdkThatWasAskedFor() throws IOException {
    String script = "mkdir out && (echo $JAVA_HOME; command -v java) > out/b.jar";
    String told = content(source(script, repository.resolve("HEAD")));
    assertEquals(HERE.home() + "\n" + HERE.java(), told.strip());
  }

  @Test
  void whereNoProcessorRanItSaysWhatToDo() throws IOException {
    project.commit("mvnw", "mkdir -p target && cp source target/x.jar");
    RevisionSource source = found(repository.resolve("HEAD"));
    BadDataException e = assertThrows(BadDataException.class, source::folder);
    assertTrue(e.getMessage().contains("annotationProcessorPaths"), e.getMessage());
    assertTrue(e.getMessage().contains("--jar"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void severalJarsAreNamed() throws IOException {
    project.commit(
        "mvnw",
        "mkdir -p a/target b/target; cp made.jar a/target/a-jmh.jar;"
            + " cp made.jar b/target/b-jmh.jar");
    FakeProgram.withList(project.folder().resolve("made.jar"));
    RevisionSource source = found(repository.resolve(GitRepository.WORKING_TREE));
    BadDataException e = assertThrows(BadDataException.class, source::folder);
    assertTrue(e.getMessage().contains("a/target/a-jmh.jar, b/target/b-jmh.jar"), e.getMessage());
  }

  @Test
  void benchmarksAmongTheTestsAreRunByClassPath() throws IOException {
    project.commit(
        "mvnw",
        "mkdir -p target/test-classes/META-INF;"
            + " echo JMH > target/test-classes/META-INF/BenchmarkList");
    RevisionSource source = found(repository.resolve("HEAD"));
    BadDataException e = assertThrows(BadDataException.class, source::folder);
    assertTrue(
        e.getMessage()
            .contains("--classpath 'target/test-classes:target/classes:target/dependency/*'"),
        e.getMessage());
  }

  @Test
  void aProjectWithoutABuildIsToldToNameOne() {
    RevisionSource source = found(repository.resolve("HEAD"));
    BadDataException e = assertThrows(BadDataException.class, source::folder);
    assertTrue(e.getMessage().contains("--build"), e.getMessage());
  }
}
