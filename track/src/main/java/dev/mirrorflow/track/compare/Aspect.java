package dev.mirrorflow.track.compare;

/** Of the environment: where it differs, two results are not comparable unless that is wanted. */
public enum Aspect {
  /** CPU, instruction sets, number of cores. */
  MACHINE("machine"),
  /** Version and build of the JVM. */
  JDK("JDK"),
  /** Kernels in force, and their width. */
  PROVIDER("kernel provider");

  private final String words;

  Aspect(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
