package dev.mirrorflow.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogisticTest {

  private static final int N = 7;
  private static final int D = 5;

  private final DesignMatrix x = TestProblems.gaussianDesign(N, D, 3);
  private final double[] y = {1, -1, -1, 1, 1, -1, 1};
  private final Logistic risk = new Logistic(x, y);

  @Test
  void theLossIsItsDefinition() {
    double[] theta = TestProblems.gaussian(D, 4);
    double[] xTheta = new double[N];
    x.multiply(theta, xTheta);
    double sum = 0;
    for (int i = 0; i < N; i++) {
      sum += Math.log(1 + Math.exp(-y[i] * xTheta[i]));
    }
    assertEquals(Math.log(sum / N), risk.logLoss(theta), 1e-14);
    assertEquals(Math.log(Math.log(2)), risk.logLoss(new double[D]), 1e-15);
  }

  @Test
  void theDirectionIsTheDerivativeOfTheLogarithm() {
    double[] theta = TestProblems.gaussian(D, 5);
    // Also where the loss itself is e^-2500 and less.
    for (double scale : new double[] {0.1, 1, 1000}) {
      double[] point = Arrays.stream(theta).map(t -> scale * t).toArray();
      double[] direction = new double[D];
      double logLoss = risk.logLossAndDirection(point, new double[N], new double[N], direction);
      assertEquals(risk.logLoss(point), logLoss, 0);
      double h = 1e-5;
      for (int j = 0; j < D; j++) {
        double[] up = point.clone();
        double[] down = point.clone();
        up[j] += h;
        down[j] -= h;
        double slope = (risk.logLoss(up) - risk.logLoss(down)) / (2 * h);
        assertEquals(slope, direction[j], 1e-7 * scale + 1e-8);
      }
    }
  }

  @Test
  void aBatchOfAllIsTheWhole() {
    double[] theta = TestProblems.gaussian(D, 6);
    double[] whole = new double[D];
    double[] batch = new double[D];
    double logLoss = risk.logLossAndDirection(theta, new double[N], new double[N], whole);
    int[] all = {3, 0, 6, 1, 2, 5, 4};
    assertEquals(
        logLoss,
        risk.batchLogLossAndDirection(all, 0, N, theta, new double[D], new double[N], batch),
        1e-14);
    assertArrayEquals(whole, batch, 1e-14);
  }

  @Test
  void aBatchOfOneIsItsSample() {
    double[] theta = TestProblems.gaussian(D, 6);
    double[] direction = new double[D];
    double[] row = new double[D];
    double logLoss =
        risk.batchLogLossAndDirection(
            new int[] {0, 4, 1}, 1, 2, theta, new double[D], new double[3], direction);
    x.copyRow(4, row);
    double margin = 0;
    for (int j = 0; j < D; j++) {
      margin += row[j] * theta[j];
    }
    double loss = Math.log1p(Math.exp(-margin));
    assertEquals(Math.log(loss), logLoss, 1e-14);
    for (int j = 0; j < D; j++) {
      assertEquals(-row[j] / (1 + Math.exp(margin)) / loss, direction[j], 1e-14);
    }
  }

  @Test
  void noMarginIsTooLarge() {
    Logistic one = new Logistic(DesignMatrix.of(new double[][] {{2}}), new double[] {1});
    double[] direction = new double[1];
    for (double theta : new double[] {1e3, 1e6, 1e300}) {
      double logLoss =
          one.logLossAndDirection(new double[] {theta}, new double[1], new double[1], direction);
      assertEquals(-2 * theta, logLoss, 1e-15 * theta);
      assertEquals(-2, direction[0], 1e-15);
      logLoss =
          one.logLossAndDirection(new double[] {-theta}, new double[1], new double[1], direction);
      assertEquals(Math.log(2 * theta), logLoss, 1e-13);
      assertEquals(-1 / theta, direction[0], 1e-12 / theta);
    }
  }

  @Test
  void smoothnessBoundsTheCurvature() {
    // At 0 the Hessian is XᵀX/(4n), whose trace the bound is.
    double trace = 0;
    for (double value : new LeastSquares(x, y).hessianDiagonal()) {
      trace += value / 4;
    }
    assertEquals(trace, risk.smoothness(), 1e-14 * trace);
  }

  @Test
  void aPowerOfTwoOfXIsThatOfTheta() {
    double[] theta = TestProblems.gaussian(D, 7);
    double[] smaller = Arrays.stream(theta).map(t -> Math.scalb(t, -900)).toArray();
    Logistic large = risk.scaled(900);
    assertEquals(risk.logLoss(theta), large.logLoss(smaller));
    assertEquals(risk.exponent() + 900, large.exponent());
    assertEquals(risk.smoothness(), large.scaled(-900).smoothness());
    // Its square is beyond the doubles: refused, not infinite or 0.
    assertThrows(ComputationException.class, large::smoothness);
    assertThrows(ComputationException.class, risk.scaled(-900)::smoothness);
  }

  @Test
  void labelsAreSigns() {
    String message =
        assertThrows(
                BadDataException.class, () -> new Logistic(x, new double[] {1, -1, 0, 1, 1, 1, 1}))
            .getMessage();
    assertTrue(message.contains("y holds 0.0 at row 2"), message);
    assertThrows(BadDataException.class, () -> new Logistic(x, new double[] {1, 1}));
  }
}
