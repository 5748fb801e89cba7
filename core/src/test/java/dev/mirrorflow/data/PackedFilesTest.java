package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that are packed, and files that are something else than their names say. */
class PackedFilesTest {

  /** {@code numpy.savez_compressed("a.npz", X=[[1.5, -2], [3, 4]], y=int8([7, 8]))}, NumPy 2.4. */
  private static final String SAVEZ_COMPRESSED =
      "UEsDBC0AAAAIAAAAIQB10y6G//////////8FABQAWC5ucHkBABAAoAAAAAAAAABWAAAAAAAAAJvsF+obEMnIUMZQrZ6S"
          + "WpxcpG6loG6TZqGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CkaaOgq1CmQDLgYw+GEPoRkOQCgO"
          + "Bwgt4AAAUEsDBC0AAAAIAAAAIQBWa3cQ//////////8FABQAeS5ucHkBABAAggAAAAAAAABGAAAAAAAAAJvsF+ob"
          + "EMnIUMZQrZ6SWpxcpG6loF6Taaiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoKtQoUAC52DgBQ"
          + "SwECLQMtAAAACAAAACEAddMuhlYAAACgAAAABQAAAAAAAAAAAAAAgAEAAAAAWC5ucHlQSwECLQMtAAAACAAAACEA"
          + "Vmt3EEYAAACCAAAABQAAAAAAAAAAAAAAgAGNAAAAeS5ucHlQSwUGAAAAAAIAAgBmAAAACgEAAAAA";

  @TempDir Path folder;

  @Test
  void arraysAndTablesMayBeGzipped() throws IOException {
    Path npy = gzipped("x.npy.gz", NumpyFixture.F8);
    assertEquals(3e100, NpyReader.readMatrix(npy).get(1, 0));
    Path vector = gzipped("y.npy.gz", NumpyFixture.I4_ROW);
    assertArrayEquals(new double[] {-5, 7}, NpyReader.readVector(vector));
    Path csv = gzipped("x.csv.GZ", bytes("a,b\n1,2\n3,4\n"));
    assertEquals(4, CsvReader.read(csv).values().get(1, 1));
  }

  @Test
  void archivesOfNumpyAreRead() throws IOException {
    Path path = file("a.npz", Base64.getDecoder().decode(SAVEZ_COMPRESSED));
    try (NpzFile archive = NpzFile.open(path)) {
      assertEquals(List.of("X", "y"), archive.names());
      assertEquals(-2, archive.read("X", NpyReader::matrix).get(0, 1));
      assertArrayEquals(new double[] {7, 8}, archive.read("y", NpyReader::vector));
      assertRefused(
          "a.npz: array 'z' is not there; the archive holds X, y",
          () -> archive.read("z", NpyReader::vector));
      assertRefused(
          "a.npz: array 'X' has shape (2, 2) but a vector is needed",
          () -> archive.read("X", NpyReader::vector));
    }
  }

  @Test
  void whatIsPackedMayNotEndTooEarlyOrTooLate() throws IOException {
    byte[] whole = NumpyFixture.F8;
    assertRefused(
        "x.npy.gz: cannot be read (it ended while it was being read)",
        () -> NpyReader.readMatrix(gzipped("x.npy.gz", Arrays.copyOf(whole, whole.length - 1))));
    assertRefused(
        "x.npy.gz: has bytes after its data",
        () -> NpyReader.readMatrix(gzipped("x.npy.gz", Arrays.copyOf(whole, whole.length + 1))));
    byte[] packed = Files.readAllBytes(gzipped("x.npy.gz", whole));
    assertRefused(
        "x.npy.gz: cannot be read (Unexpected end of ZLIB input stream)",
        () -> NpyReader.readMatrix(file("x.npy.gz", Arrays.copyOf(packed, packed.length - 12))));
  }

  /** A header that lies allocates nothing: 200 bytes cannot unpack to a gigabyte. */
  @Test
  void promisesBeyondWhatDeflateCanHoldAreRefused() throws IOException {
    byte[] lie =
        NumpyFixture.v1("{'descr': '<f8', 'fortran_order': False, 'shape': (1000, 125000), }", "");
    assertRefused(
        "x.npy.gz: is truncated: shape (1000, 125000) of '<f8' takes 1000000000 bytes of data but"
            + " the file holds at most",
        () -> NpyReader.readMatrix(gzipped("x.npy.gz", lie)));
    Path path = zipped("x.npz", "X.npy", lie);
    try (NpzFile archive = NpzFile.open(path)) {
      assertRefused(
          "x.npz: array 'X' is truncated: shape (1000, 125000)",
          () -> archive.read("X", NpyReader::matrix));
    }
  }

