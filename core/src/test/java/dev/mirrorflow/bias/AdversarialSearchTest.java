package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.Search;
import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.StoredColumns;
import dev.mirrorflow.model.LeastSquares;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  /** As {@link NonnegativePursuit} has it. */
  private static final double NEGLIGIBLE = 1e-12;

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

  /** By columns more is refused: nothing is done there in more digits than those of a double. */
  @Test
  void noWrongLimitByColumnsIsCertified() {
    search(
        "limit by columns",
        Search.of(1000),
        1,
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

  /**
   * Found by a longer search: a sample whose terms are all to be 0, and a matrix of Newton's that
   * is too ill conditioned to tell that they are not.
   */
  @Test
  void entriesThatAreZeroAreZero() {
    assertLimit(
        1e-6,
        new double[][] {{0, 2, 0, -2}, {5, -7, 0, 0}, {-1, 0, 0, 4}, {-8, -8, 1, -2}},
        new double[] {-2, 7, 0, 8},
        new double[] {0, -1, 0, 0});
    assertLimit(
        1,
        new double[][] {{-8, 0, 0, -8, 6}, {0, 0, 0, 0, 3}, {0, 6, 2, 0, 0}, {8, 0, 6, 1, 0}},
        new double[] {-48, 0, 0, 27},
        new double[] {3, 0, 0, 3, 0});
  }

  /** Found by a longer search: a b that is 0, of which the elimination left its rounding. */
  @Test
  void whatTheEliminationLosesIsNoEntry() {
    double[][] x = {
      {97544.59501973876, 0.15353461970321292, -1.5178300931447007E-10, -1.0747264869707066E-8},
      {180273.57301853783, -0.0014993780815242218, -4.835130194665145E-9, 0.0062926018100524376},
      {-4.5372250755819236E-8, 2.75661838340725E11, 166697.84829714464, -3.1131662815478977E10}
    };
    double[] y = {-97544.59501973876, -180273.57301853783, 4.5372250755819236E-8};
    double alpha = 1e-6;
    double[] theta =
        new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y)).ofAlpha(alpha).theta();
    assertEquals(0, new LimitJudge(new ExactRows(x, y)).error(theta, alpha), TOLERANCE);
  }

  /**
   * Found by a longer search: as many independent samples as features, which one θ fits, by terms
   * that no descent can balance.
   */
  @Test
  void theOnlyInterpolatorIsTheLimitOfEveryStart() {
    assertOnlyLimit(
        new double[][] {
          {-54.99725341796875, -1.3925632E8, 1.2978652971008E13, -3.437326510786079},
          {125.33984375, 1.5046377472E10, 3.79797515534336E14, 7.837114010006189},
          {
            5.652178725057411E-11,
            -1.9926461391150951E-4,
            -14.74774169921875,
            3.5325779408511206E-12
          },
          {
            -3.126345974323555E-12,
            -7.915387834955823E-6,
            0.7377231146092527,
            -1.9539651970579343E-13
          }
        },
        new double[] {
          -3.893595891285901E13, -1.139392546603384E15, 44.243225097486686, -2.213169343818379
        });
    assertOnlyLimit(
        new double[][] {
          {
            8.35643742245519E-16,
            -4.7277611308044866E-20,
            -1.0484586709935684E-7,
            2.4905266008324976E-23
          },
          {
            3.830435453414452E-16,
            -1.2964505138120172E-21,
            5.007393610867439E-8,
            1.1416867064247108E-23
          },
          {
            1.1094640831044167E-15,
            -9.89367569617525E-19,
            -4.716217517852783E-6,
            3.299632603216475E-23
          },
          {1926.8925294876099, -0.10901363146695076, -2.41742053392E11, 5.7428505400477104E-5}
        },
        new double[] {0.0, -2.0029574443469755E-7, 0.0, 5.0});
  }

  private static void assertOnlyLimit(double[][] x, double[] y) {
    BregmanProjection limits = new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y));
    LimitJudge judge = new LimitJudge(new ExactRows(x, y));
    for (double alpha : ALPHAS) {
      assertEquals(0, judge.error(limits.ofAlpha(alpha).theta(), alpha), TOLERANCE);
    }
    double[] theta0 = {1, -2, 3, 1e6};
    double[] invariant = {1e-3, 1, 1e3, 1e-12};
    assertArrayEquals(limits.ofAlpha(1).theta(), limits.of(theta0, invariant).theta());
  }

  private static void assertLimit(double alpha, double[][] x, double[] y, double[] right) {
    double[] theta =
        new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y)).ofAlpha(alpha).theta();
    for (int j = 0; j < right.length; j++) {
      // A billionth of what an entry counts as, however small.
      double tolerance = right[j] == 0 ? 1e-9 * 1e-16 * alpha * alpha : 1e-14;
      assertEquals(right[j], theta[j], tolerance, "at " + j);
    }
  }

  /**
   * Found by a longer search: samples with y_i = 0 at which the simplex method went round, and one
   * of a projected y whose terms are all to be 0.
   */
  @Test
  void degenerateProblemsHaveTheirLeastNorm() {
    assertLeastNorm(
        new double[][] {{2, 7, 0, 6, 0, -9, 4}, {3, 0, -7, 1, 5, -2, 9}},
        new double[] {9, 0},
        new double[] {0, 9 / 7.0, 0, 0, 0, 0, 0});
    assertLeastNorm(
        new double[][] {
          {0, 0, 0, -6, -4, 0}, {0, -3, 5, 9, -2, 4}, {0, -4, 0, 1, -9, 0}, {-4, 3, 1, 0, 0, 0}
        },
        new double[] {0, -4, 0, 0},
        new double[] {0, 0, 0, 0, 0, -1});
    assertLeastNorm(
        new double[][] {{4, 0, 0}, {9, 0, -1}, {0, -4, 0}, {-9, -8, -7}},
        new double[] {-4, 0, 8, 4},
        new double[] {0, -17 / 9.0, 14 / 9.0});
  }

  /** Found by a longer search: its large columns made an independent row look dependent. */
  @Test
  void aLargeColumnIsNoPivotForTheOthers() {
    assertLeastNorm(
        new double[][] {
          {0.004521180451910327, 0.017042463303413018, 0.04521585236169996, 5.689919401212999E-6},
          {
            -6.356895941398157E-10,
            1.397490408559862E-7,
            -3.6719416291765816E10,
            3.619758680780234E-6
          },
          {-1426.6416333444206, -1887.6557227939045, 1.593433656733474E-6, -3.5638146844498924E10},
          {
            1.6723421561503935E-10,
            9.025035192097757E-11,
            1.9359105593040874E10,
            0.24207129509460704
          }
        },
        new double[] {
          -0.009042360903820655, 1.2713791882796313E-9, 2853.283266688841, -3.344684312300787E-10
        },
        new double[] {-2, 0, 0, 0});
  }

  /** Found by a longer search: what an elimination leaves of a sample whose terms are all 0. */
  @Test
  void roundingOfAnEliminationIsNoSample() {
    assertLeastNorm(
        new double[][] {{3, 7, 0}, {0, 5, -3}, {7, 0, 0}, {0, 0, 3}},
        new double[] {30, 15, 21, 0},
        new double[] {3, 3, 0});
  }

  /**
   * Found by a longer search: a θ_1 that only the projection of y makes, in its 19th digit; the
   * values are those of the normal equations in fractions.
   */
  @Test
  void aProjectedTargetKeepsTheDigitsOfSmallColumns() {
    double[][] x = {
      {7.77984969317913E-5, -4.1362011455488E13, 5.741106239111168E15},
      {-8.774122921273442E-15, 225.31640625, -647369.2520751953},
      {-3.142404239042662E-7, 1.8411552768E10, -2.3182881492992E13},
      {3.038838273794475E-7, -1.615705418E11, 2.2424974975016E13}
    };
    double[] y = {-4.1362011455488E13, 225.31640625000003, 1.8411552768E10, -1.615705418E11};
    assertLeastNorm(x, y, new double[] {0.00232624515428546, 1, -3.1532968777314015e-23});
  }

  /**
   * Found by a longer search: Py is y to the last bit of a double, and θ_3 lives in what is beyond;
   * the values are those of the normal equations in fractions.
   */
  @Test
  void aTargetProjectedByLessThanADoubleShowsIsProjected() {
    assertLeastNorm(
        new double[][] {
          {-1.5140323328E10, 1.3042571855423078E17, -0.0034425774495048245},
          {-2.6330699661312E14, 6.789851978205128E19, -59.867349268868566},
          {-8.920832E7, 4.333798095323136E15, -2.0282664092263758E-5},
          {-462041.34439086914, 3.980395281536E12, -1.0505806771293037E-7}
        },
        new double[] {
          1.3042568827358413E17, 6.789799316805806E19, 4.333797916906496E15, 3.980394357453311E12
        },
        new double[] {1.9999999999999931, 1, 0.030684574418899883});
  }

  /** Found by a longer search: the last entry of the projected y is 0 but for its rounding. */
  @Test
  void roundingOfAProjectionIsNoTarget() {
    assertLeastNorm(
        new double[][] {{-8, -4}, {-8, 5}, {0, -3}},
        new double[] {-4, -2, 3},
        new double[] {0.375, 0});
  }

  /**
   * Found by a longer search: three sets of columns are singular, of which elimination in 200
   * digits leaves 1e-200. The least norm is that of HiGHS, and of the dual solution.
   */
  @Test
  void theJudgeTakesNoSingularSetForABasis() {
    double[][] x = {
      {6, 0, 6, 3, -6, 6}, {2, -5, 6, 0, -8, 0}, {5, -6, 0, 2, -8, -5}, {0, 0, -9, 0, 0, -3}
    };
    ExactRows exact = new ExactRows(x, new double[] {-3, 0, 16, 6});
    assertEquals(4.5, leastNorm(exact, Penalty.l1(6), 0).get().doubleValue());
  }

  private static void assertLeastNorm(double[][] x, double[] y, double[] right) {
    double[] theta = new BasisPursuit(new LeastSquares(DesignMatrix.of(x), y)).solve().theta();
    assertArrayEquals(right, theta, 1e-15);
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
          return normError(exact, theta, Penalty.l1(theta.length));
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
          ExactRows exact = new ExactRows(problem.x(), problem.y());
          try {
            double[] theta = new BasisPursuit(problem.risk(), penalty).solve().theta();
            return normError(exact, theta, penalty);
          } catch (ComputationException refusal) {
            if (refusal.getMessage().startsWith("no theta >= 0")) {
              return leastNorm(exact, penalty, 0).isPresent() ? Double.POSITIVE_INFINITY : 0;
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

  /** Residuals against their terms, and the norm against the least of all vertices. */
  private static double normError(ExactRows exact, double[] theta, Penalty penalty) {
    double most = 0;
    for (int i = 0; i < exact.x.length; i++) {
      BigDecimal terms = exact.target[i].abs();
      BigDecimal left = exact.target[i];
      for (int j = 0; j < theta.length; j++) {
        BigDecimal term = exact.x[i][j].multiply(new BigDecimal(theta[j]));
        terms = terms.add(term.abs());
        left = left.subtract(term);
      }
      if (left.signum() != 0) {
        most = Math.max(most, left.abs().divide(terms, ExactRows.DIGITS).doubleValue());
      }
    }
    if (penalty.isNonnegative() && Arrays.stream(theta).anyMatch(t -> t < 0)) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal norm = BigDecimal.ZERO;
    for (int j = 0; j < theta.length; j++) {
      norm = norm.add(new BigDecimal(theta[j]).abs().multiply(new BigDecimal(penalty.weight(j))));
    }
    Optional<BigDecimal> least = leastNorm(exact, penalty, 0);
    Optional<BigDecimal> nearly = leastNorm(exact, penalty, NEGLIGIBLE);
    if (least.isPresent()) {
      most = Math.max(most, above(norm, least.get()));
    }
    return Math.max(most, above(nearly.orElseThrow(), norm));
  }

  /** (a - b)/b where a is above b, otherwise 0. */
  private static double above(BigDecimal a, BigDecimal b) {
    if (a.compareTo(b) <= 0) {
      return 0;
    }
    return b.signum() == 0
        ? Double.POSITIVE_INFINITY
        : a.subtract(b).divide(b, ExactRows.DIGITS).doubleValue();
  }

  /**
   * Empty where no vertex is at least 0 though that is required.
   *
   * @param negligible an entry below 0 is 0 where it is less than this part of the terms of every
   *     sample
   */
  private static Optional<BigDecimal> leastNorm(
      ExactRows exact, Penalty penalty, double negligible) {
    int r = exact.rows.size();
    int d = exact.x[0].length;
    Optional<BigDecimal> least = Optional.empty();
    for (int set = 0; set < 1 << d; set++) {
      if (Integer.bitCount(set) != r) {
        continue;
      }
      int[] columns = BitSet.valueOf(new long[] {set}).stream().toArray();
      BigDecimal[][] a = new BigDecimal[r][r + 1];
      for (int i = 0; i < r; i++) {
        for (int k = 0; k < r; k++) {
          a[i][k] = exact.x[exact.rows.get(i)][columns[k]];
        }
        a[i][r] = exact.target[exact.rows.get(i)];
      }
      BigDecimal[] vertex = ExactRows.solve(a, ExactRows.DIGITS);
      if (vertex == null) {
        continue;
      }
      dropRounding(vertex);
      if (negligible > 0 && penalty.isNonnegative()) {
        dropNegligible(exact, columns, vertex, new BigDecimal(negligible));
      }
      if (penalty.isNonnegative() && Arrays.stream(vertex).anyMatch(v -> v.signum() < 0)) {
        continue;
      }
      BigDecimal norm = BigDecimal.ZERO;
      for (int k = 0; k < r; k++) {
        norm = norm.add(vertex[k].abs().multiply(new BigDecimal(penalty.weight(columns[k]))));
      }
      if (least.isEmpty() || norm.compareTo(least.get()) < 0) {
        least = Optional.of(norm);
      }
    }
    return least;
  }

  /** What the projection of y has left of entries that are 0. */
  private static void dropRounding(BigDecimal[] vertex) {
    BigDecimal largest = Arrays.stream(vertex).map(BigDecimal::abs).reduce(BigDecimal::max).get();
    for (int k = 0; k < vertex.length; k++) {
      boolean isRounding = vertex[k].abs().compareTo(largest.scaleByPowerOfTen(-100)) <= 0;
      vertex[k] = isRounding ? BigDecimal.ZERO : vertex[k];
    }
  }

  private static void dropNegligible(
      ExactRows exact, int[] columns, BigDecimal[] vertex, BigDecimal negligible) {
    for (int k = 0; k < vertex.length; k++) {
      boolean isNoticed = vertex[k].signum() >= 0;
      for (int i = 0; i < exact.x.length && !isNoticed; i++) {
        BigDecimal terms = exact.target[i].abs();
        for (int l = 0; l < vertex.length; l++) {
          terms = terms.add(exact.x[i][columns[l]].multiply(vertex[l]).abs(), ExactRows.DIGITS);
        }
        BigDecimal part = exact.x[i][columns[k]].multiply(vertex[k]).abs();
        isNoticed = part.compareTo(terms.multiply(negligible)) > 0;
      }
      vertex[k] = isNoticed ? vertex[k] : BigDecimal.ZERO;
    }
  }
}
