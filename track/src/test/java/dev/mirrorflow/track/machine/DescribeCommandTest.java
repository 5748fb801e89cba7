package dev.mirrorflow.track.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.git.TestRepository;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DescribeCommandTest {

  private static final String JSON =
      """
      [{"benchmark": "a.B.c", "mode": "avgt", "vmName": "Some VM", "vmVersion": "21.0.9+1",
        "jvmArgs": ["-Xmx1g", "-Dx=1"],
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}},
       {"benchmark": "a.B.d", "mode": "avgt", "vmName": "Some VM", "vmVersion": "21.0.9+1",
        "jvmArgs": ["-Xmx1g", "-Dx=2"],
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}}]
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(Object... args) {
    CommandLine line = DescribeCommand.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
  }

  private Path result() throws IOException {
    Path file = Files.writeString(folder.resolve("jmh.json"), JSON);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-04T05:06:07.89Z")));
    return file;
  }

  @Test
  void theMachineTheJvmOfTheFileAndTheCommitStandBesideIt() throws Exception {
    TestRepository repository = TestRepository.in(folder);
    String commit = repository.commit("a.txt", "1");
    Path file = result();
    assertEquals(0, run(file, "--profile", "nightly"), err.toString());
    Machine machine = ResultFile.read(file).machine().orElseThrow();
    MachineProbe probe = new MachineProbe(Path.of("/"));
    assertEquals(Machine.SCHEMA, machine.schema());
    assertEquals(probe.name(), machine.machine());
    assertEquals(probe.identity().cpu(), machine.identity().cpu());
    assertEquals("Some VM 21.0.9+1", machine.identity().jdk());
    assertEquals(List.of("-Xmx1g"), machine.identity().jvmFlags());
    assertEquals(Machine.UNKNOWN, machine.identity().kernels());
    assertEquals("2026-03-04T05:06:07Z", machine.conditions().date());
    assertEquals("nightly", machine.conditions().profile());
    assertEquals(commit.substring(0, 8), machine.conditions().commit());
    assertFalse(machine.conditions().dirty());
    assertNull(machine.conditions().loadAverage());
    assertTrue(out.toString().contains("jmh.machine.json"), out.toString());
  }

  @Test
  void aDescriptionThatIsThereIsKeptUnlessToldOtherwise() throws IOException {
    Path file = result();
    assertEquals(0, run(file, "--profile", "first"), err.toString());
    assertEquals(3, run(file, "--profile", "second"));
    assertTrue(err.toString().contains("--replace"), err.toString());
    assertEquals("first", profile(file));
    assertEquals(0, run(file, "--profile", "second", "--replace"));
    assertEquals("second", profile(file));
  }

  private static String profile(Path file) {
    return ResultFile.read(file).machine().orElseThrow().conditions().profile();
  }

  @Test
  void whatIsNoResultGetsNoDescription() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "{}");
    assertEquals(3, run(file));
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
    assertFalse(Files.exists(folder.resolve("x.machine.json")));
    assertEquals(3, run(folder.resolve("missing").resolve("x.json")));
  }
}
