package dev.mirrorflow.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.CsvReader;
import dev.mirrorflow.data.DatasetReader;
import dev.mirrorflow.data.Journal;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.TextFormat;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.grid.Grid;
import dev.mirrorflow.lab.grid.GridFile;
import dev.mirrorflow.lab.grid.GridRun;
import dev.mirrorflow.lab.report.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every reader on damaged files; through the commands, whose exit code and words count too. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FuzzTest {

  private static final long MIB = 1 << 20;

  private static final List<String> NPY_WORDS =
      List.of(
          "'descr': '|O'",
          "'descr': [('a', '<f8')]",
          "'<f4'",
          "'>i8'",
          "'fortran_order': True",
          "'shape': (1073741824, 1073741824), ",
          "'shape': (), ",
          "'shape': (0, 3), ",
          "(",
          ", ",
          "{",
          "}");

  private static final List<String> CSV_WORDS =
      List.of("\"\"", "\"a,b\"", ",,", "1e-400", "inf", "0x1p3", "1f", "y", "\r", "\n\n", ";");

  private static final List<String> JSON_WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          "null",
          "true",
          "\"\"",
          "{}",
          "[]",
          "\\u0000",
          "\\ud800",
          "1e400",
          "-0",
          "0.1",
          "[".repeat(2000),
          "{\"a\":".repeat(2000),
          "\"1:999999\"",
          "\"1e-9:1:1000000\"",
          "//");

  @TempDir private Path folder;
  @TempDir private Path sources;

  @Test
  void npy() throws IOException {
    double[][] rows = {{1.5, -2, 0.1}, {3e100, 0, -0.25}};
    List<byte[]> sound = new ArrayList<>();
    Path file = sources.resolve("a.npy");
    for (NpyFormat format :
        List.of(
            NpyFormat.DEFAULT,
            NpyFormat.DEFAULT.withFortranOrder(),
            NpyFormat.DEFAULT.withFloat32())) {
      rows[1][0] = 3;
      NpyWriter.write(file, rows, format);
      sound.add(Files.readAllBytes(file));
    }
    NpyWriter.write(file, new double[] {1, -1});
    sound.add(Files.readAllBytes(file));
    Mutator mutator = new Mutator(Fuzzer.SEED, sound, NPY_WORDS);
    new Fuzzer(folder, 4 * MIB)
        .run(
            "matrix.npy",
            mutator,
            path -> {
              try {
                NpyReader.readMatrix(path);
              } catch (BadDataException e) {
                NpyReader.readVector(path);
              }
            });
  }

  @Test
  void csv() throws IOException {
    Mutator mutator = new Mutator(Fuzzer.SEED, csvFiles(), CSV_WORDS);
    new Fuzzer(folder, 4 * MIB).run("table.csv", mutator, CsvReader::read);
  }

  @Test
  void tablesOfManyForms() throws IOException {
    List<byte[]> sound = new ArrayList<>(csvFiles());
    for (String text :
        List.of(
            "\"a b\";\"y\"\n1.5;2\nNA;4\n3;5\n",
            "\ta\tcolour\ty\n1\t-0.5\tred\t1\n2\t1e3\tblue\t2\n3\t4\tred\t3\n",
            "# a note\na b y\n\"r 1\" 1 2 yes\n\"r 2\" 3 4 no\n",
            ",a,y\n0,,1\n1,2,3\n2,NaN,4\n")) {
      sound.add(text.getBytes(UTF_8));
    }
    List<String> words = new ArrayList<>(CSV_WORDS);
    words.addAll(List.of("#", "\t", " ", "NA", "red", "?", "0,5", ",,,,,,,,"));
    TextFormat format =
        new TextFormat(
            Optional.empty(), '.', true, Optional.empty(), List.of(), TextFormat.Missing.MEAN);
    new Fuzzer(folder, 4 * MIB)
        .run(
            "table.csv",
            new Mutator(Fuzzer.SEED, sound, words),
            path -> new DatasetReader(format, Optional.of("y")).table(path));
  }

  /** What is packed: a damage is inside, in the packing, or both. */
  @Test
  void packed() throws IOException {
    Path x = sources.resolve("a.npy");
    NpyWriter.write(x, new double[][] {{1.5, -2, 0.1}, {3e100, 0, -0.25}});
    byte[] array = Files.readAllBytes(x);
    Path y = sources.resolve("y.npy");
    NpyWriter.write(y, new double[] {1, 2});
    List<byte[]> archives =
        List.of(
            zipped(ZipOutputStream.DEFLATED, "X.npy", array),
            zipped(ZipOutputStream.STORED, "X.npy", array),
            zipped(ZipOutputStream.DEFLATED, "notes.txt", new byte[200]));
    new Fuzzer(folder, 4 * MIB)
        .run(
            "x.npz",
            new Mutator(Fuzzer.SEED, archives, List.of("PK", "X.npy", "\0\0\0\0", "../x.npy")),
            path -> DatasetReader.read(path, y));
    Files.delete(folder.resolve("x.npz"));
    Mutator inside = new Mutator(Fuzzer.SEED, List.of(array), NPY_WORDS);
    Mutator outside =
        new Mutator(Fuzzer.SEED, List.of(gzipped(array)), List.of("\u001f\u008b", "\0\0"));
    int[] count = new int[1];
    new Fuzzer(folder, 4 * MIB)
        .run(
            "x.npy.gz",
            () -> count[0]++ % 2 == 0 ? outside.next() : gzipped(inside.next()),
            path -> DatasetReader.read(path, y));
  }

  private static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] zipped(int method, String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setMethod(method);
      CRC32 sum = new CRC32();
      sum.update(bytes);
      entry.setCrc(sum.getValue());
      entry.setSize(bytes.length);
      out.putNextEntry(entry);
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static List<byte[]> csvFiles() {
    return List.of(
        "y,a,b\n1,2.5,-3e4\n-1,0.25,7\n1,.5,+2\n".getBytes(UTF_8),
        "\uFEFFy,\"a, b\",\"c\"\"d\"\r\n1,\"2\",3\r\n-1,4,5\r\n".getBytes(UTF_8),
        "λ,y\n1,2\n3,4\n".getBytes(UTF_8));
  }

  @Test
  void csvThroughTheCommand() throws IOException {
    Mutator mutator = new Mutator(Fuzzer.SEED + 1, csvFiles(), CSV_WORDS);
    new Fuzzer(folder, 32 * MIB)
        .run(
            "command.csv",
            mutator,
            path ->
                endsIn(
                    Cli.run(
                        "sweep",
                        "--csv",
                        path,
                        "--target",
                        "y",
                        "--alphas",
                        "1",
                        "--threads",
                        1,
                        "--max-iterations",
                        20)));
  }

  @Test
  void journal() throws IOException {
    Path file = sources.resolve("j");
    try (Journal journal = Journal.create(file, "job")) {
      List.of("one", "zwei\tλ = 0.5", "", "four").forEach(journal::append);
    }
    byte[] whole = Files.readAllBytes(file);
    Mutator mutator =
        new Mutator(
            Fuzzer.SEED, List.of(whole), List.of("e3069283 123456789\n", "\n", " ", "00000000 \n"));
    new Fuzzer(folder, 4 * MIB)
        .run(
            "job.journal",
            mutator,
            path -> {
              byte[] before = Files.readAllBytes(path);
              try (Journal journal = Journal.resume(path, "job")) {
                byte[] kept = Files.readAllBytes(path);
                assertTrue(whole.length == 0 || journal.records().size() < 10);
                assertTrue(
                    new String(before, UTF_8).startsWith(new String(kept, UTF_8))
                        || journal.records().isEmpty());
              } catch (BadDataException e) {
                assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(path)));
                throw e;
              }
            });
  }

  /** Sound records of rows that are none: what a grid makes of them. */
  @Test
  void recordsOfAJournalThroughTheCommand() throws IOException {
    Path grid =
        Files.writeString(
            sources.resolve("grid.json"), "{\"alpha\": [0.1, 1], \"n\": 4, \"d\": 6, \"k\": 2}");
    Path csv = sources.resolve("a.csv");
    Cli.run("grid", grid, "--csv-out", csv, "--journal", sources.resolve("first"));
    Path lines = sources.resolve("a.jsonl");
    int[] refused = new int[1];
    Grid points = GridFile.read(grid);
    String job = "grid " + points.identity();
    String here = Environment.deciding();
    List<byte[]> records =
        points.points().stream()
            .map(p -> p.identity() + "\tconverged\t12\t0.5\t1.5\t2.5\tNaN\t1/2\t")
            .map(r -> r.getBytes(UTF_8))
            .toList();
    Mutator mutator =
        new Mutator(Fuzzer.SEED, records, List.of("\t", "/", "-", "failed", "\t\t", "Infinity"));
    Path damaged = sources.resolve("record");
    new Fuzzer(folder, 64 * MIB)
        .run(
            "rows.journal",
            mutator,
            path -> {
              Files.move(path, damaged, StandardCopyOption.REPLACE_EXISTING);
              String record = new String(Files.readAllBytes(damaged), UTF_8).replace('\n', ' ');
              Files.writeString(
                  path, line("mirrorflow-journal-1 " + job + " with " + here) + line(record));
              try (Journal journal = Journal.resume(path, job, here)) {
                GridRun run = new GridRun(points, Optional.of(journal));
                run.writeCsv(csv);
                run.writeJsonLines(lines);
              } catch (BadDataException e) {
                if (refused[0]++ % 8 == 0) {
                  String said =
                      Cli.run("grid", grid, "--csv-out", csv, "--journal", path, "--resume")
                          .expectOneLine(3);
                  assertEquals("mirrorflow: " + e.getMessage(), said);
                }
                throw e;
              }
            });
  }

  @Test
  void grids() throws IOException {
    List<byte[]> sound =
        List.of(
            """
            {"alpha": "1e-2:1:4", "seed": "1:6", "n": 20, "d": 60, "k": 2, "noise": [0, 0.1],
             "method": ["gd", "sgd", "flow", "limit"], "batch": 10, "tolerance": 1e-6}
            """
                .getBytes(UTF_8),
            "{\"alpha\":[0.01,1],\"n\":50,\"d\":200,\"step\":[\"edge:0.5\",0.01]}".getBytes(UTF_8),
            "\uFEFF{\"alpha\": 1, \"n\": [1, 2], \"d\": 3, \"maxIterations\": 10}".getBytes(UTF_8));
    Mutator mutator = new Mutator(Fuzzer.SEED, sound, JSON_WORDS);
    int[] refused = new int[1];
    // A million points, the most, take 400 MiB.
    new Fuzzer(folder, 640 * MIB)
        .run(
            "grid.json",
            mutator,
            path -> {
              try {
                GridFile.read(path);
              } catch (BadDataException e) {
                if (refused[0]++ % 8 == 0) {
                  String line = Cli.run("grid", path).expectOneLine(3);
                  assertEquals("mirrorflow: " + e.getMessage(), line);
                }
                throw e;
              }
            });
  }

  @Test
  void resultsOfJmhThroughTheCommands() throws IOException {
    Mutator mutator = new Mutator(Fuzzer.SEED, jmhFiles(), JSON_WORDS);
    int[] read = new int[1];
    Path page = sources.resolve("report.html");
    new Fuzzer(folder, 256 * MIB)
        .run(
            "jmh.json",
            mutator,
            path -> {
              endsIn(Tracker.run("compare", path, path, "--all"));
              if (read[0]++ % 4 == 0) {
                endsIn(Tracker.run("report", path, path, "--output", page));
                String html = Files.readString(page);
                assertEquals(html.indexOf("<script"), html.lastIndexOf("<script"), "its own alone");
              }
            });
  }

  @Test
  void machinesBesideResults() throws IOException {
    Path result = Files.write(sources.resolve("x.json"), jmhFiles().getFirst());
    Path beside = sources.resolve("x.machine.json");
    Path page = sources.resolve("report.html");
    Mutator mutator = new Mutator(Fuzzer.SEED, List.of(machine()), JSON_WORDS);
    new Fuzzer(folder, 64 * MIB)
        .run(
            "x.machine.json",
            mutator,
            path -> {
              Files.copy(path, beside, StandardCopyOption.REPLACE_EXISTING);
              endsIn(Tracker.run("report", result, "--output", page));
            });
  }

  @Test
  void descriptionsOfRuns() throws IOException {
    String hash = "0123456789abcdef0123456789abcdef01234567";
    byte[] sound =
        """
        {"schema": 1, "start": "2026-01-01T00:00:00Z", "base": "main", "baseCommit": "%s",
         "fresh": "WORK", "freshCommit": "%s", "include": ".*", "options": ["-wi", "1"],
         "build": "make", "machine": "m"}
        """
            .formatted(hash, hash)
            .getBytes(UTF_8);
    Path run = sources.resolve("run.json");
    for (String side : List.of("base", "new")) {
      Files.write(
          sources.resolve("2026-01-01T000000-01234567-ab-" + side + ".json"),
          jmhFiles().getFirst());
    }
    Mutator mutator = new Mutator(Fuzzer.SEED, List.of(sound), JSON_WORDS);
    Path page = sources.resolve("report.html");
    new Fuzzer(folder, 64 * MIB)
        .run(
            "run.json",
            mutator,
            path -> {
              Files.copy(path, run, StandardCopyOption.REPLACE_EXISTING);
              try {
                endsIn(Tracker.run("report", sources, "--output", page));
              } catch (BadDataException e) {
                assertTrue(e.getMessage().contains(sources.toString()), e.getMessage());
                throw new BadDataException("run.json: " + e.getMessage(), e);
              }
            });
  }

  /** A sound record, written without waiting for the disk. */
  private static String line(String record) {
    CRC32C sum = new CRC32C();
    sum.update(record.getBytes(UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue()) + " " + record + "\n";
  }

  private static List<byte[]> jmhFiles() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String file :
        List.of(
            "bench/src/test/resources/dev/mirrorflow/bench/jmh.json",
            "track/src/test/resources/dev/mirrorflow/track/results/modes.json")) {
      files.add(Files.readAllBytes(Repository.root().resolve(file)));
    }
    return files;
  }

  private static byte[] machine() {
    return """
    {"schema": 2, "machine": "m", "identity": {"system": "Linux", "cpu": "x", "instructionSets":
     ["avx2"], "cores": 2, "memoryMib": 4096, "caches": [{"level": 1, "type": "Data", "kib": 32,
     "sharedBy": "0"}], "jdk": "25", "jvmFlags": ["-Xmx1g"], "vmOptions": [], "kernels": "vector",
     "vectorBits": 256, "linearAlgebra": "OpenBLAS"}, "conditions": {"date":
     "2026-01-01T00:00:00Z", "profile": "quick", "commit": "01234567", "dirty": false,
     "governor": "", "hugePages": "", "loadAverage": 0.5}}
    """
        .getBytes(UTF_8);
  }

  /** A result, perhaps that a point or a benchmark failed, or else the complaint. */
  private static void endsIn(Cli.Result result) {
    if (result.code() == 3) {
      String line = result.expectOneLine(3);
      throw new BadDataException(line);
    }
    if (result.code() == 4) {
      String line = result.err().lines().toList().getLast();
      assertTrue(
          line.matches("mirrorflow: .*\\d of \\d .*failed.*|compare: .* is failed .*"), line);
      return;
    }
    assertEquals(0, result.code(), result.err());
  }
}
