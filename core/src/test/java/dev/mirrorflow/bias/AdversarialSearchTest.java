package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.Search;
import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.StoredColumns;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Searches small hostile problems for a certificate that holds for a wrong answer.
 *
 * <p>An answer is <b>certified</b> where the solver returned it, <b>refused</b> where it threw one
 * line, and <b>wrong</b> where it was returned although an independent route in exact rationals or
 * 80 digits differs: a limit, where some |θ_j - θ*_j| |x_ij| exceeds 1e-9 of the terms Σ_k |x_ik
 * θ*_k| + |y_i| of a sample; a least ℓ1 norm, where a residual exceeds that or the norm is off by
 * more than 1e-9 of itself.
 *
 * <p>{@link Search} says where it looks; {@code -Dmirrorflow.search.verbose=true} prints what was
 * not certified.
 */
class AdversarialSearchTest {

  private static final double TOLERANCE = 1e-9;
  private static final double MOST_REFUSED = 0.02;

  private static final double[] ALPHAS = {1, 1e-3, 1e-6};
  private static final boolean IS_VERBOSE = Boolean.getBoolean("mirrorflow.search.verbose");

  /**
   * What a solver made of a problem.
   *
   * @param error against the independent route, empty where it was refused
   * @param reason of the refusal, otherwise empty
   */
  private record Answer(long seed, HostileProblem problem, OptionalDouble error, String reason) {

    boolean isWrong() {
      return error.isPresent() && !(error.getAsDouble() <= TOLERANCE);
    }

    String described() {
      return seed
          + " "
          + problem.kind()
          + " "
          + (error.isPresent() ? "off by " + error.getAsDouble() : reason);
    }
  }

  /** Solves a problem and judges the answer; throws where the solver refuses. */
  private interface Route {
    double error(long seed, HostileProblem problem);
  }

  /**
   * Runs all problems, prints how many were certified, refused and wrong, and checks the counts.
   */
  private static void search(String what, Search search, double mostRefused, Route route) {
    List<Answer> answers = search.all(seed -> answer(seed, route));
    List<String> wrong = answers.stream().filter(Answer::isWrong).map(Answer::described).toList();
    List<Answer> refused = answers.stream().filter(a -> a.error().isEmpty()).toList();
    Map<HostileProblem.Kind, Long> kinds =
        refused.stream()
            .collect(Collectors.groupingBy(a -> a.problem().kind(), Collectors.counting()));
    System.out.printf(
        Locale.ROOT,
        "adversarial search, %s, seed %d: %d problems, %d certified, %d refused %s, %d wrong%n",
        what,
        search.seed(),
        search.problems(),
        search.problems() - refused.size() - wrong.size(),
        refused.size(),
        kinds,
        wrong.size());
    if (IS_VERBOSE) {
      refused.forEach(answer -> System.out.println("refused " + answer.described()));
    }
    assertEquals(List.of(), wrong, "certified and wrong");
    assertTrue(refused.size() <= mostRefused * search.problems(), () -> "refused " + kinds);
  }

  private static Answer answer(long seed, Route route) {
    HostileProblem problem = HostileProblem.of(seed);
    try {
      return new Answer(seed, problem, OptionalDouble.of(route.error(seed, problem)), "");
    } catch (ComputationException | BadDataException refusal) {
      return new Answer(seed, problem, OptionalDouble.empty(), refusal.getMessage());
    }
  }

  @Test
  void noWrongLimitIsCertified() {
    search(
        "limit",
        Search.of(10_000),
        MOST_REFUSED,
        (seed, problem) -> {
          double alpha = ALPHAS[Math.floorMod(seed, ALPHAS.length)];
          double[] theta = new BregmanProjection(problem.risk()).ofAlpha(alpha).theta();
          return new LimitJudge(new ExactRows(problem.x(), problem.y())).error(theta, alpha);
        });
  }

  /** What needs more digits than those of a double is made in memory, which takes all of these. */
  @Test
  void noWrongLimitByColumnsIsCertified() {
    search(
        "limit by columns",
        Search.of(1000),
        MOST_REFUSED,
        (seed, problem) -> {
          double alpha = ALPHAS[Math.floorMod(seed, ALPHAS.length)];
          double[] theta = new double[problem.risk().features()];
          try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.risk().design()), 1)) {
            new ColumnProjection(pass, problem.risk().target())
                .path(
                    new double[] {alpha},
                    _ -> (first, count, part) -> System.arraycopy(part, 0, theta, first, count),
                    _ -> {});
          }
          return new LimitJudge(new ExactRows(problem.x(), problem.y())).error(theta, alpha);
        });
  }

  /** Of the products of X less is known: more is refused. */
  @ParameterizedTest
  @EnumSource
  void noWrongLimitOverProductsIsCertified(DesignProjection.Solver solver) {
    search(
        "limit over products by " + solver.name().toLowerCase(Locale.ROOT),
        Search.of(500),
        1,
        (seed, problem) -> {
          double alpha = ALPHAS[Math.floorMod(seed, ALPHAS.length)];
          Design x = new DenseDesign(problem.risk().design());
          double[] theta =
              LimitAttempts.required(
                      new DesignProjection(x, problem.risk().target(), solver)
                          .attempts(new double[] {alpha}))
                  .getFirst()
                  .theta();
          return new LimitJudge(new ExactRows(problem.x(), problem.y())).error(theta, alpha);
        });
  }

  @Test
  void noWrongLeastNormIsCertified() {
    search(
        "basis pursuit",
        Search.of(3000),
        MOST_REFUSED,
        (_, problem) -> {
          double[] theta = new BasisPursuit(problem.risk()).solve().theta();
          ExactRows exact = new ExactRows(problem.x(), problem.y());
          return new NormJudge(exact, Penalty.l1(theta.length)).error(theta);
        });
  }

  /** Weights of any size, some of them 0, and θ >= 0 in half of the problems. */
  @Test
  void noWrongPenalisedNormIsCertified() {
    search(
        "basis pursuit with a penalty",
        Search.of(500),
        MOST_REFUSED,
        (seed, problem) -> {
          Penalty penalty = penalty(seed, problem.risk().features());
          NormJudge judge = new NormJudge(new ExactRows(problem.x(), problem.y()), penalty);
          try {
            double[] theta = new BasisPursuit(problem.risk(), penalty).solve().theta();
            return judge.error(theta);
          } catch (ComputationException refusal) {
            if (refusal.getMessage().startsWith("no theta >= 0")) {
              return judge.leastNorm().isPresent() ? Double.POSITIVE_INFINITY : 0;
            }
            throw refusal;
          }
        });
  }

  private static Penalty penalty(long seed, int d) {
    SplittableRandom random = new SplittableRandom(~seed);
    double[] weights = new double[d];
    for (int j = 0; j < d; j++) {
      weights[j] = random.nextInt(4) == 0 ? 0 : Math.pow(10, random.nextInt(-3, 4));
    }
    weights[random.nextInt(d)] = 1;
    Penalty penalty = Penalty.of(weights);
    return random.nextBoolean() ? penalty.nonnegative() : penalty;
  }
}
