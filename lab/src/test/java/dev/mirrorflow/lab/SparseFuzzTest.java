package dev.mirrorflow.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mirrorflow.data.MatrixMarketReader;
import dev.mirrorflow.data.SvmlightReader;
import dev.mirrorflow.data.SvmlightReader.Features;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The readers of a sparse X on damaged files, as {@link FuzzTest} has it for the others. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SparseFuzzTest {

  private static final long MIB = 1 << 20;

  private static final List<String> SVMLIGHT =
      List.of(
          "1 1:2 3:0.25 4:-1e-3 # one\n-1 qid:7 2:5\n+1\n0.5 1:1 2:2 3:3\n",
          "# zero\r\n2 0:1.5 5:7\r\n3 1:2\r\n");

  private static final List<String> MATRIX_MARKET =
      List.of(
          "%%MatrixMarket matrix coordinate real general\n% c\n3 4 3\n1 1 0.5\n3 4 -2e3\n2 2 7\n",
          "%%MatrixMarket matrix array integer general\n2 3\n1\n0\n3\n4\n5\n6\n",
          "%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n2 1\n3 3\n");

  private static final List<String> SVMLIGHT_WORDS =
      List.of(":", "0:1", "1:1", "qid:", "#", " 9:", "\n\n", "+", "e", "1e-400", "\t", "inf");

  private static final List<String> MATRIX_MARKET_WORDS =
      List.of(
          "%",
          "%%MatrixMarket ",
          "matrix",
          "array",
          "coordinate",
          "skew-symmetric",
          "hermitian",
          "complex",
          "pattern",
          "general\n",
          "0",
          "4 4 1",
          "\n",
          "1 1 1\n",
          "1000000 1000000 1");

  @TempDir private Path folder;

  private static List<byte[]> packed(List<String> texts) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (String text : texts) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        out.write(text.getBytes(UTF_8));
      }
      all.add(bytes.toByteArray());
    }
    return all;
  }

  private static List<byte[]> plain(List<String> texts) {
    return texts.stream().map(text -> text.getBytes(UTF_8)).toList();
  }

  private void svmlight(String name, List<byte[]> sound) throws IOException {
    Features few = new Features(OptionalInt.of(1000), OptionalInt.empty());
    new Fuzzer(folder, 4 * MIB)
        .run(
            name,
            new Mutator(Fuzzer.SEED, sound, SVMLIGHT_WORDS),
            file -> SvmlightReader.read(file, few));
  }

  @Test
  void svmlight() throws IOException {
    svmlight("a.svm", plain(SVMLIGHT));
  }

  @Test
  void svmlightPacked() throws IOException {
    svmlight("a.svm.gz", packed(SVMLIGHT));
  }

  /** Columns without entries take 4 bytes each, up to 8 GB: such headers are the user's word. */
  private void matrixMarket(String name, List<byte[]> sound) throws IOException {
    new Fuzzer(folder, 1024 * MIB)
        .run(name, new Mutator(Fuzzer.SEED, sound, MATRIX_MARKET_WORDS), MatrixMarketReader::read);
  }

  @Test
  void matrixMarket() throws IOException {
    matrixMarket("a.mtx", plain(MATRIX_MARKET));
  }

  @Test
  void matrixMarketPacked() throws IOException {
    matrixMarket("a.mtx.gz", packed(MATRIX_MARKET));
  }
}
