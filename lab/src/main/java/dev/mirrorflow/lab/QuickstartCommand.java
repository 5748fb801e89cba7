package dev.mirrorflow.lab;

import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.lab.files.Writes;
import dev.mirrorflow.lab.input.DescentOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.JsonFile;
import dev.mirrorflow.lab.report.OutputFiles;
import dev.mirrorflow.lab.report.SweepReport;
import dev.mirrorflow.sweep.AlphaSweep;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mirrorflow quickstart}: the main job on a problem that shows the effect. */
@Command(
    name = "quickstart",
    description = {
      "Recovers a sparse θ* (n = 100, d = 1000, k = 8) from 16 initialisation scales α, draws how"
          + " the solution goes from least ℓ1 to least ℓ2 norm, and measures how fast this machine"
          + " computes."
    },
    footer = {"", "Example:", "  mirrorflow quickstart --no-bench"})
final class QuickstartCommand implements Callable<Integer> {

  private static final SyntheticProblem PROBLEM = SyntheticProblem.of(100, 1000, 8, 1);
  private static final double LO = 1e-3;
  private static final double HI = 10;
  private static final int COUNT = 16;

  @Spec private CommandSpec spec;

  @Writes
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder for the results (default: ${DEFAULT-VALUE})",
      defaultValue = "mirrorflow-out/quickstart")
  private Path output;

  @Option(
      names = "--overwrite",
      description =
          "write over files of these names that are there already, as in the default folder")
  private boolean overwrite;

  @Option(names = "--no-bench", description = "leave the benchmark out")
  private boolean noBench;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> files =
        List.of(
            output.resolve("sweep.json"),
            output.resolve("sweep.csv"),
            output.resolve("theta.npy"),
            output.resolve("sweep.png"));
    OutputFiles.requireFolder(output);
    boolean isOurs = !spec.commandLine().getParseResult().hasMatchedOption("--output");
    OutputFiles.requireNew(files, overwrite || isOurs);
    SweepReport report = sweep(out);
    report.print(out);
    int code = SweepRun.exitCode(report, spec.commandLine().getErr());
    if (report.interrupted()) {
      return code;
    }
    JsonFile.write(files.get(0), report.json());
    report.rows().writeCsv(files.get(1));
    report.writeTheta(files.get(2));
    report.writePlot(files.get(3));
    if (code == ExitCode.OK && !noBench) {
      code = bench(out);
    }
    out.println();
    out.println("Written:");
    files.forEach(file -> out.println("  " + file.toAbsolutePath()));
    return code;
  }

  private SweepReport sweep(PrintWriter out) {
    Problem problem = ProblemOptions.synthetic(PROBLEM, false);
    problem.notes().forEach(out::println);
    out.println(
        "y = Xθ* with an 8-sparse θ*; gradient descent on (u, v), θ = u⊙v, from u = √2 α, v = 0:");
    out.println();
    DescentOptions options = CommandLine.populateCommand(new DescentOptions());
    Descent plan = options.plan(problem, PROBLEM.seed());
    return SweepRun.of(
        problem,
        plan,
        options.summary(plan),
        "n = 100, d = 1000, 8-sparse θ*",
        AlphaSweep.logSpaced(LO, HI, COUNT),
        Runtime.getRuntime().availableProcessors());
  }

  private int bench(PrintWriter out) throws InterruptedException {
    out.println();
    BenchProcess bench = BenchProcess.ofThisInstallation();
    if (!bench.isBuilt()) {
      out.println("The benchmark is left out: " + bench.jar() + " is missing (./mvnw package).");
      return ExitCode.OK;
    }
    out.flush();
    int code = bench.run(BenchProcess.BENCH, List.of("--profile", "quick"));
    if (code != ExitCode.OK) {
      spec.commandLine().getErr().println("mirrorflow: the benchmark exited with code " + code);
    }
    return code;
  }
}
