package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.ColumnSum;
import dev.mirrorflow.linalg.ColumnVector;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Svd;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * An X by columns that is so small that memory takes it, for limits that need more digits than
 * passes over columns have: a pass brings it here, and another takes each θ back.
 */
final class SmallColumns {

  private final ColumnEngine engine;
  private final LeastSquares problem;
  private final BregmanProjection solver;

  /** Of X, made when a ν is first asked for. */
  private Svd svd;

  /**
   * Brings X here, in a pass.
   *
   * @throws BadDataException if θ is beyond the range of doubles
   */
  SmallColumns(ColumnEngine engine, double[] y) {
    this.engine = engine;
    this.problem = new LeastSquares(engine.sum(new Gather()).matrix(engine.columns()), y);
    this.solver = new BregmanProjection(problem);
  }

  /** Whether the limits in memory take less than half of what passes take. */
  static boolean takes(ColumnEngine engine) {
    int n = engine.rows();
    return BregmanProjection.memory(n, engine.columns(), 1) <= ColumnPass.memory(n) / 2;
  }

  BregmanProjection solver() {
    return solver;
  }

  /**
   * The limit.
   *
   * @param sink where θ goes
   * @throws BadDataException if some θ0_j or ln |I_j| is not finite
   * @throws ComputationException if no certified point was found
   */
  ColumnLimit limit(ColumnStart start, double alpha, ColumnSink sink) {
    int passes = engine.passes();
    int d = engine.columns();
    double[] logInvariant = new double[d];
    double[] theta0 = new double[d];
    start.logInvariant().copy(0, d, logInvariant);
    start.theta0().copy(0, d, theta0);
    Projection found = solver.of(HyperbolicEntropy.ofLog(logInvariant), theta0, start.name());
    engine.sum(new HandOn(ColumnVector.of(found.theta()), sink));
    return new ColumnLimit(
        alpha,
        dual(found.mirror()),
        Norms.l1(found.theta()),
        Norms.l2(found.theta()),
        found.certificate(),
        found.newtonSteps(),
        engine.passes() - passes);
  }

  /** ν of least norm, if Xᵀν is the mirror of θ in the digits of a double; otherwise empty. */
  private double[] dual(double[] mirror) {
    if (svd == null) {
      svd = Svd.of(problem.design());
    }
    double[] along = svd.rightProducts(mirror);
    for (int k = 0; k < along.length; k++) {
      along[k] /= svd.singularValue(k);
    }
    double[] nu = new double[problem.samples()];
    svd.addLeftCombination(along, nu);
    double[] miss = new double[mirror.length];
    problem.design().multiplyTransposed(1, nu, miss);
    Kernels.axpy(-1, mirror, miss);
    return 2 * Norms.max(miss) <= BregmanProjection.TOLERANCE ? nu : new double[0];
  }

  /** All columns. */
  private record Gather() implements ColumnSum<Gathered> {

    @Override
    public Gathered zero(int n) {
      return new Gathered(n);
    }
  }

  private static final class Gathered implements ColumnSum.Part<Gathered> {

    private static final long serialVersionUID = 1L;

    /** Columns first, ..., each of n entries. */
    private record Piece(int first, double[] columns) implements Serializable {}

    private final int n;
    private final ArrayList<Piece> pieces = new ArrayList<>();

    private Gathered(int n) {
      this.n = n;
    }

    @Override
    public void add(int first, int count, double[] columns) {
      pieces.add(new Piece(first, Arrays.copyOf(columns, n * count)));
    }

    @Override
    public void merge(Gathered other) {
      pieces.addAll(other.pieces);
    }

    private DesignMatrix matrix(int d) {
      DesignMatrix x = DesignMatrix.zeros(n, d);
      for (Piece piece : pieces) {
        for (int at = 0; at < piece.columns.length; at++) {
          x.set(at % n, piece.first + at / n, piece.columns[at]);
        }
      }
      return x;
    }
  }

  /** Takes a vector to where the columns are. */
  private record HandOn(ColumnVector vector, ColumnSink sink) implements ColumnSum<Nothing> {

    @Override
    public Nothing zero(int n) {
      return new Nothing(this);
    }
  }

  private static final class Nothing implements ColumnSum.Part<Nothing> {

    private static final long serialVersionUID = 1L;

    private final transient HandOn what;

    private Nothing(HandOn what) {
      this.what = what;
    }

    @Override
    public void add(int first, int count, double[] columns) {
      double[] values = new double[count];
      what.vector.copy(first, count, values);
      what.sink.take(first, count, values);
    }

    @Override
    public void merge(Nothing other) {
      // There is nothing to add.
    }
  }
}
