package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code generate --density}, {@code convert} and {@code info} of a sparse X. */
final class SparseFilesTest {

  @TempDir private Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  /** Runs a command, in which names of files are those of the folder. */
  private Cli.Result run(String words) {
    return Cli.run(
        Stream.of(words.split(" +"))
            .map(word -> word.matches(".*\\.[a-z]+") ? path(word).toString() : word)
            .toArray());
  }

  private String generate(String output) {
    return run("generate --n 30 --d 90 --sparsity 2 --density 0.2 --test-samples 9 --output "
            + output)
        .expectSuccess();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p.svm", "p.svm.gz", "p.mtx", "p.npz"})
  void aGeneratedProblemIsSolvedAsTheCommandSays(String output) {
    String said = generate(output);
    String command =
        said.lines().filter(line -> line.contains("mirrorflow ")).findFirst().orElseThrow().strip();
    Object[] words = Arrays.stream(command.split(" ")).skip(1).toArray();
    Object[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--save-theta";
    all[words.length + 1] = path("t.npy");
    Cli.run(all).expectSuccess();
    assertArrayEquals(
        NpyReader.readVector(path("p_theta_star.npy")), NpyReader.readVector(path("t.npy")), 1e-9);
    for (String line : said.lines().filter(line -> line.startsWith("  /")).toList()) {
      assertTrue(Files.exists(Path.of(line.strip())), line);
    }
  }

  @Test
  void theSameSeedWritesTheSameFiles() throws IOException {
    generate("a.npz");
    generate("b.npz");
    for (String file : new String[] {".npz", "_y.npy", "_test.npz", "_test_y.npy"}) {
      assertEquals(-1, Files.mismatch(path("a" + file), path("b" + file)), file);
    }
    assertTrue(
        run("generate --n 3 --d 9 --density 0.2 --output a.npz")
            .expectOneLine(3)
            .contains("is there already"));
  }

  /** Through all formats and back, y too. */
  @Test
  void convertsFromEachToEach() throws IOException {
    generate("p.svm");
    run("convert --x p.svm --output a.npz --save-y y.npy").expectSuccess();
    run("convert --x a.npz --output b.mtx.gz").expectSuccess();
    run("convert --x b.mtx.gz --output c.npy").expectSuccess();
    run("convert --x c.npy --y y.npy --output d.svm.gz").expectSuccess();
    String said = run("convert --svm d.svm.gz --output e.mtx").expectSuccess();
    assertTrue(said.contains("e.mtx: 30 x 90 sparse, ") && said.contains("y is not in it"), said);
    run("convert --x e.mtx --y y.npy --output f.svm").expectSuccess();
    assertEquals(-1, Files.mismatch(path("p.svm"), path("f.svm")));
    said = run("convert --x p.svm --output g.npy --x-precision single").expectSuccess();
    assertTrue(said.contains("30 x 90 float32 by columns"), said);
  }

  @Test
  void tablesOfTextBecomeSparse() throws IOException {
    Files.writeString(path("t.tsv"), "a\tb\tc\n1\t0\t0\n0\t2.5\t0\n");
    run("convert --x t.tsv --output t.mtx").expectSuccess();
    assertEquals(
        "%%MatrixMarket matrix coordinate real general\n2 3 2\n1 1 1\n2 2 2.5\n",
        Files.readString(path("t.mtx")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "convert --output a.npz                             | 2 | give --x or --svm",
        "convert --x p.svm --svm p.svm --output a.npz       | 2 | give --x or --svm",
        "convert --x X.npy --output a.svm                   | 2 | holds y too; give --y",
        "convert --x X.npy --y y.npy --output a.mtx         | 2 | --y is for a file of svmlight",
        "convert --x X.npy --save-y y.npy --output a.mtx    | 2 | --save-y is for the targets",
        "convert --x X.npy --features 5 --output a.mtx      | 2 | are of svmlight files",
        "convert --svm p.svm --index-base 3 --output a.mtx  | 2 | --index-base must be 0 or 1",
        "convert --x X.npy --output a.txt                   | 2 | --output writes a .npy file, or",
        "convert --x p.svm --x-precision single --output a.npz | 2 | --x-precision is of .npy",
        "convert --x gone.mtx --output a.npz                | 3 | gone.mtx: no such file",
        "convert --svm p.svm --save-y a.npz --output a.npz  | 2 | name the same file",
        "generate --n 3 --d 9 --density 0.5 --output X.npy  | 2 | name --output FILE.svm",
        "generate --n 3 --d 9 --density 0.5 --output a.npz --out-of-core | 2 | leave it or"
            + " --density",
        "generate --n 3 --d 9 --density 2 --output a.npz    | 3 | density = 2.0",
      })
  void whatDoesNotFit(String words, int code, String part) throws IOException {
    NpyWriter.write(path("X.npy"), new double[][] {{1, 0}, {0, 2}});
    NpyWriter.write(path("y.npy"), new double[] {1, 2});
    Files.writeString(path("p.svm"), "1 1:2\n2 2:3\n");
    String line = run(words).expectOneLine(code);
    assertTrue(line.contains(part), line);
    assertFalse(Files.exists(path("a.npz")));
  }

  @Test
  void infoSaysWhatItTakes() throws IOException {
    NpyWriter.write(path("X.npy"), new double[][] {{1, 0, 0}, {0, 2, -1}});
    Files.writeString(path("p.svm"), "1 1:2\n2 2000000:3\n");
    String said = run("info --x p.svm").expectSuccess();
    assertTrue(said.contains("2 x 2000000 sparse, 2 entries (5.00e-05%)"), said);
    assertTrue(said.contains("0.00800 GB sparse, 0.0320 GB as an array"), said);
    said = run("info --x X.npy").expectSuccess();
    assertTrue(said.contains("4.80e-08 GB sparse, 4.80e-08 GB as an array"), said);
  }
}
