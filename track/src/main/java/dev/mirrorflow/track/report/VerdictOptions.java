package dev.mirrorflow.track.report;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.AtomicFile;
import dev.mirrorflow.track.compare.Aspect;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Design;
import dev.mirrorflow.track.compare.SuiteComparison;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What counts as moved, where the verdicts go, and which of them fail a build. */
public final class VerdictOptions {

  @Option(
      names = "--min-effect",
      paramLabel = "PERCENT",
      defaultValue = "3%",
      converter = Percent.class,
      description = "smallest change that matters; default: ${DEFAULT-VALUE}")
  private double minEffect;

  @Mixin private Gates gates;

  @Option(
      names = "--all",
      description = "list every benchmark and metric, not only those that moved")
  private boolean all;

  @Option(names = "--json", paramLabel = "FILE", description = "write everything for programs")
  private Path json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "write a report for a pull-request comment or a job summary")
  private Path markdown;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the bootstrap; the same seed gives the same intervals")
  private long seed = Criteria.DEFAULT.seed();

  /**
   * The criteria.
   *
   * @param across aspects of the environment that may differ
   */
  public Criteria criteria(Design design, Set<Aspect> across) {
    return new Criteria(
        minEffect,
        Criteria.DEFAULT.level(),
        Criteria.DEFAULT.resamples(),
        seed,
        design,
        across,
        Criteria.DEFAULT.replicate(),
        gates.minEffects());
  }

  /** The files that will be written, by option, for whoever looks at them before the work. */
  public Map<String, Path> outputs() {
    Map<String, Path> outputs = new TreeMap<>();
    if (json != null) {
      outputs.put("--json", json);
    }
    if (markdown != null) {
      outputs.put("--markdown", markdown);
    }
    return outputs;
  }

  /**
   * Prints the comparison and writes the files that were asked for.
   *
   * @throws BadDataException if a file cannot be written
   */
  public void report(SuiteComparison comparison, PrintWriter out) {
    out.print(ComparisonText.of(comparison, all));
    out.flush();
    if (json != null) {
      byte[] bytes =
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsBytes(ComparisonJson.of(comparison));
      AtomicFile.write(json, stream -> stream.write(bytes));
    }
    if (markdown != null) {
      byte[] bytes = ComparisonMarkdown.of(comparison).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(markdown, stream -> stream.write(bytes));
    }
  }

  /**
   * What the process exits with.
   *
   * @throws BadDataException if a failure was asked for and nothing could be judged
   * @throws dev.mirrorflow.error.ComputationException if a benchmark failed on the new side
   */
  public int exitCode(SuiteComparison comparison) {
    return gates.exitCode(comparison);
  }

  /** {@code 3%} or {@code 0.03}. */
  public static final class Percent implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double value =
            text.endsWith("%")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                : Double.parseDouble(text);
        if (value > 0 && value < 1) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new TypeConversionException(problem(text));
      }
      throw new TypeConversionException(problem(text));
    }

    private static String problem(String text) {
      return "'" + text + "' is not between 0 and 100%; write 3% or 0.03";
    }
  }
}
