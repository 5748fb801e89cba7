package dev.mirrorflow.lab;

import dev.mirrorflow.data.NpyMatrix;
import dev.mirrorflow.data.SparseFormat;
import dev.mirrorflow.data.SvmlightReader.Features;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.kernel.BlockKernels;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.lab.files.Reads;
import dev.mirrorflow.lab.input.DescentMemory;
import dev.mirrorflow.lab.input.LimitMemory;
import dev.mirrorflow.lab.input.SizeConverter;
import dev.mirrorflow.lab.report.JsonFile;
import dev.mirrorflow.lab.report.Version;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import dev.mirrorflow.sweep.AlphaSweep;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mirrorflow info}: what computes here. */
@Command(
    name = "info",
    description = "Says what computes here: JDK, CPU, kernels, BLAS and LAPACK, memory.",
    footer = {"", "Example:", "  mirrorflow info --json"})
final class InfoCommand implements Callable<Integer> {

  /** Bytes of an X whose zeros are counted, a matter of seconds. */
  private static final long COUNTED = 1L << 32;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Reads
  @Option(
      names = "--x",
      paramLabel = "FILE",
      description = {
        "also say what this X is, .npy or sparse as .npz, .mtx or .svm, and what memory it, its"
            + " limits and descents need"
      })
  private Path x;

  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "memory that may be taken, such as 800m or 2g (default: the Java heap)")
  private Long memoryLimit;

  @Override
  public Integer call() {
    Map<String, Object> facts = facts();
    if (x != null) {
      Optional<SparseFormat> format = SparseFormat.named(x);
      if (format.isPresent()) {
        addEntries(facts, format.get().readMatrix(x, Features.FOUND));
      } else {
        addMatrix(facts);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonFile.text(facts));
    } else {
      facts.forEach((name, value) -> out.printf(Locale.ROOT, "%-14s %s%n", name, value));
    }
    return ExitCode.OK;
  }

  private void addEntries(Map<String, Object> facts, SparseMatrix x) {
    facts.put("x", SparseSamples.description(x));
    facts.put("xInMemory", inMemory(x.bytes(), 8.0 * x.rows() * x.columns()));
    facts.put("limitOfX", LimitMemory.summary(x, limit()));
  }

  private long limit() {
    return memoryLimit == null ? Long.MAX_VALUE : memoryLimit;
  }

  private static String inMemory(long sparse, double array) {
    return String.format(
        Locale.ROOT, "%.3g GB sparse, %.3g GB as an array", sparse / 1e9, array / 1e9);
  }

  private void addMatrix(Map<String, Object> facts) {
    NpyMatrix matrix = NpyMatrix.of(x);
    long limit = limit();
    facts.put(
        "x",
        String.format(
            Locale.ROOT,
            "%d x %d %s by %s, %.3g GB",
            matrix.rows(),
            matrix.columns(),
            matrix.type(),
            matrix.byColumns() ? "columns" : "rows",
            matrix.bytes() / 1e9));
    if (matrix.bytes() <= COUNTED) {
      long entries = NpyMatrix.nonZeros(x);
      facts.put(
          "xInMemory",
          inMemory(12 * entries + 4L * matrix.columns(), 8.0 * matrix.rows() * matrix.columns()));
    }
    facts.put("limitOfX", LimitMemory.of(matrix, 1, limit).summary());
    facts.put("descentOnX", "from one alpha " + DescentMemory.of(matrix, 1, limit).summary());
  }

  private static Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("mirrorflow", Version.text());
    facts.put(
        "jdk",
        System.getProperty("java.vendor.version", System.getProperty("java.vendor"))
            + ", "
            + System.getProperty("java.vm.version"));
    facts.put(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"));
    facts.put("cpu", cpu());
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("kernels", Kernels.description());
    facts.put("blocks", BlockKernels.description());
    facts.put("lanes", AlphaSweep.lanes());
    facts.put("blas", LinearAlgebraBackend.description());
    facts.put("lapack", LinearAlgebraBackend.description());
    facts.put("heapMaxGiB", gib(Runtime.getRuntime().maxMemory()));
    facts.put("machineGiB", gib(machineMemory()));
    return facts;
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException _) {
      return "unknown";
    }
  }

  private static long machineMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  private static double gib(long bytes) {
    return Math.round(10.0 * bytes / (1 << 30)) / 10.0;
  }
}
