package dev.mirrorflow.track.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.results.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineProbeTest {

  @TempDir Path root;

  @Test
  void readsTheSystemsFiles() throws IOException {
    write(
        "proc/cpuinfo",
        "processor\t: 0\nmodel name\t: AMD EPYC 9755\nflags\t\t: fpu fma avx2 vme\n");
    write("proc/meminfo", "MemTotal:       24683520 kB\nMemFree: 1 kB\n");
    write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
    write("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
    cache("index0", "1", "Data", "48K", "0");
    cache("index3", "3", "Unified", "32M", "0-7");
    MachineProbe probe = new MachineProbe(root);
    Machine.Identity identity = probe.identity();
    assertEquals("AMD EPYC 9755", identity.cpu());
    assertEquals(List.of("avx2", "fma"), identity.instructionSets());
    assertEquals(24105, identity.memoryMib());
    assertEquals(
        List.of(
            new Machine.Cache(1, "Data", 48, "0"), new Machine.Cache(3, "Unified", 32768, "0-7")),
        identity.caches());
    assertEquals("performance", probe.governor());
    assertEquals("always [madvise] never", probe.hugePages());
    assertEquals(Machine.UNKNOWN, identity.kernels());
    assertEquals(List.of(), identity.vmOptions());
    assertEquals("amd-epyc-9755-" + identity.cores() + "c", probe.name());
  }

  @Test
  void aSystemThatTellsNothingIsNoError() {
    MachineProbe probe = new MachineProbe(root);
    Machine.Identity identity = probe.identity();
    assertTrue(identity.cpu().startsWith("unknown"), identity.cpu());
    assertEquals(List.of(), identity.caches());
    assertEquals(0, identity.memoryMib());
    assertEquals("unknown", probe.governor());
  }

  @ParameterizedTest
  @CsvSource({
    "AMD EPYC, 2, amd-epyc-2c",
    "Intel(R) Xeon(R) Platinum 8488C CPU @ 2.40GHz, 16, intel-xeon-platinum-8488c-16c",
    "AMD Ryzen 9 7950X 16-Core Processor, 32, amd-ryzen-9-7950x-16-core-32c",
    "unknown aarch64, 4, unknown-aarch64-4c"
  })
  void theSlugIsAFoldersName(String cpu, int cores, String slug) {
    assertEquals(slug, MachineProbe.slug(cpu, cores));
  }

  private void cache(String index, String level, String type, String size, String shared)
      throws IOException {
    String folder = "sys/devices/system/cpu/cpu0/cache/" + index + "/";
    write(folder + "level", level + "\n");
    write(folder + "type", type + "\n");
    write(folder + "size", size + "\n");
    write(folder + "shared_cpu_list", shared + "\n");
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
