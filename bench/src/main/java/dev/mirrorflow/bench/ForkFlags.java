package dev.mirrorflow.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.util.Optional;

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

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w*GC");

  private ForkFlags() {}

  /** Whether the user's options of JMH give the forks a garbage collector. */
  static boolean nameCollector(Options user) {
    return Stream.of(user.getJvmArgsAppend(), user.getJvmArgsPrepend())
        .filter(Optional::hasValue)
        .flatMap(flags -> flags.get().stream())
        .anyMatch(COLLECTOR.asMatchPredicate());
  }

  /** The flags of this process, which forks inherit, without a garbage collector. */
  static String[] inherited() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(COLLECTOR.asMatchPredicate().negate())
        .toArray(String[]::new);
  }
}
