package dev.mirrorflow;

import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.Observer;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Crew;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** One descent: where it ended, and its way there. */
public final class Run extends Solution {

  private final DescentResult end;
  private final List<Point> trace;

  private Run(DescentResult end, List<Point> trace) {
    super(end.theta(), NEGLIGIBLE);
    this.end = end;
    this.trace = List.copyOf(trace);
  }

  /**
   * A descent as it was at an iteration.
   *
   * @param iteration from 0
   * @param loss R(θ) over all samples
   * @param gradientNorm norm of the gradient over all samples in the parameters descended in
   * @param step η of the step that led here, empty at iteration 0
   * @param l1 ‖θ‖₁
   * @param l2 ‖θ‖₂
   */
  public record Point(
      long iteration,
      double loss,
      double gradientNorm,
      OptionalDouble step,
      double l1,
      double l2) {}

  /** Where to start, how to descend, and what to record. */
  public static final class Plan extends DescentPlan<Plan> {

    private double alpha = 0.1;
    private boolean isLinear;

    /** 0 for nothing but the end. */
    private long every;

    Plan(Problem problem) {
      super(problem);
    }

    @Override
    Plan self() {
      return this;
    }

    /**
     * The network's start u = √2 α, v = 0 (3.29); 0.1 if it is not said.
     *
     * @throws BadDataException unless α is positive and finite
     */
    public Plan alpha(double value) {
      alpha = DiagonalNetwork.checkedAlpha(value);
      return this;
    }

    /** Descends on θ itself, from 0, in place of the network. */
    public Plan linear() {
      isLinear = true;
      return this;
    }

    /**
     * Records iteration 0, each that is a multiple of this, and the last.
     *
     * @throws BadDataException if it is below 1
     */
    public Plan traceEvery(long iterations) {
      if (iterations < 1) {
        throw new BadDataException(
            "traceEvery(" + iterations + ") records nothing: give at least 1, or leave it out");
      }
      every = iterations;
      return this;
    }

    /**
     * Descends to the end, or until the thread is interrupted.
     *
     * @throws BadDataException if losses leave the range of doubles, X does not fit into the heap
     *     as an array, or the settings contradict each other
     * @throws ComputationException if the descent diverged
     */
    public Run run() {
      LeastSquares risk = problem.risk();
      Start start =
          isLinear ? Start.zero(problem.features()) : Start.network(alpha, problem.features());
      Recorder recorder = new Recorder(every);
      DescentResult end = descend(risk, start, recorder);
      if (end.status() == Status.DIVERGED) {
        throw new ComputationException(divergence(end));
      }
      return new Run(end, recorder.points);
    }

    private DescentResult descend(LeastSquares risk, Start start, Recorder recorder) {
      try (Crew crew = new Crew(threads())) {
        return descent().run(risk.on(crew), start, recorder, Thread.currentThread()::isInterrupted);
      }
    }
  }

  /** What is recorded as it passes by. */
  private static final class Recorder implements Observer {

    private final long every;
    private final List<Point> points = new ArrayList<>();

    Recorder(long every) {
      this.every = every;
    }

    @Override
    public boolean isDue(long k) {
      return every > 0 && k % every == 0;
    }

    @Override
    public void record(long k, double loss, double gradientNorm, double eta, double[] theta) {
      if (points.isEmpty() || points.getLast().iteration() < k) {
        OptionalDouble step = k == 0 ? OptionalDouble.empty() : OptionalDouble.of(eta);
        points.add(new Point(k, loss, gradientNorm, step, Norms.l1(theta), Norms.l2(theta)));
      }
    }
  }

  /** One line on a divergence, with the remedy. */
  static String divergence(DescentResult end) {
    return end.message()
        + (end.stableStep().isPresent()
            ? "; give step(...) less, or leave it out"
            : "; take a smaller alpha");
  }

  /** Why it ended. */
  public Status status() {
    return end.status();
  }

  /** Whether it came to its goal. */
  public boolean isConverged() {
    return end.status().converged();
  }

  /** Steps made. */
  public long iterations() {
    return end.iterations();
  }

  /** R(θ) over all samples. */
  public double loss() {
    return end.loss();
  }

  /** What was recorded, the last iteration always. */
  public List<Point> trace() {
    return trace;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s; %d iterations, training loss %.4g, %s, %d recorded",
        end.message(),
        end.iterations(),
        end.loss(),
        summary(),
        trace.size());
  }
}
