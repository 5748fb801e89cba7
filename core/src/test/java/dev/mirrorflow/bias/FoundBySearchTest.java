package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.api.Test;

/** Problems that longer runs of {@link AdversarialSearchTest} have found. */
class FoundBySearchTest {

  private static final double TOLERANCE = 1e-9;
  private static final double[] ALPHAS = {1, 1e-3, 1e-6};

  /**
   * A sample whose terms are all to be 0, and a matrix of Newton's that is too ill conditioned to
   * tell that they are not.
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

  /** A b that is 0, of which the elimination left its rounding. */
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
   * As many independent samples as features, which one θ fits, by terms that no descent can
   * balance.
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

  /** y out of the range of samples that depend on one another but for their last digits. */
  @Test
  void whatAProjectionLosesIsNoLimit() {
    double[][] x = {
      {-3774368.0, 2.9195006796894306E19, -3.86486706875E9},
      {6.940140736405587E-14, -1.4946174621582031, 7.106483340023817E-11},
      {-1688132.0, -6.199627099540554E19, -1.7286779365625E9},
      {-7.992506403033545E-16, 0.0061818336312171596, -8.18414494929681E-13}
    };
    double[] y = {-2.9195006796894306E19, 0, -5, -0.01854550089365148};
    BregmanProjection limits = new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y));
    LimitJudge judge = new LimitJudge(new ExactRows(x, y));
    for (double alpha : ALPHAS) {
      assertEquals(0, judge.error(limits.ofAlpha(alpha).theta(), alpha), TOLERANCE);
    }
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
   * Samples with y_i = 0 at which the simplex method went round, and one of a projected y whose
   * terms are all to be 0.
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

  /** Its large columns made an independent row look dependent. */
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

  /** What an elimination leaves of a sample whose terms are all 0. */
  @Test
  void roundingOfAnEliminationIsNoSample() {
    assertLeastNorm(
        new double[][] {{3, 7, 0}, {0, 5, -3}, {7, 0, 0}, {0, 0, 3}},
        new double[] {30, 15, 21, 0},
        new double[] {3, 3, 0});
  }

  /**
   * A θ_1 that only the projection of y makes, in its 19th digit; the values are those of the
   * normal equations in fractions.
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
   * Py is y to the last bit of a double, and θ_3 lives in what is beyond; the values are those of
   * the normal equations in fractions.
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

  /** What a projection may have lost exceeds every entry that is left of it. */
  @Test
  void aTargetInDoubtIsNotZero() {
    double[][] x = {
      {-2.142011392E10, -1.8087387084960938, -1.123012668555264E16},
      {7.83750842003883E-12, -3.267699461708309E-21, 4.108175859940388E-6},
      {2.3605207388754934E-6, 1.388721104935266E-16, 1.2375678191601764},
      {-2.905014271671613E-10, -2.451517005269821E-20, -1.5230394726733175E-4}
    };
    double[] y = {5.61506334277632E16, 0, 6.187839095800882, 6.09215789069327E-4};
    double[] theta = new BasisPursuit(new LeastSquares(DesignMatrix.of(x), y)).solve().theta();
    NormJudge judge = new NormJudge(new ExactRows(x, y), Penalty.l1(3));
    assertEquals(0, judge.error(theta), TOLERANCE);
  }

  /** The last entry of the projected y is 0 but for its rounding. */
  @Test
  void roundingOfAProjectionIsNoTarget() {
    assertLeastNorm(
        new double[][] {{-8, -4}, {-8, 5}, {0, -3}},
        new double[] {-4, -2, 3},
        new double[] {0.375, 0});
  }

  /**
   * Three sets of columns are singular, of which elimination in 200 digits leaves 1e-200. The least
   * norm is that of HiGHS, and of the dual solution.
   */
  @Test
  void theJudgeTakesNoSingularSetForABasis() {
    double[][] x = {
      {6, 0, 6, 3, -6, 6}, {2, -5, 6, 0, -8, 0}, {5, -6, 0, 2, -8, -5}, {0, 0, -9, 0, 0, -3}
    };
    ExactRows exact = new ExactRows(x, new double[] {-3, 0, 16, 6});
    assertEquals(4.5, new NormJudge(exact, Penalty.l1(6)).leastNorm().get().doubleValue());
  }

  private static void assertLeastNorm(double[][] x, double[] y, double[] right) {
    double[] theta = new BasisPursuit(new LeastSquares(DesignMatrix.of(x), y)).solve().theta();
    assertArrayEquals(right, theta, 1e-15);
  }
}
