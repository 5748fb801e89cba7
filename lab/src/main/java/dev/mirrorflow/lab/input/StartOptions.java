package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.files.Reads;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which model descends or flows, and from where. */
public final class StartOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      required = true,
      description = "ols: least squares in θ; dln: the diagonal linear network θ = u⊙v")
  private ModelName model;

  @Option(
      names = "--alpha",
      paramLabel = "ALPHA",
      description = "dln starts from u = √2 ALPHA, v = 0 (default: 0.1)")
  private Double alpha;

  @Reads
  @Option(
      names = "--theta0",
      paramLabel = "FILE.npy",
      description = "ols starts from there (default: 0)")
  private Path theta0;

  /** Whether descent is on θ itself. */
  public boolean isLinear() {
    return model == ModelName.OLS;
  }

  /**
   * Checks what can be checked without the data.
   *
   * @throws ParameterException for options that contradict each other
   * @throws BadDataException if α is not positive and finite
   */
  public void validate() {
    if (isLinear() && alpha != null) {
      throw usage("--alpha is for --model dln");
    }
    if (!isLinear() && theta0 != null) {
      throw usage("--theta0 is for --model ols");
    }
    if (alpha != null && !(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new BadDataException("--alpha must be positive and finite, not " + alpha);
    }
  }

  /**
   * The start for d features.
   *
   * @throws BadDataException if the file of θ0 cannot be used or has another length
   */
  public Start start(int d) {
    if (!isLinear()) {
      return Start.network(alpha(), d);
    }
    if (theta0 == null) {
      return Start.zero(d);
    }
    double[] values = NpyReader.readVector(theta0);
    if (values.length != d) {
      throw new BadDataException(
          theta0 + ": has " + values.length + " entries, but X has " + d + " columns");
    }
    return new Start.Linear(values);
  }

  /** The options as results record them. */
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("model", model.toString());
    if (isLinear()) {
      summary.put("theta0", theta0 == null ? null : theta0.toString());
    } else {
      summary.put("alpha", alpha());
    }
    return summary;
  }

  /** One phrase for people. */
  public String description() {
    return isLinear() ? "least squares" : "diagonal network, α = " + alpha();
  }

  /** α of the network's start. */
  public double alpha() {
    return alpha == null ? 0.1 : alpha;
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
