package dev.mirrorflow.track.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** Simulated results of one machine: JMH's JSON and descriptions as the commands find them. */
public final class Histories {

  private Histories() {}

  /**
   * Writes a run of two benchmarks, {@code p.T.step} in three sizes and {@code p.T.still}.
   *
   * @param day of January, also in the file's name
   * @param level of the first benchmark, in ops/us
   */
  public static void write(Path folder, int day, String commit, double level) throws IOException {
    SplittableRandom random = new SplittableRandom(day);
    StringBuilder json = new StringBuilder("[");
    for (int d : new int[] {64, 8, 512}) {
      json.append(entry("p.T.step", "thrpt", d, "ops/us", level / d, random)).append(",");
    }
    json.append(entry("p.T.still", "avgt", 8, "us/op", 5, random)).append("]");
    String base = String.format(Locale.ROOT, "2026-01-%02dT000000Z-%s-standard", day, commit);
    Files.writeString(folder.resolve(base + ".json"), json);
    Files.writeString(
        folder.resolve(base + ".machine.json"),
        """
        {"schema": 1, "machine": "m", "identity": {"system": "Linux", "cpu": "C", "cores": 2,
         "instructionSets": [], "jvmFlags": [], "caches": [], "memoryMib": 1, "jdk": "25",
         "kernels": "vector", "vectorBits": 512, "linearAlgebra": "none"},
         "conditions": {"date": "2026-01-%02dT00:00:00Z", "profile": "standard", "commit": "%s",
         "dirty": false, "governor": "unknown", "hugePages": "unknown", "loadAverage": 0.1}}
        """
            .formatted(day, commit));
  }

  private static String entry(
      String benchmark, String mode, int d, String unit, double level, SplittableRandom random) {
    StringBuilder forks = new StringBuilder();
    for (int f = 0; f < 5; f++) {
      double score = level * Math.exp(0.01 * random.nextGaussian());
      forks.append(f == 0 ? "" : ", ").append("[" + score + ", " + score * 1.001 + "]");
    }
    return """
    {"jmhVersion": "1.37", "benchmark": "%s", "mode": "%s", "threads": 1, "forks": 5,
     "jvmArgs": [], "vmName": "VM", "vmVersion": "25.0.3", "jdkVersion": "25.0.3",
     "params": {"d": "%d"}, "primaryMetric": {"score": %s, "scoreError": 0.1,
     "scoreUnit": "%s", "rawData": [%s]}, "secondaryMetrics": {}}
    """
        .formatted(benchmark, mode, d, level, unit, forks);
  }
}
