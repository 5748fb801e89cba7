package dev.mirrorflow.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sparse matrix does what the dense one of the same entries does. */
class SparseMatrixTest {

  private static final double ACCURACY = 1e-12;

  /** The same entries, as sparse and as dense matrix. */
  private record Pair(SparseMatrix sparse, DesignMatrix dense) {

    /** About {@code entries} of them, some in the same place. */
    static Pair of(int n, int d, int entries, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] rows = IntStream.generate(() -> random.nextInt(n)).limit(entries).toArray();
      int[] columns = IntStream.generate(() -> random.nextInt(d)).limit(entries).toArray();
      double[] values = random.doubles(entries, -1, 1).toArray();
      DesignMatrix dense = DesignMatrix.zeros(n, d);
      for (int e = 0; e < entries; e++) {
        dense.set(rows[e], columns[e], dense.get(rows[e], columns[e]) + values[e]);
      }
      return new Pair(SparseMatrix.ofEntries(n, d, entries, rows, columns, values), dense);
    }
  }

  private static void assertSame(
      Pair pair, int length, BiConsumer<ExplicitDesign, double[]> product) {
    double[] sparse = new double[length];
    double[] dense = new double[length];
    product.accept(pair.sparse(), sparse);
    product.accept(new DenseDesign(pair.dense()), dense);
    double accuracy = ACCURACY * (1 + Arrays.stream(dense).map(Math::abs).max().orElseThrow());
    assertArrayEquals(dense, sparse, accuracy);
    double[] byColumns = new double[length];
    product.accept(new ByColumns(pair.dense()), byColumns);
    assertArrayEquals(dense, byColumns, accuracy);
  }

  /** All defaults of the interface, and a Gram matrix and residual by plain loops. */
  private static final class ByColumns extends ProductsOnly implements ExplicitDesign {

    private final DesignMatrix x;

    ByColumns(DesignMatrix x) {
      super(new DenseDesign(x));
      this.x = x;
    }

    @Override
    public void weightedGram(double[] scales, double[] rootWeights, double[] out) {
      int n = rows();
      for (int i = 0; i < n; i++) {
        for (int k = 0; k <= i; k++) {
          out[i + k * n] = 0;
          for (int j = 0; j < columns(); j++) {
            double w = rootWeights[j] * rootWeights[j];
            out[i + k * n] += scales[i] * x.get(i, j) * w * x.get(k, j) * scales[k];
          }
        }
      }
    }

    @Override
    public void residual(double[] b, double[] theta, double[] out) {
      multiply(theta, out);
      for (int i = 0; i < out.length; i++) {
        out[i] = b[i] - out[i];
      }
    }

    @Override
    public void multiplyTransposed(double[] r, double[] rest, double[] out, double[] sizes) {
      for (int j = 0; j < out.length; j++) {
        out[j] = 0;
        sizes[j] = 0;
        for (int i = 0; i < r.length; i++) {
          out[j] += x.get(i, j) * (r[i] + rest[i]);
          sizes[j] += Math.abs(x.get(i, j) * r[i]);
        }
      }
    }

    @Override
    public double productCost() {
      return 0;
    }

    @Override
    public double gramCost() {
      return 0;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,0,1",
    "1,1,1,2",
    "3,7,1,3",
    "7,3,12,4",
    "20,50,40,5",
    "20,50,900,6",
    "30,4000,90000,7",
    "400,300,100000,8"
  })
  void everyProductIsThatOfTheDenseMatrix(int n, int d, int entries, long seed) {
    Pair pair = Pair.of(n, d, entries, seed);
    SplittableRandom random = new SplittableRandom(seed + 100);
    double[] theta = random.doubles(d, -1, 1).toArray();
    double[] r = random.doubles(n, -1, 1).toArray();
    double[] sizes = random.doubles(d, 0, 1).toArray();
    double[] scales = random.doubles(n, 0.5, 2).toArray();
    assertSame(pair, n, (x, out) -> x.multiply(theta, out));
    assertSame(pair, d, (x, out) -> x.multiplyTransposed(r, out));
    assertSame(pair, n, (x, out) -> x.copyColumn(d / 2, out));
    assertSame(pair, n, (x, out) -> x.multiplySizes(sizes, out));
    assertSame(pair, n, (x, out) -> x.multiplySquares(sizes, out));
    assertSame(pair, d, (x, out) -> x.largestOfColumns(scales, out));
    assertSame(pair, n, (x, out) -> x.largestOfRows(out));
    assertSame(pair, d, (x, out) -> x.squaredNorms(scales, out));
    int[] some = IntStream.range(0, d).filter(j -> j % 3 == 0).toArray();
    assertSame(pair, some.length, (x, out) -> x.innerProducts(some, some.length, r, out));
    assertSame(pair, n, (x, out) -> x.multiplyFew(some, some.length, theta, out));
    assertSame(pair, n, (x, out) -> x.multiplyGram(sizes, r, out));
    assertSame(pair, n, (x, out) -> x.residual(r, theta, out));
    double[] rest = random.doubles(n, -0.1, 0.1).toArray();
    assertSame(pair, d, (x, out) -> x.multiplyTransposed(r, rest, out, new double[d]));
    assertSame(pair, d, (x, out) -> x.multiplyTransposed(r, rest, new double[d], out));
    if (n <= 30) {
      assertSame(pair, n * n, (x, out) -> x.weightedGram(scales, sizes, out));
    }
  }

  @Test
  void theSameBitsComeEveryTime() {
    Pair pair = Pair.of(300, 3000, 200_000, 9);
    double[] theta = new SplittableRandom(9).doubles(3000, -1, 1).toArray();
    double[] first = new double[300];
    pair.sparse().multiply(theta, first);
    for (int k = 0; k < 20; k++) {
      double[] again = new double[300];
      pair.sparse().multiply(theta, again);
      assertArrayEquals(first, again, 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,0,1,1", "3,7,1,1,7", "20,50,900,100000,1", "300,3000,200000,1,3000"})
  void partsByThemselvesMakeTheSameProducts(int n, int d, int entries, long most, int count) {
    SparseMatrix x = Pair.of(n, d, entries, 11).sparse();
    double[] theta = new SplittableRandom(11).doubles(d, -1, 1).toArray();
    double[] sums = new double[n];
    double[] products = new double[d];
    x.multiply(theta, sums);
    x.multiplyTransposed(sums, products);
    List<SparseColumns> parts = x.parts(most);
    assertTrue(
        parts.size() <= count && parts.size() >= 0.7 * Math.min(count, entries),
        parts.size() + " parts");
    double[] added = new double[n];
    int next = 0;
    for (SparseColumns part : parts) {
      assertEquals(next, part.from());
      next = part.to();
      SparseColumns copy = part.copy();
      copy.addProduct(Arrays.copyOfRange(theta, part.from(), part.to()), added);
      double[] own = new double[copy.to()];
      copy.products(sums, own);
      assertArrayEquals(Arrays.copyOfRange(products, part.from(), part.to()), own);
    }
    assertEquals(d, next);
    assertArrayEquals(sums, added, ACCURACY * Math.max(1, entries));
  }

  @Test
  void entriesInOnePlaceAreAddedUpAndTheOthersKept() {
    SparseMatrix x =
        SparseMatrix.ofEntries(
            2, 3, 4, new int[] {1, 0, 1, 1}, new int[] {2, 0, 2, 0}, new double[] {1, 5, 2, 4});
    assertEquals(3, x.entries());
    StringBuilder seen = new StringBuilder();
    x.forEach((i, j, value) -> seen.append(i).append(j).append('=').append(value).append(' '));
    assertEquals("00=5.0 10=4.0 12=3.0 ", seen.toString());
  }

  @Test
  void whatIsNoMatrixIsRefused() {
    assertRefused("2 x 0", () -> SparseMatrix.ofEntries(2, 0, 0, ints(), ints(), doubles()));
    assertRefused(
        "row 2, column 0", () -> SparseMatrix.ofEntries(2, 1, 1, ints(2), ints(0), doubles(1)));
    assertRefused(
        "row 0, column -1", () -> SparseMatrix.ofEntries(2, 1, 1, ints(0), ints(-1), doubles(1)));
    assertRefused(
        "NaN at row 0, column 0",
        () -> SparseMatrix.ofEntries(2, 1, 1, ints(0), ints(0), doubles(Double.NaN)));
    double huge = Double.MAX_VALUE;
    assertRefused(
        "Infinity at row 0",
        () -> SparseMatrix.ofEntries(2, 1, 2, ints(0, 0), ints(0, 0), doubles(huge, huge)));
    assertRefused(
        "do not fit", () -> SparseMatrix.ofColumns(2, 1, ints(0, 2), ints(0), doubles(1)));
    assertRefused(
        "falls", () -> SparseMatrix.ofColumns(2, 2, ints(0, 2, 1), ints(0, 1), doubles(1, 1)));
    assertRefused(
        "row 0 after row 1",
        () -> SparseMatrix.ofColumns(2, 1, ints(0, 2), ints(1, 0), doubles(1, 1)));
    assertRefused(
        "row 2 after row -1", () -> SparseMatrix.ofColumns(2, 1, ints(0, 1), ints(2), doubles(1)));
    assertRefused(
        "Infinity",
        () -> SparseMatrix.ofColumns(2, 1, ints(0, 1), ints(0), doubles(Double.POSITIVE_INFINITY)));
  }

  private static int[] ints(int... values) {
    return values;
  }

  private static double[] doubles(double... values) {
    return values;
  }

  private static void assertRefused(String words, Executable make) {
    String message = assertThrows(BadDataException.class, make).getMessage();
    assertTrue(message.contains(words), message);
    assertEquals(1, message.lines().count(), () -> Arrays.toString(message.split("\n")));
  }
}
