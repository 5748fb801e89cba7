package dev.mirrorflow.track.ab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** Jars as builds make them, and a small program that answers as JMH does. */
final class FakeProgram {

  private FakeProgram() {}

  /** A jar of these files, with attributes of its manifest by name. */
  static Path jar(Path file, Map<String, String> attributes, Map<String, byte[]> files)
      throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(
        (name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> e : files.entrySet()) {
        jar.putNextEntry(new JarEntry(e.getKey()));
        jar.write(e.getValue());
      }
    }
    return file;
  }

  /** A jar with nothing but a list of benchmarks, which nobody can run. */
  static Path withList(Path file) throws IOException {
    return jar(file, Map.of(), Map.of(BenchmarkList.NAME, bytes("JMH S 4 p.T\n")));
  }

  /**
   * A program of one benchmark that takes so many µs; negative, and it fails.
   *
   * @param work folder for its source and class
   */
  static Path running(Path file, double micros, Path work) throws IOException {
    Path source = Files.createDirectories(work).resolve("Jmh.java");
    Files.writeString(source, SOURCE.replace("MICROS", Double.toString(micros)));
    String[] words = {"-proc:none", "-d", work.toString(), source.toString()};
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, words) != 0) {
      throw new IllegalStateException("the fake does not compile");
    }
    return jar(
        file,
        Map.of("Main-Class", "Jmh"),
        Map.of(
            "Jmh.class",
            Files.readAllBytes(work.resolve("Jmh.class")),
            BenchmarkList.NAME,
            bytes("JMH S 4 p.T\n")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final String SOURCE =
      """
      public class Jmh {
        public static void main(String[] a) throws Exception {
          java.util.List<String> words = java.util.List.of(a);
          if (words.contains("-l")) {
            System.out.println("Benchmarks: \\np.T.m");
            return;
          }
          boolean isShort = words.contains("500ms");
          System.out.println("# Run progress: 0.00% complete, ETA 00:0" + (isShort ? 0 : 1) + ":05");
          int json = words.indexOf("-rff");
          if (json < 0) {
            return;
          }
          if (MICROS < 0) {
            java.nio.file.Files.writeString(java.nio.file.Path.of(words.get(json + 1)), "[]");
            return;
          }
          double score = MICROS * (1 + 1e-3 * (ProcessHandle.current().pid() % 7));
          java.nio.file.Files.writeString(
              java.nio.file.Path.of(words.get(json + 1)),
              ("[{'jmhVersion': '1.37', 'benchmark': 'p.T.m', 'mode': 'avgt', 'threads': 1,"
                      + " 'forks': 1, 'vmName': 'Fake', 'vmVersion': '17', 'primaryMetric':"
                      + " {'score': " + score + ", 'scoreError': 'NaN', 'scoreConfidence':"
                      + " ['NaN', 'NaN'], 'scorePercentiles': {}, 'scoreUnit': 'us/op', 'rawData':"
                      + " [[" + score + "]]}, 'secondaryMetrics': {}}]")
                  .replace('\\'', '"'));
        }
      }
      """;
}
