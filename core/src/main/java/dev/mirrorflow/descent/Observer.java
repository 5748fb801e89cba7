package dev.mirrorflow.descent;

/** Watches a descent: each of its steps, and its state at the iterations it asks for. */
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

  /**
   * Sees step k of the descent when it has been made; called once an iteration, in the inner loop.
   *
   * @param loss the loss over the samples of the step's batch
   * @param eta η_k
   * @param gradient the gradient g_k in θ that the step took, only to be read, only during the call
   */
  default void step(long k, double loss, double eta, double[] gradient) {}

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