  /** 64 MiB in 64 KiB; what is unpacked streams, and a cell has a longest length. */
  @Test
  void whatUnpacksToMuchIsNotKept() throws IOException {
    byte[] digits = new byte[1 << 26];
    Arrays.fill(digits, (byte) '1');
    Path path = gzipped("x.csv.gz", digits);
    assertTrue(Files.size(path) < 1 << 17);
    assertRefused("x.csv.gz: line 1, cell 1: the cell is longer than 2^20", () -> read(path));
  }

  @Test
  void filesOfAnotherKindAreNamedForWhatTheyAre() throws IOException {
    assertNamed(
        bytes("version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n"),
        "is a Git LFS pointer, not the data; fetch them with git lfs pull");
    assertNamed(bytes("\n<!DOCTYPE html>\n<html lang=\"en\">"), "is an HTML page, not data");
    assertNamed(bytes("<html><head>"), "is an HTML page, not data");
    assertNamed(Files.readAllBytes(gzipped("a", bytes("a\n1\n"))), "is compressed with gzip");
    assertNamed(Files.readAllBytes(zipped("a", "a.csv", bytes("a\n1\n"))), "is a zip archive");
    assertNamed(
        Files.readAllBytes(zipped("a", "[Content_Types].xml", bytes("<Types/>"))),
        "is an Excel workbook; save its sheet as CSV");
    assertNamed(latin("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"), "is an Excel workbook");
    assertNamed(
        bytes("PAR1\u0015\0"), "is a Parquet file; convert it, in Python pandas.read_parquet");
    assertNamed(bytes("ARROW1\0\0"), "is an Arrow or Feather file");
    assertNamed(
        bytes("MATLAB 5.0 MAT-file, Platform: GLNXA64"),
        "is a MATLAB file; in MATLAB writematrix(X, 'X.csv'), or in Python numpy.save('X.npy',"
            + " scipy.io.loadmat");
    assertNamed(latin("\u0089HDF\r\n\u001a\n\0\0"), "is an HDF5 file, as MATLAB 7.3 writes too");
    assertNamed(latin("\u0080\u0004\u0095"), "is a Python pickle");
    assertNamed("RDX3\nX\n".getBytes(StandardCharsets.UTF_8), "is an R data file");
    assertNamed("\ufeffa,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE), "is text in UTF-16");
    assertNamed(bytes("%PDF-1.7\n"), "is a PDF document");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.csv.gz", "x.npy.gz"})
  void namesThatPromiseGzipAreChecked(String name) throws IOException {
    Path plain = file(name, bytes("a,b\n1,2\n"));
    assertRefused(name + ": is named .gz but not compressed with gzip", () -> read(plain));
    Path pointer = file(name, bytes("version https://git-lfs.github.com/spec/v1\n"));
    assertRefused("it is a Git LFS pointer, not the data; fetch them", () -> read(pointer));
    assertRefused("x.npz: is not a .npz file", () -> NpzFile.open(file("x.npz", new byte[40])));
    Path broken = file("x.npz", bytes("PK\u0003\u0004 and no directory"));
    assertRefused("x.npz: is a damaged archive (", () -> NpzFile.open(broken));
  }

  private void assertNamed(byte[] begin, String words) throws IOException {
    byte[] content = Arrays.copyOf(begin, Math.max(begin.length, 32));
    for (String name : List.of("x.csv", "x.npy", "x.npz")) {
      Path path = file(name, content);
      if (!name.equals("x.npz") || !words.contains("zip archive")) {
        assertRefused(name + ": " + words, () -> read(path));
      }
    }
  }

  private static Object read(Path path) throws IOException {
    String name = path.toString();
    if (name.endsWith(".npz")) {
      return NpzFile.open(path);
    }
    return name.contains(".npy") ? NpyReader.readMatrix(path) : CsvReader.read(path);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path gzipped(String name, byte[] content) throws IOException {
    Path path = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(content);
    }
    return path;
  }

  private Path zipped(String name, String member, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(member));
      out.write(content);
    }
    return file(name, bytes.toByteArray());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
