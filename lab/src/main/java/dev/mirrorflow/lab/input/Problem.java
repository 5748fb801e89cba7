package dev.mirrorflow.lab.input;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.linalg.Equilibration;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.sweep.AlphaScale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command works on.
 *
 * @param train the training risk
 * @param test samples to test on, if there are any
 * @param thetaStar θ* of a synthetic problem, length d
 * @param closedForm the closed forms of least squares, where they are affordable
 * @param minimumLoss the least training loss, 0 where it is not known and X has more columns than
 *     rows
 * @param summary where the data came from and what was done to them, as results record it
 * @param dataNotes the same for people, a line each
 * @param features what they are called
 * @param misfit that least squares cannot fit y, if so, and how near it comes; one line
 */
public record Problem(
    LeastSquares train,
    Optional<TestSet> test,
    Optional<double[]> thetaStar,
    Optional<LinearSolutions> closedForm,
    double minimumLoss,
    Map<String, Object> summary,
    List<String> dataNotes,
    Features features,
    Optional<String> misfit) {

  /** What there is to say to people on the data and least squares, a line each. */
  public List<String> notes() {
    return Stream.concat(dataNotes.stream(), misfit.stream()).toList();
  }

  /** The initialisation scales asked for, or those of the data. */
  public AlphaOptions.Choice choose(AlphaOptions alphas, int depth) {
    return alphas.choose(this::largestOfLeastNorm, depth);
  }

  /** The same, whose notes and summary tell of scales that the data decided. */
  public Problem noting(AlphaOptions.Choice alphas) {
    Map<String, Object> more = new LinkedHashMap<>(summary);
    alphas.describe(more);
    List<String> notes = Stream.concat(dataNotes.stream(), alphas.note().stream()).toList();
    return new Problem(
        train, test, thetaStar, closedForm, minimumLoss, more, notes, features, misfit);
  }

  private double largestOfLeastNorm() {
    return AlphaScale.largestOfLeastNorm(train, closedForm);
  }

  /** The same with other training samples, such as a part of them. */
  public Problem trainingOn(LeastSquares part) {
    Optional<LinearSolutions> form =
        closedForm.isPresent() ? Optional.of(new LinearSolutions(part)) : Optional.empty();
    double minimum = form.map(LinearSolutions::minimumLoss).orElse(0.0);
    return new Problem(part, test, thetaStar, form, minimum, summary, dataNotes, features, misfit);
  }

  /** The same for those who ask for the products of X alone. */
  public DesignProblem asDesign() {
    return new DesignProblem(
        new DenseDesign(train.design()),
        train.target(),
        test,
        thetaStar,
        summary,
        dataNotes,
        features);
  }

  /**
   * What would help a descent that is slow, to be put behind a remedy; empty if nothing is known.
   */
  public String scalingHint() {
    return train.design().isSparse() || Equilibration.of(train.design()).isIdentity()
        ? ""
        : "; the rows or columns of X are of very different size: try --standardize";
  }

  /**
   * The training loss to stop at: within the tolerance, relative to R(0), of the least one.
   *
   * @throws dev.mirrorflow.error.BadDataException if losses leave the range of doubles
   */
  public double lossGoal(double tolerance) {
    return train.lossGoal(minimumLoss, tolerance);
  }
}
