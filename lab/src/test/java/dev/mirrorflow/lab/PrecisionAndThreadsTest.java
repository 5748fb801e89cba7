package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How X is kept, by how many threads it is read, and which BLAS is called. */
final class PrecisionAndThreadsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Large enough for several threads. */
  private static final Object[] LARGE_FIT = {
    "fit", "--model", "ols", "--n", 64, "--d", 8200, "--max-iterations", 20
  };

  @TempDir private Path folder;

  private static final Object[] LARGE_FLOW = {
    "flow", "--model", "dln", "--alpha", 0.5, "--n", 64, "--d", 8200, "--time", 0.1
  };

  private byte[] fitted(Object... more) throws IOException {
    return run(LARGE_FIT, more);
  }

  private byte[] run(Object[] large, Object... more) throws IOException {
    Path theta = folder.resolve("theta.npy");
    Object[] saving = {"--save-theta", theta};
    Cli.run(Stream.of(large, more, saving).flatMap(Arrays::stream).toArray()).expectSuccess();
    byte[] bytes = Files.readAllBytes(theta);
    Files.delete(theta);
    return bytes;
  }

  @Test
  void aFitHasTheSameBitsOnAnyNumberOfThreads() throws IOException {
    byte[] one = fitted("--threads", 1);
    assertArrayEquals(one, fitted("--threads", 2));
    assertArrayEquals(one, fitted("--threads", 3));
    assertArrayEquals(one, fitted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--step=0.02 --integrator=rk4", "--integrator=dormand-prince"})
  void aFlowHasTheSameBitsOnAnyNumberOfThreads(String integrator) throws IOException {
    String[] options = integrator.split(" ", -1);
    byte[] all = run(LARGE_FLOW, (Object[]) options);
    for (int threads : new int[] {1, 3}) {
      String[] more = Arrays.copyOf(options, options.length + 1);
      more[options.length] = "--threads=" + threads;
      assertArrayEquals(all, run(LARGE_FLOW, (Object[]) more));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep", "limit", "flow"})
  void singlePrecisionIsSaidAndChangesTheResultByItsRounding(String command) {
    String[] alphas =
        command.equals("flow")
            ? new String[] {"--model", "dln", "--alpha", "0.1"}
            : new String[] {"--alphas", "0.1,1"};
    List<String> common = List.of("--n", "20", "--d", "60", "--json", "-");
    JsonNode exact = json(command, alphas, common, "double");
    JsonNode rounded = json(command, alphas, common, "single");
    assertEquals("single", rounded.findValue("xPrecision").asString());
    assertEquals(null, exact.findValue("xPrecision"));
    double l1 = exact.findValue("l1").asDouble();
    assertNotEquals(l1, rounded.findValue("l1").asDouble());
    assertEquals(l1, rounded.findValue("l1").asDouble(), 1e-5 * l1);
  }

  private static JsonNode json(
      String command, String[] alphas, List<String> common, String precision) {
    Object[] all =
        Stream.of(
                Stream.of(command),
                Stream.of(alphas),
                common.stream(),
                Stream.of("--x-precision", precision))
            .flatMap(part -> part)
            .toArray();
    return JSON.readTree(Cli.run(all).expectSuccess());
  }

  @Test
  void theBackendIsNamedOrRefusedWithTheChoice() {
    assertTrue(Cli.run("info", "--backend", "native").expectSuccess().contains("OpenBLAS"));
    assertTrue(
        Cli.run("info", "--backend", "atlas")
            .expectOneLine(2)
            .contains("f2j, java, native, system, mkl"));
  }

  @Test
  void noThreadAtAllIsRefused() {
    assertTrue(
        Cli.run("fit", "--model", "ols", "--n", 5, "--d", 9, "--threads", 0)
            .expectOneLine(2)
            .contains("--threads must be at least 1, not 0"));
  }
}
