package dev.mirrorflow.track.html;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTableTest {

  @Test
  void whatIsNotKnownIsLeftOut(@TempDir Path root) {
    Machine other = new MachineProbe(root).ofOtherCode("2026-01-01T00:00:00Z", "ab-base", "abc");
    List<ResultFile> side = List.of(new ResultFile(root, List.of(), Optional.of(other)));
    String table = EnvironmentTable.of(List.of(side, side), Optional.empty());
    assertTrue(table.contains("ab-base"), table);
    for (String row : List.of("kernels", "BLAS", "clock governor")) {
      assertFalse(table.contains(row), table);
    }
  }
}
