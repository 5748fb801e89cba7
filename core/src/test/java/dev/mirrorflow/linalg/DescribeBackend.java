package dev.mirrorflow.linalg;

/** Prints the backend in force: what tests start in a JVM of its own. */
final class DescribeBackend {

  private DescribeBackend() {}

  public static void main(String[] args) {
    System.out.println(LinearAlgebraBackend.description());
  }
}
