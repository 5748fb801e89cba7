package dev.mirrorflow.bench;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.landscape.PathCertificate;
import dev.mirrorflow.landscape.SaddlePath;
import dev.mirrorflow.model.LeastSquares;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The path from saddle to saddle, from the data to the certificate.
 *
 * <pre>java -jar bench/target/benchmarks.jar SaddlePath -p problem=400x50x8 -p noise=0.5</pre>
 */
public class SaddlePathBenchmark extends SolverBenchmark {

  /** A path. */
  @State(Scope.Thread)
  public static class Problem {

    /** n x d x k. */
    @Param({"40x200x5", "100x1000x8", "400x50x8"})
    public String problem;

    /** Standard deviation of the noise: without it the path ends at θ*, with it all rows count. */
    @Param({"0", "0.5"})
    public double noise;

    private LeastSquares risk;

    /**
     * Solved once.
     *
     * @throws IllegalStateException if the end is not certified
     */
    @Setup
    public void setUp() {
      SyntheticProblem plain = ProblemSize.parse(problem).problem();
      Dataset data = new SyntheticProblem(plain.n(), plain.d(), plain.k(), 0, noise, 1).training();
      risk = new LeastSquares(data.x(), data.y());
      if (!SaddlePath.of(risk).certificate().holds(SaddlePath.TOLERANCE)) {
        throw new IllegalStateException("the path is not certified");
      }
    }
  }

  /** What a path has besides its time. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Count {

    /** Saddles of one path. */
    public long saddles;
  }

  @Benchmark
  public PathCertificate path(Problem p, Count count) {
    SaddlePath path = SaddlePath.of(p.risk);
    count.saddles = path.saddles().size();
    return path.certificate();
  }
}
