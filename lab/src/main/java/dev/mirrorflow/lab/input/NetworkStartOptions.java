package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyVector;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.files.Reads;
import dev.mirrorflow.linalg.ColumnVector;
import dev.mirrorflow.model.EffectiveStart;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that give a start of the network other than u = √2 α, v = 0. */
public final class NetworkStartOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Reads
  @Option(
      names = "--u0",
      paramLabel = "FILE.npy",
      description = "the flow starts from u = α u0, v = α v0, vectors of length d")
  private Path u0;

  @Reads
  @Option(names = "--v0", paramLabel = "FILE.npy", description = "v0; no |v0_j| may be |u0_j|")
  private Path v0;

  /**
   * Checks what can be checked without the data.
   *
   * @throws ParameterException if one is given without the other
   */
  public void validate() {
    if ((u0 == null) != (v0 == null)) {
      throw new ParameterException(command.commandLine(), "--u0 and --v0 need each other");
    }
  }

  /** Whether they are given. */
  public boolean isGiven() {
    return u0 != null;
  }

  /** Adds the files to what results record of a problem. */
  public void describe(Map<String, Object> problem) {
    if (isGiven()) {
      problem.put("u0", u0.toString());
      problem.put("v0", v0.toString());
    }
  }

  /**
   * The start for α = 1, in memory.
   *
   * @throws BadDataException naming the file, if it cannot be used or has another length
   */
  public EffectiveStart inMemory(int d) {
    return EffectiveStart.of(vector(u0, d), vector(v0, d));
  }

  private static double[] vector(Path path, int d) {
    NpyVector.of(path, d);
    return NpyReader.readVector(path);
  }

  /**
   * u0 in its file.
   *
   * @throws BadDataException naming the file, if it cannot be used or has another length
   */
  public ColumnVector u0(int d) {
    return NpyVector.of(u0, d);
  }

  /**
   * v0 in its file.
   *
   * @throws BadDataException naming the file, if it cannot be used or has another length
   */
  public ColumnVector v0(int d) {
    return NpyVector.of(v0, d);
  }
}
