package dev.mirrorflow.track.results;

import java.util.List;

/**
 * What a result was measured on and under which conditions, as stored beside it.
 *
 * @param schema version of this layout
 * @param machine short name of the machine, also of its folder
 * @param identity what makes two results comparable
 * @param conditions what may change from one run to the next
 */
public record Machine(int schema, String machine, Identity identity, Conditions conditions) {

  /** Version of the layout that is written; older ones are read. */
  public static final int SCHEMA = 2;

  /** Stands for what the system does not tell. */
  public static final String UNKNOWN = "unknown";

  /** The same with another description of the BLAS libraries that ran. */
  public Machine withLinearAlgebra(String libraries) {
    Identity i = identity;
    return new Machine(
        schema,
        machine,
        i.running(i.jvmFlags, i.vmOptions, i.kernels, i.vectorBits, libraries),
        conditions);
  }

  /**
   * Hardware and software.
   *
   * @param instructionSets of those that matter to the kernels
   * @param caches as the system tells; a virtual machine may tell nothing, or about its host
   * @param jvmFlags that every measured process is started with
   * @param vmOptions options of the JVM in force that decide what the kernels compile to, such as
   *     {@code "UseAVX=3"}; since schema 2
   * @param kernels description of the kernels in force
   * @param vectorBits width that the Vector API prefers
   * @param linearAlgebra BLAS library, and the core type it chose; after a semicolon each other one
   *     that forks were asked for by {@code -p backend=}, with its name and a colon before
   */
  public record Identity(
      String system,
      String cpu,
      List<String> instructionSets,
      int cores,
      long memoryMib,
      List<Cache> caches,
      String jdk,
      List<String> jvmFlags,
      List<String> vmOptions,
      String kernels,
      int vectorBits,
      String linearAlgebra) {

    /** An identity; what an older schema or another program left out is unknown or empty. */
    public Identity {
      system = known(system);
      cpu = known(cpu);
      jdk = known(jdk);
      kernels = known(kernels);
      linearAlgebra = known(linearAlgebra);
      instructionSets = copy(instructionSets);
      caches = copy(caches);
      jvmFlags = copy(jvmFlags);
      vmOptions = copy(vmOptions);
    }

    /** The same hardware and JVM with what ran on it. */
    public Identity running(
        List<String> flags,
        List<String> options,
        String kernelsInForce,
        int bits,
        String libraries) {
      return new Identity(
          system,
          cpu,
          instructionSets,
          cores,
          memoryMib,
          caches,
          jdk,
          flags,
          options,
          kernelsInForce,
          bits,
          libraries);
    }

    /** The same hardware with another JVM, and the flags it was started with. */
    public Identity on(String otherJdk, List<String> flags) {
      return new Identity(
          system,
          cpu,
          instructionSets,
          cores,
          memoryMib,
          caches,
          otherJdk,
          flags,
          List.of(),
          kernels,
          vectorBits,
          linearAlgebra);
    }

    private static <T> List<T> copy(List<T> list) {
      return list == null ? List.of() : List.copyOf(list);
    }
  }

  /** A cache of the first CPU. */
  public record Cache(int level, String type, long kib, String sharedBy) {}

  /**
   * The moment of the run.
   *
   * @param commit short hash, or "unknown" outside a repository
   * @param dirty whether tracked files differed from the commit
   * @param loadAverage over the last minute, before the run; null if unknown
   */
  public record Conditions(
      String date,
      String profile,
      String commit,
      boolean dirty,
      String governor,
      String hugePages,
      Double loadAverage) {

    /** Conditions; what another program left out is unknown. */
    public Conditions {
      date = known(date);
      profile = known(profile);
      commit = known(commit);
      governor = known(governor);
      hugePages = known(hugePages);
    }
  }

  private static String known(String text) {
    return text == null || text.isBlank() ? UNKNOWN : text;
  }
}
