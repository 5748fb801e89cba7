package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.L1Margin;
import dev.mirrorflow.bias.L2Margin;
import dev.mirrorflow.bias.LargestMargin;
import dev.mirrorflow.bias.MaxMargin;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Logistic;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where descent on the logistic loss points, against the maximum margins of the solvers. */
class LogisticDescentTest {

  private record State(long t, double logLoss, double[] theta) {}

  /** Gaussian samples, the label the sign of the first feature less the second. */
  private static Logistic risk(int n, int d, long seed) {
    DesignMatrix x = TestProblems.gaussianDesign(n, d, seed);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = x.get(i, 0) - x.get(i, 1) > 0 ? 1 : -1;
    }
    return new Logistic(x, y);
  }

  private static List<State> run(LogisticDescent plan, Logistic risk, Start start, long... times) {
    List<State> states = new ArrayList<>();
    plan.run(
        risk,
        start,
        times,
        (t, logLoss, theta) -> states.add(new State(t, logLoss, theta.clone())));
    return states;
  }

  private static LogisticDescent gd(double eta) {
    return new LogisticDescent(eta, LogisticRule.GRADIENT, new Batches.Full());
  }

  private static LogisticDescent normalized(double eta) {
    return new LogisticDescent(eta, LogisticRule.NORMALIZED, new Batches.Full());
  }

  /** The ℓ∞ margin of sign descent and of Adam tends to the maximum, that of others does not. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void descentsPerEntryTendToTheMaximumLargestMargin(long seed) {
    Logistic risk = risk(10, 30, seed);
    double best = LargestMargin.of(risk).margin();
    for (LogisticRule rule : new LogisticRule[] {LogisticRule.SIGN, LogisticRule.ADAM}) {
      LogisticDescent plan = new LogisticDescent(0.05, rule, new Batches.Full());
      List<State> states = run(plan, risk, Start.zero(30), 10_000, 300_000);
      double early = 1 - largestMargin(risk, states.get(0).theta()) / best;
      double late = 1 - largestMargin(risk, states.get(1).theta()) / best;
      assertTrue(late >= -1e-9, rule + " is beyond the maximum");
      assertTrue(late < 0.5 * early, rule + ": " + early + ", then " + late);
      // Adam remembers 1000 steps, over which the loss has to change little.
      assertTrue(late < (rule == LogisticRule.SIGN ? 0.004 : 0.08), rule + " ends " + late);
    }
    assertTrue(largestMargin(risk, L2Margin.of(risk).w()) < 0.9 * best);
  }

  /** min_i of the margins over ‖θ‖∞. */
  private static double largestMargin(Logistic risk, double[] theta) {
    double[] margins = new double[risk.samples()];
    risk.signedDesign().multiply(theta, margins);
    return Arrays.stream(margins).min().orElseThrow() / Norms.max(theta);
  }

  /** Each step of sign descent is that of its definition. */
  @Test
  void aStepOfSignDescentChangesEveryEntryAlike() {
    Logistic risk = risk(6, 5, 1);
    LogisticDescent plan = new LogisticDescent(0.25, LogisticRule.SIGN, new Batches.Full());
    List<State> states = run(plan, risk, Start.zero(5), 1, 2);
    for (int j = 0; j < 5; j++) {
      assertEquals(0.25, Math.abs(states.get(0).theta()[j]));
      double change = states.get(1).theta()[j] - states.get(0).theta()[j];
      assertEquals(0.25 / Math.sqrt(2), Math.abs(change), 1e-16);
    }
    LogisticDescent adam = new LogisticDescent(0.25, LogisticRule.ADAM, new Batches.Full());
    assertArrayEquals(
        states.get(0).theta(), run(adam, risk, Start.zero(5), 1).get(0).theta(), 1e-15);
  }

  /** Adam as it is written, where the loss is far from underflow. */
  @Test
  void adamIsThatOfItsDefinition() {
    Logistic risk = risk(6, 5, 2);
    double[] theta = new double[5];
    double[] mean = new double[5];
    double[] square = new double[5];
    double[] gradient = new double[5];
    for (int t = 1; t <= 200; t++) {
      double logLoss = risk.logLossAndDirection(theta, new double[6], new double[6], gradient);
      for (int j = 0; j < 5; j++) {
        double g = gradient[j] * Math.exp(logLoss);
        mean[j] = 0.9 * mean[j] + 0.1 * g;
        square[j] = 0.999 * square[j] + 0.001 * g * g;
        double corrected = mean[j] / (1 - Math.pow(0.9, t));
        double root = Math.sqrt(square[j] / (1 - Math.pow(0.999, t)));
        theta[j] -= 0.1 / Math.sqrt(t) * corrected / root;
      }
    }
    LogisticDescent plan = new LogisticDescent(0.1, LogisticRule.ADAM, new Batches.Full());
    assertArrayEquals(theta, run(plan, risk, Start.zero(5), 200).get(0).theta(), 1e-11);
  }

  @Test
  void descentsPerEntryAreOfAllSamplesAndTheLinearModel() {
    assertThrows(
        BadDataException.class,
        () -> new LogisticDescent(1, LogisticRule.ADAM, new Batches.Mini(2, false, 1)));
    LogisticDescent sign = new LogisticDescent(1, LogisticRule.SIGN, new Batches.Full());
    assertThrows(BadDataException.class, () -> run(sign, risk(4, 3, 1), Start.network(0.1, 3), 1));
  }

  /** 1 - cos would lose small angles: the distance of the unit vectors. */
  private static double angle(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double difference = a[j] / Norms.l2(a) - b[j] / Norms.l2(b);
      sum += difference * difference;
    }
    return 2 * Math.asin(Math.sqrt(sum) / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void gradientDescentFollowsSoudrysLaws(long seed) {
    Logistic risk = risk(8, 4, seed);
    MaxMargin margin = L2Margin.of(risk);
    double eta = 1 / risk.smoothness();
    List<State> states = run(gd(eta), risk, Start.zero(4), 1000, 30_000, 1_000_000);
    State last = states.get(2);
    double limit = margin.norm() * margin.norm();
    assertEquals(limit, last.t() * eta * Math.exp(last.logLoss()), 0.05 * limit);
    // theta = w log t + a bounded rest, so that angle log t tends to a constant.
    double early = angle(states.get(1).theta(), margin.w());
    double late = angle(last.theta(), margin.w());
    assertTrue(late < early && early < angle(states.get(0).theta(), margin.w()));
    double[] rest = new double[2];
    for (int k = 0; k < 2; k++) {
      State state = states.get(k + 1);
      double[] difference = state.theta().clone();
      for (int j = 0; j < 4; j++) {
        difference[j] -= margin.w()[j] * Math.log(eta * state.t());
      }
      rest[k] = Norms.l2(difference);
    }
    assertEquals(rest[0], rest[1], 0.1 * rest[0]);
  }

  @Test
  void theNormalisedDescentIsFarAheadAndItsLossBeyondDoubles() {
    Logistic risk = risk(20, 30, 4);
    MaxMargin margin = L2Margin.of(risk);
    double eta = 1 / risk.smoothness();
    State plain = run(gd(eta), risk, Start.zero(30), 20_000).getFirst();
    State ahead = run(normalized(eta), risk, Start.zero(30), 20_000).getFirst();
    assertTrue(ahead.logLoss() < -1000, "ln L = " + ahead.logLoss());
    assertTrue(angle(ahead.theta(), margin.w()) < 0.1 * angle(plain.theta(), margin.w()));
    assertTrue(angle(ahead.theta(), margin.w()) < 0.01);
  }

  @Test
  void theNetworkPointsToTheL1MarginAndTheLinearModelToTheL2() {
    Logistic risk = risk(20, 30, 5);
    double[] l1 = L1Margin.of(risk).w();
    double[] l2 = L2Margin.of(risk).w();
    List<State> network = run(normalized(0.01), risk, Start.network(0.01, 30), 300, 30_000);
    double[] theta = network.get(1).theta();
    assertTrue(angle(theta, l1) < 0.3 * angle(theta, l2), angle(theta, l1) + " to l1");
    assertTrue(angle(theta, l1) < angle(network.get(0).theta(), l1));
    double[] linear = run(normalized(0.01), risk, Start.zero(30), 30_000).getFirst().theta();
    assertTrue(angle(linear, l2) < 0.3 * angle(linear, l1), angle(linear, l2) + " to l2");
  }

  @Test
  void stochasticDescentPointsToTheSameMargin() {
    Logistic risk = risk(20, 30, 6);
    double[] margin = L2Margin.of(risk).w();
    double eta = 1 / risk.smoothness();
    LogisticDescent sgd =
        new LogisticDescent(eta, LogisticRule.GRADIENT, new Batches.Mini(5, false, 7));
    double[] theta = run(sgd, risk, Start.zero(30), 40_000).getFirst().theta();
    double[] full = run(gd(eta), risk, Start.zero(30), 40_000).getFirst().theta();
    assertEquals(angle(full, margin), angle(theta, margin), 0.1 * angle(full, margin));
    assertArrayEquals(theta, run(sgd, risk, Start.zero(30), 40_000).getFirst().theta());
  }

  @Test
  void oneStepByHand() {
    // At 0 the gradient is -sum y_i x_i/(2n), and L = ln 2.
    Logistic risk =
        new Logistic(DesignMatrix.of(new double[][] {{1, 2}, {3, -1}}), new double[] {1, -1});
    State plain = run(gd(0.5), risk, Start.zero(2), 1).getFirst();
    assertArrayEquals(new double[] {-0.25, 0.375}, plain.theta(), 1e-15);
    State fast = run(normalized(0.5), risk, Start.zero(2), 1).getFirst();
    double scale = Math.log(2);
    assertArrayEquals(new double[] {-0.25 / scale, 0.375 / scale}, fast.theta(), 1e-15);
  }

  /** A step larger by its last bit: the network's normalised descent is chaotic, GD's is not. */
  @Test
  void onlyTheNetworksNormalisedDescentIsChaotic() {
    Logistic risk = risk(40, 100, 8);
    double[] network = turns(risk, Start.network(0.01, 100), 0.02);
    assertTrue(network[0] < 1e-9, "after 300 steps " + network[0]);
    assertTrue(network[1] > 1e-4, "after 10000 steps " + network[1]);
    double[] linear = turns(risk, Start.zero(100), 1 / risk.smoothness());
    assertTrue(linear[1] < 1e-9, "after 10000 steps " + linear[1]);
  }

  private static double[] turns(Logistic risk, Start start, double eta) {
    List<State> states = run(normalized(eta), risk, start, 300, 10_000);
    List<State> moved = run(normalized(Math.nextUp(eta)), risk, start, 300, 10_000);
    double[] turns = new double[2];
    for (int k = 0; k < 2; k++) {
      turns[k] = angle(states.get(k).theta(), moved.get(k).theta());
    }
    return turns;
  }

  @Test
  void anInterruptEndsADescentAndStays() {
    Thread.currentThread().interrupt();
    assertFalse(gd(1).run(risk(5, 6, 1), Start.zero(6), new long[] {1000}, (_, _, _) -> {}));
    assertTrue(Thread.interrupted());
  }

  @Test
  void timesAreDistinctAndEndAtTheLast() {
    assertArrayEquals(new long[] {0, 1, 10, 100, 1000}, LogisticDescent.logSpaced(1000, 4));
    assertArrayEquals(new long[] {0, 1, 2, 3}, LogisticDescent.logSpaced(3, 9));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThrows(BadDataException.class, () -> gd(0));
    assertThrows(BadDataException.class, () -> gd(Double.NaN));
    Logistic risk = risk(5, 6, 1);
    assertThrows(BadDataException.class, () -> run(gd(1), risk, Start.zero(5), 1));
  }
}
