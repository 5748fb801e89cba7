package dev.mirrorflow.bias;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A sparse X and y = Xθ* with a sparse θ*. */
record SparseProblem(SparseMatrix x, double[] y) {

  /** About density n d normal entries, k of θ*. */
  static SparseProblem of(int n, int d, double density, int k, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = (int) (n * (double) d * density);
    int[] rows = IntStream.generate(() -> random.nextInt(n)).limit(count).toArray();
    int[] columns = IntStream.generate(() -> random.nextInt(d)).limit(count).toArray();
    double[] values = IntStream.range(0, count).mapToDouble(e -> random.nextGaussian()).toArray();
    SparseMatrix x = SparseMatrix.ofEntries(n, d, count, rows, columns, values);
    double[] star = new double[d];
    for (int s = 0; s < k; s++) {
      star[random.nextInt(d)] = random.nextGaussian();
    }
    double[] y = new double[n];
    x.multiply(star, y);
    return new SparseProblem(x, y);
  }

  /** The same with its rows and y_i multiplied by powers of two. */
  SparseProblem withRows(IntUnaryOperator exponents) {
    int[] rows = new int[x.entries()];
    int[] columns = new int[rows.length];
    double[] values = new double[rows.length];
    int[] count = {0};
    x.forEach((i, j, value) -> {
      rows[count[0]] = i;
      columns[count[0]] = j;
      values[count[0]++] = Math.scalb(value, exponents.applyAsInt(i));
    });
    double[] target = y.clone();
    for (int i = 0; i < target.length; i++) {
      target[i] = Math.scalb(target[i], exponents.applyAsInt(i));
    }
    return new SparseProblem(
        SparseMatrix.ofEntries(x.rows(), x.columns(), count[0], rows, columns, values), target);
  }

  /** The same by rows. */
  LeastSquares dense() {
    DesignMatrix rows = DesignMatrix.zeros(x.rows(), x.columns());
    x.forEach(rows::set);
    return new LeastSquares(rows, y.clone());
  }
}
