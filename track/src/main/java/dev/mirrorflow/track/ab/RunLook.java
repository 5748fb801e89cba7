package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.StoppingRule;
import dev.mirrorflow.track.results.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Looks at the verdicts of a run that goes on. */
final class RunLook implements EarlyStop.Look {

  private final RunFolder folder;
  private final Criteria criteria;

  RunLook(RunFolder folder, Criteria criteria) {
    this.folder = folder;
    this.criteria = criteria;
  }

  @Override
  public boolean isDecided(List<Slot> measured) throws IOException {
    Map<Side, Suite> suites = new EnumMap<>(Side.class);
    for (Map.Entry<Side, byte[]> e : AbRun.merged(folder, measured).entrySet()) {
      Path json = folder.path().resolve("look-" + e.getKey() + ".json");
      Files.write(json, e.getValue());
      try {
        suites.put(e.getKey(), Suite.read(json));
      } catch (BadDataException empty) {
        return false; // a side of which every fork failed so far
      } finally {
        Files.delete(json);
      }
    }
    return StoppingRule.isDecided(suites.get(Side.A), suites.get(Side.B), criteria);
  }
}
