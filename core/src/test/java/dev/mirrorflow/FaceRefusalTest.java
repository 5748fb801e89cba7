package dev.mirrorflow;

import static dev.mirrorflow.Goal.relativeLoss;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.design.CosineDesign;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ProductsOnly;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be done is refused in one line: what, where, what to do. */
class FaceRefusalTest {

  private final Problem p = Problem.of(new double[][] {{1, 2}, {3, 4}}, new double[] {1, 2});

  private static void refused(String words, Executable call) {
    assertLine(words, assertThrows(BadDataException.class, call));
  }

  private static void assertLine(String words, RuntimeException e) {
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void dataThatCannotBeUsed() {
    double[][] x = {{1, 2}};
    refused(
        "X has 1 rows but y has 2 entries; they must match", () -> Problem.of(x, new double[2]));
    refused(
        "y holds NaN at row 0 (counted from 0); remove or impute it",
        () -> Problem.of(x, new double[] {Double.NaN}));
    refused("X is all zeros", () -> Problem.of(new double[][] {{0, 0}}, new double[] {1}));
    refused("row 1", () -> Problem.of(new double[][] {{1, 2}, {1}}, new double[2]));
    refused("at least", () -> Problem.of(new double[0][], new double[0]));
    Design products = new CosineDesign(4, 8, 1);
    refused("X has 4 rows but y has 3", () -> Problem.of(products, new double[3]));
    refused(
        "y holds Infinity at row 1",
        () -> Problem.of(products, new double[] {0, Double.POSITIVE_INFINITY, 0, 0}));
  }

  @Test
  void filesThatCannotBeUsed(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("X.npy");
    refused("X.npy: ", () -> Problem.of(missing, missing));
    refused(
        "X.npy: is not named .svm, .svmlight or .libsvm, which hold y too; give y as well",
        () -> Problem.of(missing));
    Path bad = Files.writeString(folder.resolve("bad.svm"), "1 1:one\n");
    refused("bad.svm: line 1", () -> Problem.of(bad));
  }

  @Test
  void settingsThatMeanNothing() {
    refused("alpha must be positive and finite, not -1.0", () -> p.limit(-1));
    refused("alpha must be positive and finite, not 0.0", () -> p.descend().alpha(0));
    refused("alpha must be positive and finite, not NaN", () -> p.flow(Double.NaN));
    refused("there is no alpha; give at least one, or Alphas.auto()", Alphas::of);
    refused("needs 2 values or more, not 1", () -> Alphas.logSpaced(0.1, 1, 1));
    refused("lassoPath() has no lambda", p::lassoPath);
    refused("lambda must be positive and finite, not 0.0", () -> p.lassoPath(1, 0));
    refused("relativeLoss(-1.0) is no goal", () -> relativeLoss(-1));
    refused("loss(NaN) is no goal", () -> Goal.loss(Double.NaN));
    refused("sgd(3) asks for more than the 2 samples; give at most 2", () -> p.descend().sgd(3));
    refused("the batch size must be at least 1, not 0", () -> p.descend().sgd(0));
    refused("the momentum beta must be in [0, 1), not 1.0", () -> p.descend().momentum(1));
    refused("the step size must be positive and finite, not 0.0", () -> p.descend().step(0));
    refused("maxIterations(-1) is no budget", () -> p.descend().maxIterations(-1));
    refused("threads(0) cannot run: give at least 1", () -> p.sweep(Alphas.auto()).threads(0));
    refused("traceEvery(0) records nothing", () -> p.descend().traceEvery(0));
    refused("at(...) needs a finite last time above 0", () -> p.flow(1).at());
    refused("at(...) needs a finite last time above 0", () -> p.flow(1).at(0));
    refused("the times to record must rise from 0, but 1.0 follows 2.0", () -> p.flow(1).at(2, 1));
    refused("the relative tolerance must be between 0 and 1", () -> p.flow(1).tolerance(0));
    refused("the number of steps must be at least 1, not 0", () -> p.flow(1).maxSteps(0));
    refused("support(0.0) is no support", () -> p.limit(1).support(0));
  }

  @Test
  void whatFailsSaysWhatWouldHelp() {
    assertLine(
        "the largest stable step is about",
        assertThrows(ComputationException.class, () -> p.descend().linear().step(100).run()));
    assertLine(
        "; give step(...) less, or leave it out",
        assertThrows(ComputationException.class, () -> p.descend().linear().step(100).run()));
    assertLine(
        "its budget of 1 steps is used up; raise it, end earlier",
        assertThrows(ComputationException.class, () -> p.flow(1e-3).at(100).maxSteps(1).run()));
  }

  /** 8 TiB as an array. */
  @Test
  void anOperatorThatDoesNotFitAsAnArrayIsRefusedWhereOneIsNeeded() {
    Design wide =
        new ProductsOnly(new CosineDesign(4, 8, 1)) {
          @Override
          public int rows() {
            return 1 << 20;
          }

          @Override
          public int columns() {
            return 1 << 20;
          }
        };
    Problem products = Problem.of(wide, new double[1 << 20]);
    refused(
        "X is needed as an array here: data of 1048576 x 1048576 needs", products.descend()::run);
    refused(
        ", or take limit, basisPursuit or lassoPath, which keep it as it is",
        products.flow(1)::run);
  }
}
