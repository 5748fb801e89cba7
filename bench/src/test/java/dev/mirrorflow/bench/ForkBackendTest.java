package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkBackendTest {

  @TempDir private Path folder;

  @Test
  void whatTheForksRanIsReadFromTheLogOnce() throws IOException {
    Path log =
        Files.write(
            folder.resolve("x.log"),
            List.of(
                "# Fork: 1 of 2",
                "# backend mkl: MKL 2026.1, 1 thread",
                "# Warmup Iteration   1: # backend native: OpenBLAS, core SkylakeX",
                "# backend mkl: MKL 2026.1, 1 thread",
                "# backend f2j: Java (F2jBLAS, F2jLAPACK)",
                "# backend native: OpenBLAS"));
    assertEquals(
        "OpenBLAS; mkl: MKL 2026.1, 1 thread; f2j: Java (F2jBLAS, F2jLAPACK)",
        ForkBackend.all("OpenBLAS", log));
  }
}
