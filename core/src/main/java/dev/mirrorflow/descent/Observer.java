package dev.mirrorflow.descent;

/** Watches a descent at the iterations it asks for. */
public interface Observer {

  /** Whether iteration k is to be recorded; called once an iteration, in the inner loop. */
  boolean isDue(long k);

  /**
   * Records iteration k, before its step.
   *
   * @param loss training loss over all samples
   * @param gradientNorm norm of the full gradient
   * @param eta the step size of the iteration before, NaN before the first
   * @param theta the current θ, only to be read, only during the call
   */
  void record(long k, double loss, double gradientNorm, double eta, double[] theta);

  /** Records nothing. */
  Observer NONE =
      new Observer() {
        @Override
        public boolean isDue(long k) {
          return false;
        }

        @Override
        public void record(long k, double loss, double gradientNorm, double eta, double[] theta) {}
      };
}
