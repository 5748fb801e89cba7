package dev.mirrorflow.lab;

import dev.mirrorflow.data.Journal;
import dev.mirrorflow.grid.PhaseDiagram;
import dev.mirrorflow.lab.grid.JournalOptions;
import dev.mirrorflow.lab.grid.PhaseRun;
import dev.mirrorflow.lab.report.PhaseReport;
import dev.mirrorflow.lab.report.TableOutputs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow phase}: the phase diagram of sparse recovery. */
@Command(
    name = "phase",
    description = {
      "Tries over n/d and k/n how often the limit α → 0 of the diagonal network, the least ℓ1"
          + " norm, recovers a k-sparse θ* from n Gaussian samples, beside the threshold that holds"
          + " for d → ∞. The same bits for any number of threads."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  mirrorflow phase --d 60 --size 10 --trials 5 --csv-out phase.csv --plot phase.png",
    })
final class PhaseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--d",
      paramLabel = "D",
      description = "number of features (default: ${DEFAULT-VALUE})",
      defaultValue = "200")
  private int features;

  @Option(
      names = "--size",
      paramLabel = "S",
      description = "tiles along n/d and along k/n, both from 0 to 1 (default: ${DEFAULT-VALUE})",
      defaultValue = "20")
  private int size;

  @Option(
      names = "--trials",
      paramLabel = "T",
      description = "problems tried in each tile (default: ${DEFAULT-VALUE})",
      defaultValue = "20")
  private int trials;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "seed of all problems (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--tolerance",
      paramLabel = "TOL",
      description =
          "θ* is recovered up to this relative error in ℓ2 norm (default: ${DEFAULT-VALUE})",
      defaultValue = "1e-6")
  private double tolerance;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "number of threads (default: all cores)")
  private Integer threads;

  @Option(
      names = "--theory",
      description = {
        "tell beside the rate the error that is exact as n and d grow in proportion; the plot has"
            + " the threshold in any case"
      })
  private boolean hasTheory;

  @Mixin private JournalOptions journals;
  @Mixin private TableOutputs outputs;

  @Override
  public Integer call() {
    if (threads != null && threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be at least 1, not " + threads);
    }
    PhaseDiagram diagram = new PhaseDiagram(features, size, trials, seed, tolerance);
    outputs.validate();
    List<Path> files = outputs.files();
    journals.validate(files);
    Optional<Journal> journal = journals.open(files, "phase " + diagram.identity());
    try {
      return run(diagram, journal);
    } finally {
      journal.ifPresent(Journal::close);
    }
  }

  private int run(PhaseDiagram diagram, Optional<Journal> journal) {
    PrintWriter err = spec.commandLine().getErr();
    PhaseRun run = new PhaseRun(diagram, journal);
    int all = diagram.cells().size();
    journal.ifPresent(open -> journals.tell(open, run.rows().size(), all, err));
    if (!run.run(threads == null ? Runtime.getRuntime().availableProcessors() : threads)) {
      err.println(
          "mirrorflow: interrupted after "
              + run.rows().size()
              + " of "
              + all
              + " points"
              + (journal.isPresent() ? "; --resume goes on" : ""));
      return ExitCode.INTERRUPTED;
    }
    PhaseReport report = new PhaseReport(diagram, run.rows(), hasTheory);
    write(report);
    journal.ifPresent(Journal::delete);
    if (report.unsolved() > 0) {
      err.println(
          "mirrorflow: "
              + report.unsolved()
              + " trials have no certified solution and count as not recovered; column unsolved"
              + " says where");
      return ExitCode.COMPUTATION;
    }
    return ExitCode.OK;
  }

  private void write(PhaseReport report) {
    PrintWriter out = spec.commandLine().getOut();
    outputs.write(report, out);
  }
}
