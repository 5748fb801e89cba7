package dev.mirrorflow.spark;

import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.design.SparseColumns;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.kernel.Kernels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A sparse X whose products the executors make. It is read by the driver, cut into parts of
 * neighbouring columns with about as many entries each, and every part is sent to the executors
 * that work on it, which keep it. The parts' sums are added up by the driver in their order, so
 * that no number of executors, and none that is lost, changes a bit; up to a gigabyte the parts are
 * those that threads share in memory, and the bits are the same as there. What concerns a few
 * columns, or is asked for a few times only, the driver does with the X that it has.
 *
 * <p><b>1000 executors</b>, on paper: E entries are 12E bytes of X, in parts of 64 MiB, and must
 * fit into the driver once. A product costs 2E flops; it sends 8d bytes and takes 8n back from each
 * part, or the other way round. With E = 10⁹ and n = 10⁵ these are 180 parts, 150 MB a product,
 * which the driver takes in a quarter of a second at 5 Gb/s: a product beyond that is bound by the
 * driver, and more executors than some hundreds serve nothing.
 */
final class SparkDesign implements ExplicitDesign {

  /** Bytes of a part. */
  private static final long PART_BYTES = 64L << 20;

  private final JavaSparkContext context;
  private final SparseMatrix x;
  private final List<Part> parts = new ArrayList<>();

  SparkDesign(JavaSparkContext context, SparseMatrix x) {
    this.context = context;
    this.x = x;
    long most = context.getConf().getLong("spark.mirrorflow.taskBytes", PART_BYTES);
    for (SparseColumns columns : x.parts(most)) {
      parts.add(new Part(columns.from(), columns.to(), context.broadcast(columns.copy())));
    }
  }

  /** Some columns of X, and where executors find them. */
  private record Part(int from, int to, Broadcast<SparseColumns> columns) implements Serializable {}

  /** What a task has: a part, and the entries of a vector of length d that go with its columns. */
  private record Task(Broadcast<SparseColumns> columns, double[] perFeature)
      implements Serializable {}

  /** What a task does. */
  private interface Work extends Serializable {

    /**
     * Goes over the columns.
     *
     * @param out as long as asked for, zeros
     */
    void on(SparseColumns columns, double[] perFeature, double[] out);
  }

  /**
   * Has each part worked on.
   *
   * @param perFeature of length d, or empty where it is not needed
   * @param length of the answers; 0 for an entry a column
   * @return the answers in the order of the parts
   */
  private List<double[]> ask(double[] perFeature, int length, Work work) {
    List<Task> tasks = new ArrayList<>();
    for (Part part : parts) {
      tasks.add(
          new Task(
              part.columns(),
              perFeature.length == 0
                  ? perFeature
                  : Arrays.copyOfRange(perFeature, part.from(), part.to())));
    }
    try {
      return context
          .parallelize(tasks, tasks.size())
          .map(task -> {
            SparseColumns columns = task.columns().value();
            double[] out = new double[length > 0 ? length : columns.to()];
            work.on(columns, task.perFeature(), out);
            return out;
          })
          .collect();
    } catch (Exception e) { // Scala declares none
      throw SparkColumns.asThrown(e);
    }
  }

  private void sum(double[] perFeature, double[] out, Work work) {
    List<double[]> sums = ask(perFeature, rows(), work);
    System.arraycopy(sums.getFirst(), 0, out, 0, out.length);
    for (double[] more : sums.subList(1, sums.size())) {
      Kernels.axpy(1, more, out);
    }
  }

  private void join(double[] out, Work work) {
    List<double[]> pieces = ask(new double[0], 0, work);
    for (int p = 0; p < pieces.size(); p++) {
      System.arraycopy(pieces.get(p), 0, out, parts.get(p).from(), pieces.get(p).length);
    }
  }

  /** How many parts the columns are cut into. */
  int parts() {
    return parts.size();
  }

  @Override
  public int rows() {
    return x.rows();
  }

  @Override
  public int columns() {
    return x.columns();
  }

  @Override
  public void multiply(double[] theta, double[] out) {
    sum(theta, out, SparseColumns::addProduct);
  }

  @Override
  public void multiplyTransposed(double[] r, double[] out) {
    join(out, (columns, _, products) -> columns.products(r, products));
  }

  @Override
  public void multiplyGram(double[] weights, double[] p, double[] out) {
    sum(weights, out, (columns, w, sums) -> columns.addGramProduct(w, p, sums));
  }

  @Override
  public void multiplySizes(double[] sizes, double[] out) {
    sum(sizes, out, SparseColumns::addSizes);
  }

  @Override
  public void multiplySquares(double[] weights, double[] out) {
    sum(weights, out, SparseColumns::addSquares);
  }

  @Override
  public void largestOfColumns(double[] sizes, double[] out) {
    join(out, (columns, _, largest) -> columns.largest(sizes, largest));
  }

  @Override
  public void squaredNorms(double[] scales, double[] out) {
    join(out, (columns, _, norms) -> columns.squaredNorms(scales, norms));
  }

  @Override
  public void copyColumn(int j, double[] out) {
    x.copyColumn(j, out);
  }

  @Override
  public void innerProducts(int[] columns, int count, double[] r, double[] out) {
    x.innerProducts(columns, count, r, out);
  }

  @Override
  public void multiplyFew(int[] columns, int count, double[] coefficients, double[] out) {
    x.multiplyFew(columns, count, coefficients, out);
  }

  @Override
  public void largestOfRows(double[] out) {
    x.largestOfRows(out);
  }

  @Override
  public void weightedGram(double[] scales, double[] rootWeights, double[] out) {
    x.weightedGram(scales, rootWeights, out);
  }

  @Override
  public void residual(double[] b, double[] theta, double[] out) {
    x.residual(b, theta, out);
  }

  @Override
  public void multiplyTransposed(double[] r, double[] rest, double[] out, double[] sizes) {
    x.multiplyTransposed(r, rest, out, sizes);
  }

  @Override
  public double productCost() {
    return x.productCost();
  }

  @Override
  public double gramCost() {
    return x.gramCost();
  }
}
