package dev.mirrorflow.descent;

import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.linalg.LaneColumns;
import dev.mirrorflow.linalg.LanePass;
import dev.mirrorflow.model.LeastSquares;

/**
 * The step at the edge of stability in each lane, see {@link EdgeTracker}. On full batches the
 * power iteration of a lane takes part in the passes that the others make for their gradients: its
 * column of Θ is q = w⊙Xᵀp/n, its target 0, so that the pass gives X q, the next p but for its
 * length, and XᵀX q/n, the next Xᵀp/n.
 */
final class LaneEdgeSizer implements LaneSizer {

  private final double scale;
  private final Descent plan;
  private final LeastSquares problem;
  private final boolean fullBatches;
  private final double[] featureBounds;
  private final double[] firstProduct;
  private final double[] weights;
  private int width;
  private Edge[] edges;

  /** The weights w_0 of each lane. */
  private double[] reference;

  /** Xᵀp/n of each lane. */
  private double[] product;

  /** The gradient of a lane that waits. */
  private double[] waiting;

  private double[] growth;
  private double[] largest;

  /** The edge of one lane. */
  private static final class Edge {
    final EdgeTracker tracker;
    final BatchCurvature curvature;
    double lambda;
    int iterations;
    double largest;

    Edge(EdgeTracker tracker, BatchCurvature curvature) {
      this.tracker = tracker;
      this.curvature = curvature;
    }
  }

  LaneEdgeSizer(double scale, Descent plan, LeastSquares problem, int width) {
    this.scale = scale;
    this.plan = plan;
    this.problem = problem;
    this.fullBatches = plan.batches() instanceof Batches.Full;
    this.featureBounds = new BatchCurvature(problem.design(), plan.batches()).featureBounds();
    this.firstProduct = new Curvature(problem.design()).transposedProduct();
    this.weights = new double[problem.features()];
    this.width = width;
    this.edges = new Edge[width];
    this.reference = new double[problem.features() * width];
    this.product = new double[problem.features() * width];
    this.waiting = new double[problem.features() * width];
    this.growth = new double[width];
    this.largest = new double[width];
  }

  @Override
  public void begin(int lane) {
    edges[lane] =
        new Edge(
            new EdgeTracker(scale, plan, problem.samples()),
            fullBatches ? null : new BatchCurvature(problem.design(), plan.batches()));
    LaneColumns.put(firstProduct, product, width, lane);
  }

  @Override
  public void next(Lane[] lanes, LaneNetwork network, LanePass pass, double[] eta) {
    LaneKernels.largest(network.gradient(), largest);
    LaneKernels.weightGrowth(network.u(), network.v(), reference, featureBounds, growth);
    for (int l = 0; l < width; l++) {
      eta[l] = lanes[l] == null ? 0 : step(l, lanes[l], network, pass);
    }
  }

  /** The step size, or 0 if the lane has to wait for its λ. */
  private double step(int l, Lane lane, LaneNetwork network, LanePass pass) {
    Edge edge = edges[l];
    if (lane.renewing) {
      iterate(l, edge, Math.sqrt(pass.squares(l)), lane, network);
      return lane.renewing ? 0 : edge.tracker.step(0, edge.largest);
    }
    if (!edge.tracker.isDue(lane.k, growth[l], largest[l])) {
      return edge.tracker.step(growth[l], largest[l]);
    }
    takeReference(l, network);
    if (fullBatches) {
      lane.renewing = true;
      edge.lambda = 0;
      edge.iterations = 0;
      edge.largest = largest[l];
      LaneColumns.copy(network.gradient(), waiting, width, l);
      LaneColumns.product(reference, product, network.point(), width, l);
      network.targets()[l] = 0;
      return 0;
    }
    LaneColumns.get(reference, width, l, weights);
    edge.tracker.renew(
        lane.k, edge.curvature.bound(weights, EdgeTracker.TOLERANCE, EdgeTracker.MAX_ITERATIONS));
    return edge.tracker.step(0, largest[l]);
  }

  private void takeReference(int l, LaneNetwork network) {
    double[] u = network.u();
    double[] v = network.v();
    for (int t = l; t < reference.length; t += width) {
      reference[t] = u[t] * u[t] + v[t] * v[t];
    }
  }

  /** One power iteration, as {@link Curvature#largest} makes it; norm is ‖X q‖. */
  private void iterate(int l, Edge edge, double norm, Lane lane, LaneNetwork network) {
    boolean usable = norm != 0 && Double.isFinite(norm);
    if (usable) {
      double[] gradient = network.gradient();
      for (int t = l; t < product.length; t += width) {
        product[t] = gradient[t] / norm;
      }
    }
    boolean settled = Math.abs(norm - edge.lambda) <= EdgeTracker.TOLERANCE * norm;
    edge.lambda = norm;
    edge.iterations++;
    if (usable && !settled && edge.iterations < EdgeTracker.MAX_ITERATIONS) {
      LaneColumns.product(reference, product, network.point(), width, l);
      return;
    }
    edge.tracker.renew(lane.k, norm);
    lane.renewing = false;
    LaneColumns.copy(waiting, network.gradient(), width, l);
    network.returnToPoint(l);
  }

  @Override
  public void select(int[] lanes, int to) {
    Edge[] selected = new Edge[to];
    for (int l = 0; l < lanes.length; l++) {
      selected[l] = edges[lanes[l]];
    }
    edges = selected;
    reference = LaneColumns.select(reference, width, lanes, to);
    product = LaneColumns.select(product, width, lanes, to);
    waiting = LaneColumns.select(waiting, width, lanes, to);
    growth = new double[to];
    largest = new double[to];
    width = to;
  }
}
