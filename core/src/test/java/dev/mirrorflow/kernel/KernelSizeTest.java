package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HotSpot inlines a hot method only below FreqInlineSize = 325 bytecodes. */
class KernelSizeTest {

  private static final int FREQ_INLINE_SIZE = 325;

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
        names.containsAll(List.of("FusedRows.class", "VectorRows.class", "VectorLanePairs.class")),
        names.toString());
  }

  @ParameterizedTest
  @MethodSource("classes")
  void everyMethodCanBeInlined(Path file) throws IOException {
    for (MethodModel method : ClassFile.of().parse(file).methods()) {
      if (method.code().isPresent() && method.code().get() instanceof CodeAttribute code) {
        assertTrue(
            code.codeLength() < FREQ_INLINE_SIZE,
            () -> method.methodName() + " has " + code.codeLength() + " bytecodes");
      }
    }
  }
}
