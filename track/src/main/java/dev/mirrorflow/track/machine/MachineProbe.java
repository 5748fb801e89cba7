package dev.mirrorflow.track.machine;

import dev.mirrorflow.track.results.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out about the machine, from files below a root so that tests can bring their own. */
public final class MachineProbe {

  private static final Set<String> NOTEWORTHY =
      Set.of(
          "sse4_2",
          "avx",
          "avx2",
          "fma",
          "avx512f",
          "avx512dq",
          "avx512vl",
          "avx512_bf16",
          "asimd",
          "sve",
          "sve2");

  private static final Pattern NOISE =
      Pattern.compile("\\((r|tm)\\)|\\bcpu\\b|\\bprocessor\\b|@.*", Pattern.CASE_INSENSITIVE);

  private final Path root;

  /** A probe of the system whose files lie below a root, {@code /} for this one. */
  public MachineProbe(Path root) {
    this.root = root;
  }

  /** Short name of the machine, also of its folder of results: {@code "amd-epyc-2c"}. */
  public String name() {
    return slug(cpu(lines("proc/cpuinfo")), cores());
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The machine and this JVM; what they run is not known here. */
  public Machine.Identity identity() {
    List<String> cpuInfo = lines("proc/cpuinfo");
    return new Machine.Identity(
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        cpu(cpuInfo),
        instructionSets(cpuInfo),
        cores(),
        memoryMib(),
        caches(),
        System.getProperty("java.vendor.version", System.getProperty("java.vendor"))
            + " "
            + Runtime.version(),
        List.of(),
        List.of(),
        "",
        0,
        "");
  }

  /**
   * The machine and this JVM, for benchmarks of another build or project, whose flags and kernels
   * nobody can know here.
   *
   * @param date of the run, as ISO 8601
   * @param profile what was measured, in a word
   * @param commit short hash of the code that was measured
   */
  public Machine ofOtherCode(String date, String profile, String commit) {
    return machine(identity(), conditions(date, profile, commit, false, loadAverage()));
  }

  /** A description under this machine's name. */
  public Machine machine(Machine.Identity identity, Machine.Conditions conditions) {
    return new Machine(Machine.SCHEMA, name(), identity, conditions);
  }

  /**
   * What may change from one run to the next.
   *
   * @param date of the run, as ISO 8601
   * @param profile what was measured, in a word
   * @param commit short hash of the code that was measured
   * @param isDirty whether its tracked files differed from the commit
   * @param load average before the run, if known
   */
  public Machine.Conditions conditions(
      String date, String profile, String commit, boolean isDirty, Optional<Double> load) {
    return new Machine.Conditions(
        date, profile, commit, isDirty, governor(), hugePages(), load.orElse(null));
  }

  /** Model of the CPU and number of cores as a folder's name: {@code "amd-epyc-2c"}. */
  static String slug(String cpu, int cores) {
    String words = NOISE.matcher(cpu).replaceAll(" ").toLowerCase(Locale.ROOT);
    return (words + " " + cores + "c").replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
  }

  /** The CPU's clock policy, or "unknown" where the system does not tell. */
  String governor() {
    return line("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").orElse("unknown");
  }

  /** The system's policy for transparent huge pages, the one in force in brackets. */
  String hugePages() {
    return line("sys/kernel/mm/transparent_hugepage/enabled").orElse("unknown");
  }

  /** Load over the last minute; empty where the system does not tell. */
  public static Optional<Double> loadAverage() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? Optional.empty() : Optional.of(load);
  }

  private static String cpu(List<String> cpuInfo) {
    return value(cpuInfo, "model name").orElse("unknown " + System.getProperty("os.arch"));
  }

  private static List<String> instructionSets(List<String> cpuInfo) {
    String flags = value(cpuInfo, "flags").or(() -> value(cpuInfo, "Features")).orElse("");
    return List.of(flags.split(" +")).stream().filter(NOTEWORTHY::contains).sorted().toList();
  }

  private long memoryMib() {
    return value(lines("proc/meminfo"), "MemTotal")
        .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / 1024)
        .orElse(0L);
  }

  private List<Machine.Cache> caches() {
    List<Machine.Cache> caches = new ArrayList<>();
    Path folder = root.resolve("sys/devices/system/cpu/cpu0/cache");
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "index*")) {
        for (Path entry : entries) {
          cache(root.relativize(entry).toString()).ifPresent(caches::add);
        }
      } catch (IOException e) {
        return List.of();
      }
    }
    caches.sort(Comparator.comparingInt(Machine.Cache::level).thenComparing(Machine.Cache::type));
    return caches;
  }

  private Optional<Machine.Cache> cache(String folder) {
    Matcher size = Pattern.compile("(\\d+)([KM])").matcher(line(folder + "/size").orElse(""));
    Optional<String> level = line(folder + "/level");
    if (!size.matches() || level.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Machine.Cache(
            Integer.parseInt(level.get()),
            line(folder + "/type").orElse("unknown"),
            Long.parseLong(size.group(1)) * (size.group(2).equals("M") ? 1024 : 1),
            line(folder + "/shared_cpu_list").orElse("unknown")));
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(l -> l.contains(":") && l.substring(0, l.indexOf(':')).strip().equals(key))
        .map(l -> l.substring(l.indexOf(':') + 1).strip())
        .findFirst();
  }

  private Optional<String> line(String file) {
    return lines(file).stream().findFirst().map(String::strip);
  }

  /** A file's lines; none where the system has no such file, which is not an error. */
  private List<String> lines(String file) {
    Path path = root.resolve(file);
    if (!Files.isReadable(path)) {
      return List.of();
    }
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      return List.of();
    }
  }
}
