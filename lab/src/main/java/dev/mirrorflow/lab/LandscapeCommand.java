package dev.mirrorflow.lab;

import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.input.SupportConverter;
import dev.mirrorflow.lab.report.LandscapeReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.landscape.CriticalPoint;
import dev.mirrorflow.landscape.CriticalPoints;
import dev.mirrorflow.landscape.RescalingOrbit;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow landscape}: the critical points of the diagonal network's loss. */
@Command(
    name = "landscape",
    description = {
      "Finds the critical points of the loss of the diagonal network θ = u⊙v, one for each support,"
          + " and tells minima from saddles by the Hessian's spectrum. Coordinates count from 0."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {"", "Example:", "  mirrorflow landscape --n 3 --d 6 --sparsity 2"})
final class LandscapeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--support",
      paramLabel = "J,J,...",
      converter = SupportConverter.class,
      description =
          "only the point of this support, or none; may be given several times (default: all 2^d"
              + " supports, d up to 16)")
  private List<SupportConverter.Coordinates> supports = new ArrayList<>();

  @Option(
      names = "--orbits",
      description =
          "for one --support, the orbits of the symmetry (b⊙u, v/b) instead: where θ_j = 0 and"
              + " g_j = 0 it keeps (0,0), (c,0) and (0,c) apart")
  private boolean orbits;

  @Option(
      names = "--most",
      paramLabel = "ROWS",
      description = "the most points to report, saddles first (default: ${DEFAULT-VALUE})",
      defaultValue = "40")
  private int most;

  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    problems.validate();
    outputs.validate();
    if (orbits && supports.size() != 1) {
      throw usage("--orbits needs one --support");
    }
    if (most < 1) {
      throw usage("--most must be at least 1, not " + most);
    }
    Problem problem = problems.load();
    int d = problem.train().features();
    if (supports.isEmpty() && d > CriticalPoints.MOST_FEATURES) {
      throw usage(
          "d = " + d + " features have too many supports to enumerate; name some with --support");
    }
    LandscapeReport report = report(problem);
    PrintWriter out = spec.commandLine().getOut();
    problem.notes().forEach(out::println);
    out.println();
    outputs.write(report, out);
    return ExitCode.OK;
  }

  private LandscapeReport report(Problem problem) {
    CriticalPoints landscape = new CriticalPoints(problem.train());
    List<CriticalPoint> points = points(landscape, problem.train().features());
    if (orbits) {
      CriticalPoint point = points.getFirst();
      return LandscapeReport.ofOrbits(problem, point, RescalingOrbit.of(point), most);
    }
    return LandscapeReport.of(problem, points, most);
  }

  private List<CriticalPoint> points(CriticalPoints landscape, int d) {
    if (supports.isEmpty()) {
      try (Progress progress = Progress.of("supports", 1 << d)) {
        return landscape.all(progress::step);
      }
    }
    return supports.stream().map(support -> landscape.on(support.values())).toList();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
