package dev.mirrorflow;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.DesignProjection;
import dev.mirrorflow.bias.DesignPursuit;
import dev.mirrorflow.bias.LassoPath;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.MinimumNorm;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.DatasetReader;
import dev.mirrorflow.data.SparseDataset;
import dev.mirrorflow.data.SparseDatasetReader;
import dev.mirrorflow.data.SparseFormat;
import dev.mirrorflow.data.SvmlightReader.Features;
import dev.mirrorflow.data.TextFormat;
import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.sweep.AlphaScale;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Data X (n x d, one sample a row) and y (n), and what descent makes of them.
 *
 * <p>An X of one's own making ({@link Design}) or from a sparse file is kept as its products by
 * {@link #limit}, {@link #limits}, {@link #basisPursuit} and {@link #lassoPath}; the others make it
 * an array when they first need one. Such a problem serves one thread at a time, as its X does; all
 * others serve any number.
 */
public final class Problem {

  /** Empty where X was an array from the start. */
  private final Optional<Design> products;

  private final double[] y;

  /** X as an array; empty until it is one. */
  private Optional<LeastSquares> risk;

  /** The closed forms of least squares; null until they are asked for. */
  private Optional<LinearSolutions> closedForm;

  private final List<String> notes;

  private Problem(LeastSquares risk, List<String> notes) {
    this.products = Optional.empty();
    this.y = risk.target();
    this.risk = Optional.of(risk);
    this.notes = List.copyOf(notes);
  }

  private Problem(Design x, double[] y, List<String> notes) {
    LeastSquares.requireTarget(x.rows(), y);
    this.products = Optional.of(x);
    this.y = y.clone();
    this.risk = Optional.empty();
    this.notes = List.copyOf(notes);
  }

  /**
   * Data in arrays, which are copied.
   *
   * @param x n rows of d entries
   * @param y n entries
   * @throws BadDataException if the shapes differ, a value is NaN or infinite, or X is all zeros
   */
  public static Problem of(double[][] x, double[] y) {
    return new Problem(new LeastSquares(DesignMatrix.of(x), y), List.of());
  }

  /**
   * An X of which the products are known, such as an operator of one's own.
   *
   * @param x is kept
   * @param y n entries, copied
   * @throws BadDataException if y does not have n entries, or one is NaN or infinite
   */
  public static Problem of(Design x, double[] y) {
    return new Problem(x, y, List.of());
  }

  /**
   * Data in two files: .npy, .npz or a table of text each, X also sparse in .svm, .mtx or SciPy's
   * .npz; a table and a sparse text may be packed (.gz). A sparse X is kept sparse unless it is
   * small.
   *
   * @param x n x d
   * @param y n values
   * @throws BadDataException naming the file and what to do, if one cannot be used
   */
  public static Problem of(Path x, Path y) {
    DatasetReader reader = new DatasetReader(TextFormat.DEFAULT, Optional.empty());
    if (SparseFormat.of(x).isPresent()) {
      return of(SparseDatasetReader.read(x, y, Features.FOUND, reader).data(), reader.notes());
    }
    return of(reader.pair(x, y), reader.notes());
  }

  /**
   * Data in one file of svmlight or libsvm, which holds X and y.
   *
   * @param svmlight .svm, .svmlight or .libsvm, also packed (.gz)
   * @throws BadDataException naming the file and what to do, if it cannot be used
   */
  public static Problem of(Path svmlight) {
    if (!SparseFormat.named(svmlight).equals(Optional.of(SparseFormat.SVMLIGHT))) {
      throw FileError.at(
          svmlight, "is not named .svm, .svmlight or .libsvm, which hold y too; give y as well");
    }
    return of(SparseDatasetReader.readSvmlight(svmlight, Features.FOUND).data(), List.of());
  }

  private static Problem of(SparseDataset data, List<String> notes) {
    return data.isSmall() ? of(data.dense(), notes) : new Problem(data.x(), data.y(), notes);
  }

  private static Problem of(Dataset data, List<String> notes) {
    return new Problem(new LeastSquares(data.x(), data.y()), notes);
  }

  /** How the files were read and what was done to what is in them, a line each. */
  public List<String> notes() {
    return notes;
  }

  /** n, the number of samples. */
  public int samples() {
    return y.length;
  }

  /** d, the number of features. */
  public int features() {
    return products.map(Design::columns).orElseGet(() -> risk().features());
  }

  /**
   * Where the gradient flow of the network ends from u = √2 α, v = 0, solved for without a
   * trajectory and proved.
   *
   * @throws BadDataException unless α is positive and finite
   * @throws ComputationException if it could not be certified
   */
  public Limit limit(double alpha) {
    return limits(Alphas.of(alpha)).getFirst();
  }

  /**
   * The same for many α, in one continuation, which takes a few Newton steps for each.
   *
   * @return in the order of the α
   * @throws ComputationException if one of them could not be certified
   */
  public List<Limit> limits(Alphas alphas) {
    if (products.isEmpty()) {
      BregmanProjection solver = new BregmanProjection(risk());
      double[] values = alphas.values(solver::largestOfLeastNorm);
      return limits(solver.attempts(values), solver.distanceToRange());
    }
    DesignProjection solver = new DesignProjection(products.get(), y);
    double[] values = alphas.values(solver::largestOfLeastNorm);
    return limits(solver.attempts(values), solver.distanceToRange());
  }

  private static List<Limit> limits(
      List<LimitAttempt<Projection>> attempts, double distanceToRange) {
    return attempts.stream().map(attempt -> Limit.of(attempt, distanceToRange)).toList();
  }

  /**
   * An interpolator of least ℓ1 norm, which the limit tends to as α → 0 (3.32), with a proof.
   *
   * @throws ComputationException if it could not be certified
   */
  public Interpolator basisPursuit() {
    if (products.isEmpty()) {
      BasisPursuit pursuit = new BasisPursuit(risk());
      return Interpolator.ofLeastL1(pursuit.solve(), pursuit.distanceToRange());
    }
    DesignPursuit pursuit = new DesignPursuit(products.get(), y);
    return Interpolator.ofLeastL1(pursuit.solve(), pursuit.distanceToRange());
  }

  /**
   * The interpolator of least ℓ2 norm, which the limit tends to as α → ∞ (2.4), with a proof.
   *
   * @throws BadDataException if X does not fit into the heap as an array
   * @throws ComputationException if it could not be certified
   */
  public Interpolator minimumNorm() {
    return Interpolator.ofLeastL2(MinimumNorm.of(risk()));
  }

  /**
   * The lasso, min R(θ) + λ‖θ‖₁, for some λ, with a proof each.
   *
   * @param lambdas positive, in any order; from max |Xᵀy|/n on, θ is 0
   * @return in the order of the λ
   * @throws BadDataException if there is none, one is not positive and finite, or losses leave the
   *     range of doubles
   * @throws ComputationException if one of them could not be certified
   */
  public List<Lasso> lassoPath(double... lambdas) {
    if (lambdas.length == 0) {
      throw new BadDataException("lassoPath() has no lambda; give at least one, such as 0.1");
    }
    Design x = products.orElseGet(() -> new DenseDesign(risk().design()));
    return LassoPath.of(x, y, lambdas).stream().map(Lasso::of).toList();
  }

  /** Descends the network from many α; see {@link Alphas#auto}. */
  public Sweep.Plan sweep(Alphas alphas) {
    return new Sweep.Plan(this, alphas);
  }

  /** Descends once, on the network from α = 0.1 unless something else is said. */
  public Run.Plan descend() {
    return new Run.Plan(this);
  }

  /**
   * Follows the gradient flow of the network from u = √2 α, v = 0.
   *
   * @throws BadDataException unless α is positive and finite
   */
  public Course.Plan flow(double alpha) {
    return new Course.Plan(this, alpha);
  }

  /** The risk, with X as an array. */
  synchronized LeastSquares risk() {
    if (risk.isEmpty()) {
      risk = Optional.of(asArray());
    }
    return risk.get();
  }

  private LeastSquares asArray() {
    try {
      Dataset array = Dataset.of(products.orElseThrow(), y);
      return new LeastSquares(array.x(), array.y());
    } catch (BadDataException e) {
      throw new BadDataException(
          "X is needed as an array here: "
              + e.getMessage()
              + ", or take limit, basisPursuit or lassoPath, which keep it as it is",
          e);
    }
  }

  private synchronized Optional<LinearSolutions> closedForm() {
    if (closedForm == null) {
      closedForm = LinearSolutions.whereAffordable(risk());
    }
    return closedForm;
  }

  /** The training loss of a goal. */
  double lossOf(Goal goal) {
    return goal.loss(risk(), () -> closedForm().map(LinearSolutions::minimumLoss).orElse(0.0));
  }

  /** ‖θ‖∞ of the interpolator of least ℓ2 norm, for sweeps. */
  double largestOfLeastNorm() {
    return AlphaScale.largestOfLeastNorm(risk(), closedForm());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "problem of n = %d samples and d = %d features%s",
        samples(),
        features(),
        products.isPresent() ? ", X known by its products" : "");
  }
}
