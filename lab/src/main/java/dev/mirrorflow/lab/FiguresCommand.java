package dev.mirrorflow.lab;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.figures.Figure;
import dev.mirrorflow.lab.figures.Figures;
import dev.mirrorflow.lab.files.Writes;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.Format;
import dev.mirrorflow.lab.report.OutputFiles;
import dev.mirrorflow.lab.report.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow figures}: the figures of the lecture, for slides. */
@Command(
    name = "figures",
    description = "Draws the figures of the lecture as PNG and SVG, the same bits each time.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  mirrorflow figures --list",
      "  mirrorflow figures --all --output figures",
      "  mirrorflow figures loss-contours --output figures --format svg",
    })
final class FiguresCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "figures to draw, see --list")
  private List<String> names = List.of();

  @Option(names = "--all", description = "draw every figure")
  private boolean all;

  @Option(names = "--list", description = "say what figures there are, and draw none")
  private boolean list;

  @Writes
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder for the files (default: ${DEFAULT-VALUE})",
      defaultValue = "mirrorflow-out/figures")
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      split = ",",
      description = "png, svg, or both (default: ${DEFAULT-VALUE})",
      defaultValue = "png,svg")
  private Set<Format> formats;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if ((all ? 1 : 0) + (list ? 1 : 0) + (names.isEmpty() ? 0 : 1) != 1) {
      throw new ParameterException(
          spec.commandLine(), "give names of figures, or --all, or --list");
    }
    if (list) {
      int width = Figures.all().stream().mapToInt(f -> f.name().length()).max().orElse(0);
      for (Figure figure : Figures.all()) {
        out.println(
            figure.name() + " ".repeat(width + 2 - figure.name().length()) + figure.caption());
      }
      return ExitCode.OK;
    }
    List<Figure> figures = selected();
    OutputFiles.requireFolder(output);
    figures.forEach(figure -> formats.forEach(f -> OutputFiles.requireWritable(file(figure, f))));
    try (Progress progress = Progress.of("figures", figures.size())) {
      for (int k = 0; k < figures.size(); k++) {
        draw(figures.get(k), k + " of " + figures.size());
        progress.step();
      }
    }
    figures.forEach(figure -> formats.forEach(f -> out.println(file(figure, f))));
    return ExitCode.OK;
  }

  /** Draws in a thread that is left behind when the user stops: some figures need a minute. */
  private void draw(Figure figure, String done) {
    FutureTask<Boolean> drawing =
        new FutureTask<>(
            () -> {
              Canvas canvas = figure.draw();
              formats.forEach(format -> canvas.write(file(figure, format), format));
            },
            true);
    Thread.ofPlatform().daemon().name("figure").start(drawing);
    try {
      drawing.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ComputationException("interrupted after " + done + " figures");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  private List<Figure> selected() {
    return all ? Figures.all() : names.stream().distinct().map(this::named).toList();
  }

  private Figure named(String name) {
    return Figures.named(name)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "there is no figure '" + name + "'; the figures are: " + Figures.names()));
  }

  private Path file(Figure figure, Format format) {
    return output.resolve(figure.name() + "." + format);
  }
}
