package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HotSpot inlines a hot method only below FreqInlineSize = 325 bytecodes. */
class KernelSizeTest {

  private static final int FREQ_INLINE_SIZE = 325;

  @ParameterizedTest
  @ValueSource(
      classes = {
        Kernels.class,
        LaneKernels.class,
        LaneRows.class,
        ScalarLanes.class,
        VectorLanes.class,
        VectorLanePairs.class,
        VectorLaneSingles.class,
        VectorLaneSteps.class,
        FusedRows.class,
        ScalarKernels.class,
        VectorKernels.class,
        VectorRows.class,
        VectorTails.class
      })
  void everyMethodCanBeInlined(Class<?> kernels) throws IOException {
    int methods = 0;
    try (InputStream in = kernels.getResourceAsStream(kernels.getSimpleName() + ".class")) {
      for (MethodModel method : ClassFile.of().parse(in.readAllBytes()).methods()) {
        if (method.code().isPresent() && method.code().get() instanceof CodeAttribute code) {
          methods++;
          assertTrue(
              code.codeLength() < FREQ_INLINE_SIZE,
              () -> method.methodName() + " has " + code.codeLength() + " bytecodes");
        }
      }
    }
    assertTrue(methods > 3, methods + " methods seen");
  }
}
