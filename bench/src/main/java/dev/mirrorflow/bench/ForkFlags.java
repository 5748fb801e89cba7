package dev.mirrorflow.bench;

import java.util.List;

/** JVM flags of the measured processes; JMH users add theirs with {@code -jvmArgsAppend}. */
public final class ForkFlags {

  static final String VECTOR_API = "--add-modules=jdk.incubator.vector";
  static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
  static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
  static final String HUGE_PAGES = "-XX:+UseTransparentHugePages";
  static final String MIN_HEAP = "-Xms2g";
  static final String MAX_HEAP = "-Xmx2g";
  static final String SCALAR = "-Dmirrorflow.kernels=scalar";
  static final String VECTOR = "-Dmirrorflow.kernels=vector";

  /** Those of every measured process. */
  public static final List<String> ALL =
      List.of(VECTOR_API, NATIVE_ACCESS, UNSAFE, HUGE_PAGES, MIN_HEAP, MAX_HEAP);

  private ForkFlags() {}
}
