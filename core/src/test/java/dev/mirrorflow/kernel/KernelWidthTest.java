package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.incubator.vector.DoubleVector;
import org.junit.jupiter.api.Test;

/**
 * That these tests run on what they claim to run on. The build runs the kernel tests once at the
 * width this CPU prefers and once more at each forced width; a run that fell back to the scalar
 * kernels, or to another width, would pass all other tests and prove nothing.
 */
class KernelWidthTest {

  @Test
  void theVectorProviderIsInForce() {
    assertEquals(System.getProperty("mirrorflow.kernels", "vector"), Kernels.provider());
  }

  @Test
  void theVectorsHaveTheWidthAskedFor() {
    int preferred = Math.min(512, DoubleVector.SPECIES_PREFERRED.vectorBitSize());
    String bits =
        System.getProperty(
            "mirrorflow.test.expected.bits",
            System.getProperty("mirrorflow.vector.bits", Integer.toString(preferred)));
    assertEquals("vector (" + bits + " bits)", new VectorKernels().description());
  }

  @Test
  void thePublicFaceDescribesTheProviderInForce() {
    String expected =
        Kernels.provider().equals("vector") ? new VectorKernels().description() : "scalar";
    assertEquals(expected, Kernels.description());
  }

  @Test
  void blocksAreFourVectorsWide() {
    int lanes = Kernels.provider().equals("vector") ? VectorKernels.vectorBits() / Double.SIZE : 1;
    String said = BlockKernels.description();
    assertTrue(said.startsWith(4 * lanes + " columns of X in 4 streams, groups of "), said);
  }
}
