package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.git.Revision;
import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.results.JmhJson;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.ResultFiles;
import dev.mirrorflow.track.results.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The results of a run: one file of JMH's JSON for each side, with the machine beside it. */
public final class AbFiles {

  /** Length of JSON that holds nothing: {@code [ ]}. */
  private static final int EMPTY = 3;

  private AbFiles() {}

  /** Whether a folder holds a run. */
  public static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve("run.json"));
  }

  /**
   * Writes the results of both sides into the run's folder and reads them back.
   *
   * @throws BadDataException if they cannot be written
   * @throws ComputationException if a side has no result
   */
  static Map<Side, Suite> write(AbSession.Outcome run, MachineProbe probe) throws IOException {
    ResultFiles.requireWritable(run.folder());
    for (Side side : Side.values()) {
      if (run.result().json().get(side).length <= EMPTY) {
        String first =
            run.result().failed().stream()
                .filter(line -> line.contains(" of " + side + ","))
                .findFirst()
                .orElse("JMH reported nothing");
        throw new ComputationException("every fork of " + side + " failed: " + first);
      }
    }
    for (Side side : Side.values()) {
      ResultFiles files = files(run.folder(), run.description(), side);
      Files.write(files.unfinished(), run.result().json().get(side));
      RunDescription d = run.description();
      Machine here = probe.ofOtherCode(d.start(), profile(side), revision(d, side).shortCommit());
      Machine.Identity identity = here.identity().on(jvm(files.unfinished()), List.of());
      run.result().attempts().get(side).writeBeside(files.json());
      files.finish(probe.machine(identity, here.conditions()));
    }
    return read(run.folder());
  }

  /** The JVM that ran the forks, which is not this one. */
  private static String jvm(Path json) {
    return JmhJson.read(json).get(0).settings().virtualMachine();
  }

  /**
   * The results of a run's sides, as suites named by their revisions.
   *
   * @throws BadDataException if the run is not finished
   */
  public static Map<Side, Suite> read(Path folder) {
    RunDescription run = RunFolder.read(folder);
    Map<Side, Suite> suites = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      Path json = files(folder, run, side).json();
      if (!Files.exists(json)) {
        throw new BadDataException(
            folder + " holds a run that is not finished; start it again with the same arguments");
      }
      String name = side + " " + revision(run, side).name();
      suites.put(side, new Suite(name, List.of(ResultFile.read(json)), List.of()));
    }
    return suites;
  }

  private static ResultFiles files(Path folder, RunDescription run, Side side) {
    return ResultFiles.named(
        folder, ZonedDateTime.parse(run.start()), revision(run, side).shortCommit(), profile(side));
  }

  private static String profile(Side side) {
    return side == Side.A ? "ab-base" : "ab-new";
  }

  private static Revision revision(RunDescription run, Side side) {
    return side == Side.A
        ? new Revision(run.base(), run.baseCommit())
        : new Revision(run.fresh(), run.freshCommit());
  }
}
