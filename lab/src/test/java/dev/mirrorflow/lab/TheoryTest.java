package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.asymptotics.StateEvolution;
import dev.mirrorflow.data.SyntheticProblem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --theory} in the commands that have it. */
class TheoryTest {

  private static final String[] PROBLEM = {
    "--n", "20", "--d", "60", "--sparsity", "2", "--noise", "0.3", "--alphas", "0.1,1"
  };

  private static String run(String command, String... more) {
    List<Object> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(PROBLEM));
    words.addAll(List.of(more));
    return Cli.run(words.toArray()).expectSuccess();
  }

  /** The columns are what the class says, in the row of their α. */
  @ParameterizedTest
  @ValueSource(strings = {"limit", "sweep"})
  void theErrorsAndNormsStandBesideTheLimits(String command) {
    List<String> lines = run(command, "--theory", "--csv-out", "-").lines().toList();
    List<String> header = List.of(lines.getFirst().split(","));
    SyntheticProblem problem = new SyntheticProblem(20, 60, 2, 0, 0.3, 1);
    double[] alphas = {0.1, 1};
    for (int k = 0; k < 2; k++) {
      StateEvolution.Prediction right =
          StateEvolution.ofAlpha(20, problem.thetaStar(), 0.3, alphas[k]);
      String[] row = lines.get(k + 1).split(",", -1);
      assertEquals(right.testError(), Double.parseDouble(row[header.indexOf("theory_test_error")]));
      assertEquals(right.l1(), Double.parseDouble(row[header.indexOf("theory_l1")]));
      assertEquals(right.l2(), Double.parseDouble(row[header.indexOf("theory_l2")]));
    }
    assertTrue(run(command, "--theory").contains("theory: test error"));
    assertFalse(run(command, "--csv-out", "-").contains("theory"));
  }

  @Test
  void samplesSayHowManyTheoryExpects() {
    String out =
        Cli.run(
                "samples",
                "--d",
                "60",
                "--sparsity",
                "2",
                "--samples",
                "6:54:8",
                "--alphas",
                "1e-3:1:3",
                "--seeds",
                "3",
                "--theory")
            .expectSuccess();
    assertTrue(out.contains("by theory"), out);
    assertTrue(out.contains("14         14"), out);
  }

  @Test
  void phasesTellTheErrorOfTheory() {
    List<String> lines =
        Cli.run("phase", "--d", "30", "--size", "4", "--trials", "1", "--theory", "--csv-out", "-")
            .expectSuccess()
            .lines()
            .toList();
    assertTrue(lines.getFirst().endsWith("rate,theory_error"), lines.getFirst());
    // n = 4, k = 1: beyond the threshold. n = 26, k = 3: well below.
    assertTrue(Double.parseDouble(last(lines.get(1))) > 0.5);
    assertTrue(
        lines.stream().anyMatch(line -> line.startsWith("26,30,3,") && last(line).equals("0.0")));
  }

  private static String last(String line) {
    return line.substring(line.lastIndexOf(',') + 1);
  }

  @Test
  void whatItDoesNotCoverIsSaid() {
    assertRefused(
        2, "correlated", "limit", "--n", "9", "--d", "20", "--design", "correlated", "--theory");
    assertRefused(2, "centred", "limit", "--n", "9", "--d", "20", "--standardize", "--theory");
    assertRefused(2, "synthetic", "sweep", "--x", "X.npy", "--y", "y.npy", "--theory");
    assertRefused(
        2,
        "depth 2",
        "samples",
        "--d",
        "20",
        "--sparsity",
        "2",
        "--samples",
        "5,9",
        "--depth",
        "3",
        "--theory");
    assertRefused(3, "n < d", "limit", "--n", "30", "--d", "20", "--theory", "--alphas", "1");
  }

  private static void assertRefused(int code, String words, Object... arguments) {
    String line = Cli.run(arguments).expectOneLine(code);
    assertTrue(line.contains(words), line);
  }
}
