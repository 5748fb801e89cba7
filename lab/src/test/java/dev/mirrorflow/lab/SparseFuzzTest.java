package dev.mirrorflow.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.MatrixMarketReader;
import dev.mirrorflow.data.SparseNpzReader;
import dev.mirrorflow.data.SparseNpzWriter;
import dev.mirrorflow.data.SvmlightReader;
import dev.mirrorflow.data.SvmlightReader.Features;
import dev.mirrorflow.design.SparseMatrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
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

  private static final List<String> NPZ_WORDS =
      List.of(
          "csr",
          "coo",
          "bsr",
          "indices.npy",
          "data.npy",
          "'<i8'",
          "'<f4'",
          "(3,)",
          "(0,)",
          "(1152921504606846976,)",
          "\0\0\0\0",
          "PK\u0001\u0002");

  @TempDir private Path folder;
  @TempDir private Path sources;

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

  @Test
  void archives() throws IOException {
    List<byte[]> sound = new ArrayList<>();
    SparseMatrix x =
        SparseMatrix.ofEntries(
            2, 3, 3, new int[] {0, 1, 1}, new int[] {0, 0, 2}, new double[] {1, 2, -0.5});
    Path file = sources.resolve("x.npz");
    SparseNpzWriter.write(file, x);
    sound.add(Files.readAllBytes(file));
    sound.add(stored(sound.getFirst()));
    new Fuzzer(folder, 16 * MIB)
        .run("a.npz", new Mutator(Fuzzer.SEED, sound, NPZ_WORDS), SparseNpzReader::read);
  }

  /** The same archive with its arrays as they are, as numpy.savez has it. */
  private static byte[] stored(byte[] packed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(packed));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry member = in.getNextEntry(); member != null; member = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(member.getName());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(content);
      }
    }
    return bytes.toByteArray();
  }

  /** 4 MiB of one digit, of blanks and of samples, in a few KiB each. */
  @Test
  void bombsAreRefused() throws IOException {
    for (String piece : List.of("1", " ", "\n", "# ", "1 1:0\n")) {
      Path bomb = folder.resolve("bomb.svm.gz");
      byte[] block = piece.repeat((1 << 20) / piece.length()).getBytes(UTF_8);
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
        for (int k = 0; k < 4; k++) {
          out.write(block);
        }
      }
      assertTrue(Files.size(bomb) < 1 << 17);
      Cli.run("basis-pursuit", "--svm", bomb).expectOneLine(3);
      Cli.run("convert", "--svm", bomb, "--output", folder.resolve("x.svm")).expectOneLine(3);
    }
  }
}
