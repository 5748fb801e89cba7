package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kernels a JVM gets, for the options it is started with: each test starts one. */
class KernelSelectionTest {

  private static final String ADD_MODULE = ChildJvm.ADD_MODULE;

  @TempDir private Path folder;

  /** Prints the kernels in force; what the kernels refuse, twice, as the command line would. */
  static final class Probe {

    private Probe() {}

    public static void main(String[] args) {
      try {
        double seven = Kernels.dot(new double[] {1, 2}, new double[] {3, 2});
        System.out.println(Kernels.provider() + "|" + Kernels.description() + "|" + seven);
      } catch (BadDataException first) {
        System.out.println(first.getMessage());
        try {
          Kernels.description();
        } catch (BadDataException second) {
          System.out.println(second.getMessage());
        }
        System.exit(3);
      }
    }
  }

  private ChildJvm.Outcome java(String... options) throws IOException, InterruptedException {
    return ChildJvm.run(folder, List.of(options), Probe.class);
  }

  private static void refused(String message, ChildJvm.Outcome outcome) {
    // The same line again on the second use: not an error of the class loader.
    assertEquals(
        List.of(message, message),
        outcome.out().lines().toList(),
        () -> "stderr: " + outcome.err());
    assertEquals(3, outcome.exit());
  }

  @Test
  void withTheModuleItIsTheVectorProviderWithoutAWord() throws Exception {
    ChildJvm.Outcome outcome = java(ADD_MODULE, "-Dmirrorflow.vector.bits=128");
    assertEquals("vector|vector (128 bits)|7.0", outcome.out(), outcome.err());
    assertFalse(outcome.err().contains("dev.mirrorflow"), outcome.err());
  }

  @Test
  void withoutTheModuleItIsScalarAndTheWarningNamesTheRemedy() throws Exception {
    ChildJvm.Outcome outcome = java();
    assertEquals("scalar|scalar|7.0", outcome.out(), outcome.err());
    assertTrue(
        outcome
            .err()
            .contains(
                "Slow scalar kernels are in use: the Vector API is not loaded; start java with "
                    + ADD_MODULE),
        outcome.err());
  }

  @Test
  void withoutFusedMultiplyAddItIsScalarUnlessVectorIsForced() throws Exception {
    ChildJvm.Outcome outcome = java(ADD_MODULE, "-XX:-UseFMA");
    assertEquals("scalar|scalar|7.0", outcome.out(), outcome.err());
    assertTrue(
        outcome
            .err()
            .contains(
                "Slow scalar kernels are in use: this CPU has no fused multiply-add, which the"
                    + " vector kernels are made of"),
        outcome.err());
    outcome =
        java(
            ADD_MODULE,
            "-XX:-UseFMA",
            "-Dmirrorflow.kernels=vector",
            "-Dmirrorflow.vector.bits=128");
    assertEquals("vector|vector (128 bits)|7.0", outcome.out(), outcome.err());
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:TieredStopAtLevel=1, without its compiler C2, without -XX:TieredStopAtLevel=1",
    "-XX:TieredStopAtLevel=3, without its compiler C2, without -XX:TieredStopAtLevel=3",
    "-XX:CompilationMode=quick-only, without its compiler C2, without"
        + " -XX:CompilationMode=quick-only",
    "-Xint, only interprets, start java without -Xint",
  })
  void whereVectorsAreObjectsItIsScalarUnlessVectorIsForced(
      String option, String what, String remedy) throws Exception {
    ChildJvm.Outcome outcome = java(ADD_MODULE, option);
    assertEquals("scalar|scalar|7.0", outcome.out(), outcome.err());
    assertTrue(outcome.err().contains("Slow scalar kernels are in use"), outcome.err());
    assertTrue(outcome.err().contains(what), outcome.err());
    assertTrue(outcome.err().contains(remedy), outcome.err());
    outcome =
        java(ADD_MODULE, option, "-Dmirrorflow.kernels=vector", "-Dmirrorflow.vector.bits=128");
    assertEquals("vector|vector (128 bits)|7.0", outcome.out(), outcome.err());
  }

  @Test
  void withoutTieredCompilationItIsTheVectorProvider() throws Exception {
    ChildJvm.Outcome outcome =
        java(ADD_MODULE, "-XX:-TieredCompilation", "-Dmirrorflow.vector.bits=128");
    assertEquals("vector|vector (128 bits)|7.0", outcome.out(), outcome.err());
  }

  @Test
  void scalarCanBeForcedWithAndWithoutTheModuleAndDoesNotWarn() throws Exception {
    ChildJvm.Outcome outcome = java(ADD_MODULE, "-Dmirrorflow.kernels=scalar");
    assertEquals("scalar|scalar|7.0", outcome.out(), outcome.err());
    outcome = java("-Dmirrorflow.kernels=scalar");
    assertEquals("scalar|scalar|7.0", outcome.out(), outcome.err());
    assertEquals("", outcome.err());
  }

  @Test
  void vectorForcedWithoutTheModuleIsRefused() throws Exception {
    refused(
        "-Dmirrorflow.kernels=vector cannot be honoured: the Vector API is not loaded;"
            + " start java with --add-modules=jdk.incubator.vector",
        java("-Dmirrorflow.kernels=vector"));
  }

  @Test
  void anUnknownProviderIsRefused() throws Exception {
    refused(
        "-Dmirrorflow.kernels must be scalar or vector, not 'nonsense'",
        java(ADD_MODULE, "-Dmirrorflow.kernels=nonsense"));
  }

  @Test
  void anUnknownWidthIsRefused() throws Exception {
    refused(
        "-Dmirrorflow.vector.bits must be 128, 256 or 512, not '999'",
        java(ADD_MODULE, "-Dmirrorflow.vector.bits=999"));
  }

  @Test
  void aWidthThatIsNoNumberIsRefusedEvenForScalar() throws Exception {
    refused(
        "-Dmirrorflow.vector.bits must be 128, 256 or 512, not 'wide'",
        java("-Dmirrorflow.kernels=scalar", "-Dmirrorflow.vector.bits=wide"));
  }

  @Test
  void aWidthBeyondTheCpuWorksWithAWarning() throws Exception {
    ChildJvm.Outcome outcome =
        java(ADD_MODULE, "-XX:MaxVectorSize=16", "-Dmirrorflow.vector.bits=256");
    assertEquals("vector|vector (256 bits)|7.0", outcome.out(), outcome.err());
    assertTrue(
        outcome
            .err()
            .contains(
                "Vectors of 256 bits are emulated on this CPU, very slowly;"
                    + " -Dmirrorflow.vector.bits=128 or leaving it out is fast"),
        outcome.err());
  }
}
