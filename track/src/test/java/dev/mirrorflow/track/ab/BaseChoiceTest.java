package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseChoiceTest {

  @TempDir private Path folder;
  private TestRepository project;
  private GitRepository repository;
  private String common;
  private String main;

  /** The branch topic left main before main's last commit. */
  @BeforeEach
  void anOutdatedBranch() throws IOException {
    project = TestRepository.in(folder);
    common = project.commit("file", "common");
    project.git("checkout", "--quiet", "-b", "topic");
    project.commit("file", "topic");
    project.git("checkout", "--quiet", "main");
    main = project.commit("other", "gained since");
    repository = GitRepository.around(folder).orElseThrow();
  }

  private String base(BaseChoice choice, String a, String b) {
    return choice.of(repository, repository.resolve(a), repository.resolve(b)).commit();
  }

  @Test
  void aBranchStandsForTheCommitThatTheOtherLeftItAt() {
    assertEquals(common, base(BaseChoice.AUTO, "main", "topic"));
    assertEquals(main, base(BaseChoice.EXACT, "main", "topic"));
    assertEquals(main, base(BaseChoice.AUTO, main, "topic"));
    assertEquals(common, base(BaseChoice.MERGE_BASE, main, "topic"));
    assertEquals(main, base(BaseChoice.AUTO, "HEAD", "topic"));
  }

  @Test
  void whatBHoldsOfAIsAItself() {
    assertEquals(common, base(BaseChoice.MERGE_BASE, common, "topic"));
    assertEquals(
        common,
        BaseChoice.AUTO
            .of(repository, repository.resolve("topic~1"), repository.resolve("topic"))
            .commit());
  }

  @Test
  void bThatAHoldsIsComparedWithAOrRefused() {
    assertEquals(main, base(BaseChoice.AUTO, "main", common));
    BadDataException e =
        assertThrows(BadDataException.class, () -> base(BaseChoice.MERGE_BASE, "main", common));
    assertTrue(e.getMessage().contains("there is nothing to judge"), e.getMessage());
  }

  @Test
  void withoutACommonCommitAShallowCloneIsSuspected() throws IOException {
    project.git("checkout", "--quiet", "--orphan", "alone");
    project.commit("file", "alone");
    BadDataException e =
        assertThrows(BadDataException.class, () -> base(BaseChoice.AUTO, "main", "alone"));
    assertTrue(e.getMessage().contains("shallow clone"), e.getMessage());
  }
}
