package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * HotSpot inlines a hot method only below FreqInlineSize = 325 bytecodes, and compiles none of 8000
 * or more.
 */
class KernelSizeTest {

  private static final int FREQ_INLINE_SIZE = 325;
  private static final int HUGE_METHOD_LIMIT = 8000;

  /** Called once for a row or a block or many of them, and long for being written out. */
  private static final Set<String> OUT_OF_LINE =
      Set.of(
          "VectorBlocks.addProducts",
          "VectorBlocks.addProductAndGradient",
          "VectorSingleBlocks.addProducts",
          "VectorSingleBlocks.addProductAndGradient",
          "VectorLaneTile6x2.multiply",
          "VectorLaneTile6x2.combine",
          "VectorLaneTile8x1.multiply",
          "VectorLaneTile8x1.combine",
          "VectorLaneTile8x2.multiply",
          "VectorLaneTile8x2.combine",
          "VectorRows.axpys4",
          "VectorRows.pairs4",
          "VectorRows.vectors8",
          "VectorSingleRows.dot",
          "VectorSingleRows.axpys4",
          "VectorSingleRows.pairs4",
          "VectorSingleRows.vectors8");

  /** Of the whole package, so that no new kernel is forgotten. */
  static Stream<Path> classes() throws IOException, URISyntaxException {
    Path folder = Path.of(Kernels.class.getResource("Kernels.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).sorted().toList().stream();
    }
  }

  @Test
  void theClassesAreFound() throws IOException, URISyntaxException {
    List<String> names = classes().map(file -> file.getFileName().toString()).toList();
    assertTrue(
        names.containsAll(List.of("FusedRows.class", "VectorRows.class", "VectorLanes.class")),
        names.toString());
  }

  @ParameterizedTest
  @MethodSource("classes")
  void everyMethodCanBeInlinedOrNeedsNot(Path file) throws IOException {
    for (MethodModel method : ClassFile.of().parse(file).methods()) {
      if (method.code().isPresent() && method.code().get() instanceof CodeAttribute code) {
        String name =
            file.getFileName().toString().replace("class", method.methodName().stringValue());
        boolean outOfLine = OUT_OF_LINE.contains(name);
        assertTrue(
            code.codeLength() < (outOfLine ? HUGE_METHOD_LIMIT : FREQ_INLINE_SIZE),
            () -> name + " has " + code.codeLength() + " bytecodes");
        if (outOfLine) {
          // A vector that goes into or out of a method that is not inlined is an object.
          assertFalse(method.methodType().stringValue().contains("Vector"), name);
        }
      }
    }
  }
}
