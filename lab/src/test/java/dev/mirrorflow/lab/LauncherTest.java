package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.lab.LauncherSandbox.Launch;
import dev.mirrorflow.lab.LauncherSandbox.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the launcher script against a JDK and a Maven that only say how they were called. */
class LauncherTest {
  private static final String INSTALLED = "java machines/temurin-25";

  @TempDir private Path folder;
  private LauncherSandbox sandbox;

  @BeforeEach
  void makeSandbox() throws IOException {
    sandbox = new LauncherSandbox(folder);
  }

  @Test
  void runsLabInTheUsersFolderWithTheArgumentsAsTheyAre() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    Run run =
        sandbox.run(
            Map.of("MIRRORFLOW_JAVA_OPTS", "-Xmx1g  -Dglob=*", "FAKE_EXIT", "4"),
            "sweep",
            "--x",
            "my file.npy",
            "*",
            "");
    assertEquals(4, run.exit(), run.err());
    assertContains(run.out(), "cwd <" + sandbox.folder() + ">");
    assertContains(run.out(), "argument <--add-modules=jdk.incubator.vector>");
    assertContains(run.out(), "argument <-Xmx1g>\nargument <-Dglob=*>");
    assertContains(run.out(), "home <" + sandbox.repository() + ">");
    assertContains(
        run.out(),
        "argument <"
            + sandbox.repository()
            + "/lab/target/mirrorflow-lab.jar>\n"
            + "argument <dev.mirrorflow.lab.Main>\n"
            + "argument <sweep>\n"
            + "argument <--x>\n"
            + "argument <my file.npy>\n"
            + "argument <*>\n"
            + "argument <>\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "-Xmx1g, true",
    "-XX:+UseSerialGC, false",
    "-Xmx1g -XX:+UseZGC, false",
    "-XX:+UseGCOverheadLimit, true"
  })
  void theCollectorOfTheUserWins(String options, boolean ours) throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    for (String variable : List.of("MIRRORFLOW_JAVA_OPTS", "JDK_JAVA_OPTIONS")) {
      Run run = sandbox.run(Map.of(variable, options), "info");
      assertEquals(0, run.exit(), run.err());
      assertEquals(ours, run.out().contains("argument <-XX:+UseG1GC>"), run.out());
    }
  }

  @Test
  void worksThroughSymbolicLinks() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    Path bin = Files.createDirectories(sandbox.folder().resolve("my bin"));
    Files.createSymbolicLink(bin.resolve("first"), Path.of("../a repository/mirrorflow"));
    Files.createSymbolicLink(bin.resolve("mf"), bin.resolve("first"));
    Run run = sandbox.start("./mf", bin, Map.of(), "info").finish();
    assertEquals(0, run.exit(), run.err());
    assertContains(run.out(), "cwd <" + bin + ">");
    assertContains(run.out(), "home <" + sandbox.repository() + ">");
  }

  @Test
  void showsTheHelpWithoutArguments() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    assertContains(
        sandbox.run(Map.of()).out(), "argument <dev.mirrorflow.lab.Main>\nargument <--help>");
  }

  @Test
  void benchRunsTheBenchmarksWithOpenBlasUnpinnedOnOneThread() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    Map<String, String> pinned =
        Map.of(
            "OPENBLAS_CORETYPE", "Haswell", "OPENBLAS_L2_SIZE", "512", "OPENBLAS_NUM_THREADS", "8");
    Run bench = sandbox.run(pinned, "bench", "--profile", "quick");
    assertContains(
        bench.out(),
        """
        bench/target/benchmarks.jar>
        argument <dev.mirrorflow.bench.BenchCommand>
        argument <--profile>
        argument <quick>
        """);
    assertContains(bench.out(), "threads <1> core <unset> l2 <unset>");
    Run peers = sandbox.run(pinned, "peers", "limit");
    assertContains(
        peers.out(),
        """
        bench/target/benchmarks.jar>
        argument <dev.mirrorflow.bench.peers.PeersCommand>
        argument <limit>
        """);
    assertContains(peers.out(), "threads <1> core <unset> l2 <unset>");
    assertContains(
        sandbox.run(pinned, "compare", "a.json", "b.json").out(),
        """
        bench/target/benchmarks.jar>
        argument <dev.mirrorflow.track.Main>
        argument <compare>
        argument <a.json>
        argument <b.json>
        """);
    assertContains(sandbox.run(pinned, "info").out(), "threads <8> core <Haswell> l2 <512>");
    assertContains(sandbox.run(Map.of(), "info").out(), "threads <1> core <unset> l2 <unset>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"25.0.3", "25.0.4.1", "25.0.10", "25.1"})
  void takesJdksInTheRange(String version) throws Exception {
    Path jdk = sandbox.jdk(INSTALLED, version);
    assertEquals(0, sandbox.run(Map.of(), "info").exit());
    assertEquals(List.of(jdk + ": -q -B -DskipTests package"), sandbox.builds());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.8.0_412",
        "17.0.15",
        "24.0.2",
        "25",
        "25.0.2",
        "25.0.2.1",
        "25.0.3-ea",
        "26",
        "250.0.3"
      })
  void saysWhatToInstallWhereNoJdkIsInTheRange(String version) throws Exception {
    Path jdk = sandbox.jdk(INSTALLED, version);
    Run run = sandbox.run(Map.of("JAVA_HOME", sandbox.folder().resolve("gone").toString()), "info");
    assertEquals(2, run.exit(), run.out());
    assertContains(run.err(), "needs a JDK 25.0.3 or newer within 25");
    assertContains(run.err(), version + " in " + jdk);
    assertContains(run.err(), "Install Temurin 25");
    assertEquals(List.of(), sandbox.builds());
  }

  @Test
  void prefersJava25HomeThenJavaHomeThenPath() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    Path named = sandbox.jdk("named", "25.0.4");
    Path current = sandbox.jdk("current", "25.0.5");
    Path bundle = sandbox.jdk("bundle/Contents/Home", "25.0.6");
    Path bin = Files.createDirectories(sandbox.folder().resolve("tools"));
    Files.createSymbolicLink(bin.resolve("java"), Path.of("../bundle/Contents/Home/bin/java"));
    sandbox.run(Map.of("JAVA25_HOME", named.toString(), "JAVA_HOME", current.toString()), "info");
    sandbox.touch("pom.xml");
    sandbox.run(Map.of("JAVA_HOME", current.toString()), "info");
    sandbox.touch("pom.xml");
    sandbox.run(Map.of("JAVA_HOME", sandbox.jdk("old", "17.0.1").toString()), "info");
    assertEquals(
        List.of(named, current, bundle),
        sandbox.builds().stream()
            .map(line -> Path.of(line.substring(0, line.indexOf(':'))))
            .map(LauncherTest::real)
            .toList());
  }

  @Test
  void refusesAJava25HomeThatIsNone() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    Path old = sandbox.jdk("old", "25.0.1");
    Run run = sandbox.run(Map.of("JAVA25_HOME", old.toString()), "info");
    assertEquals(2, run.exit());
    assertContains(run.err(), "JAVA25_HOME=" + old + " is not a JDK 25.0.3");
    assertContains(run.err(), "25.0.1 in " + old);
  }

  @Test
  void buildsOnceAndAgainWhenASourceChangesOrGoes() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    assertContains(sandbox.run(Map.of(), "info").err(), "building (first run only");
    assertEquals("", sandbox.run(Map.of(), "info").err());
    assertEquals(1, sandbox.builds().size());

    sandbox.touch("core/src/main/java/Some.java");
    assertContains(sandbox.run(Map.of(), "info").err(), "building (the sources have changed)");
    assertEquals(2, sandbox.builds().size());

    Files.delete(sandbox.repository().resolve("core/src/main/java/Some.java"));
    sandbox.run(Map.of(), "info");
    assertEquals(3, sandbox.builds().size());

    Files.delete(sandbox.repository().resolve("bench/target/benchmarks.jar"));
    sandbox.run(Map.of(), "info");
    sandbox.run(Map.of(), "info");
    assertEquals(4, sandbox.builds().size());
  }

  /** Maven has built, so that there is no folder of the launcher's yet. */
  @Test
  void buildsSparkOnceWhenItIsAskedFor() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    for (String built :
        List.of(
            "lab/target/lib/a.jar",
            "lab/target/mirrorflow-lab.jar",
            "bench/target/benchmarks.jar")) {
      sandbox.touch(built);
    }
    assertEquals("", sandbox.run(Map.of(), "sweep", "--engine", "local").err());
    for (String[] engine : new String[][] {{"--engine", "spark"}, {"--engine=spark"}}) {
      Run run = sandbox.run(Map.of(), engine);
      assertEquals(0, run.exit(), run.err());
      assertContains(run.out(), sandbox.repository() + "/spark/target/mirrorflow-spark.jar:");
    }
    assertEquals(1, sandbox.builds().size());
    assertContains(sandbox.builds().getFirst(), "-Pspark");
  }

  @Test
  void showsWhyABuildFailedAndDoesNotRunOldCode() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    sandbox.run(Map.of(), "info");
    sandbox.touch("lab/src/main/java/Some.java");
    sandbox.touch("broken");
    for (int attempt = 0; attempt < 2; attempt++) {
      Run run = sandbox.run(Map.of(), "info");
      assertEquals(1, run.exit());
      assertEquals("", run.out());
      assertContains(run.err(), "Kernels.java does not compile\nmirrorflow: the build failed");
    }
    assertFalse(Files.exists(lock(), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void launchersStartedTogetherBuildOnce() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    String launcher = sandbox.repository().resolve("mirrorflow").toString();
    Map<String, String> slow = Map.of("FAKE_BUILD_SECONDS", "2");
    Launch first = sandbox.start(launcher, sandbox.folder(), slow, "info");
    Launch second = sandbox.start(launcher, sandbox.folder(), slow, "info");
    assertEquals(0, first.finish().exit());
    assertEquals(0, second.finish().exit());
    assertEquals(1, sandbox.builds().size(), () -> "built more than once");
  }

  @Test
  void breaksTheLockOfALauncherThatDied() throws Exception {
    sandbox.jdk(INSTALLED, "25.0.3");
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(lock().getParent());
    Files.createSymbolicLink(lock(), Path.of(Long.toString(dead.pid())));
    assertEquals(0, sandbox.run(Map.of(), "info").exit());
    assertEquals(1, sandbox.builds().size());
    assertFalse(Files.exists(lock(), LinkOption.NOFOLLOW_LINKS));
  }

  private Path lock() {
    return sandbox.repository().resolve("target/launcher-lock");
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), () -> "no \"" + part + "\" in:\n" + text);
  }
}
