package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.machine.MachineDetails;
import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.results.JmhJson;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchMachineTest {

  @TempDir private Path folder;

  @Test
  void theKernelsAndOptionsOfThisJvmAreKnown() {
    Machine.Identity identity = BenchMachine.identity(new MachineProbe(folder));
    assertTrue(identity.kernels().startsWith("vector ("), identity.kernels());
    assertTrue(
        identity.vmOptions().contains("FreqInlineSize=325"), identity.vmOptions().toString());
    assertEquals(ForkFlags.ALL, identity.jvmFlags());
  }

  @Test
  void theyAreAddedToResultsThatThisJvmMeasuredOfOurs() throws IOException {
    String here = System.getProperty("java.vm.version");
    assertTrue(described("dev.mirrorflow.bench.B.c", here).kernels().startsWith("vector ("));
    assertEquals(Machine.UNKNOWN, described("dev.other.B.c", here).kernels());
    assertEquals(Machine.UNKNOWN, described("dev.mirrorflow.bench.B.c", "21.0.9+1").kernels());
  }

  private Machine.Identity described(String benchmark, String vmVersion) throws IOException {
    Path json =
        Files.writeString(
            folder.resolve("jmh.json"),
            """
            [{"benchmark": "%s", "mode": "avgt", "vmVersion": "%s",
              "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}}]
            """
                .formatted(benchmark, vmVersion));
    List<Measurement> results = JmhJson.read(json);
    Machine.Identity identity = new MachineProbe(folder).identity();
    for (MachineDetails details : ServiceLoader.load(MachineDetails.class)) {
      identity = details.add(identity, results);
    }
    return identity;
  }
}
