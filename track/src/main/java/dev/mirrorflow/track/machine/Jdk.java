package dev.mirrorflow.track.machine;

import dev.mirrorflow.error.BadDataException;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * A JDK on this machine.
 *
 * @param home its folder
 * @param version as its release file tells, {@code "17.0.15"}; "unknown" if that says nothing
 */
public record Jdk(Path home, String version) {

  private static final String UNKNOWN = "unknown";

  /**
   * The JDK in a folder.
   *
   * @throws BadDataException if there is none
   */
  public static Jdk in(Path home) {
    Path absolute = home.toAbsolutePath().normalize();
    for (String tool : new String[] {"java", "javac"}) {
      if (!Files.isExecutable(absolute.resolve("bin").resolve(tool))) {
        throw new BadDataException(
            home + " is no JDK: it has no bin/" + tool + "; name the folder of one with --jdk");
      }
    }
    return new Jdk(absolute, version(absolute.resolve("release")));
  }

  /**
   * The one that builds use here: that of JAVA_HOME, otherwise that of the java on the path.
   *
   * @throws BadDataException if there is neither
   */
  public static Jdk standard(Map<String, String> environment) {
    String home = environment.getOrDefault("JAVA_HOME", "");
    if (!home.isEmpty()) {
      return in(Path.of(home));
    }
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path java = Path.of(folder).resolve("java");
      if (!folder.isEmpty() && Files.isExecutable(java)) {
        return in(behindLinks(java).getParent().getParent());
      }
    }
    throw new BadDataException("no java is on the path; set JAVA_HOME, or name a JDK with --jdk");
  }

  private static Path behindLinks(Path java) {
    try {
      return java.toRealPath();
    } catch (IOException e) {
      throw new BadDataException(java + " cannot be followed: " + e.getMessage(), e);
    }
  }

  private static String version(Path release) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(release, StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      return UNKNOWN;
    }
    return properties.getProperty("JAVA_VERSION", UNKNOWN).replace("\"", "");
  }

  /** The number of the release, 17; 0 if unknown. */
  public int feature() {
    String digits = version.replaceFirst("^1\\.", "").replaceFirst("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  /** The program that starts a JVM. */
  public Path java() {
    return home.resolve("bin").resolve("java");
  }

  /** In words: {@code "Java 17.0.15"}. */
  @Override
  public String toString() {
    return "Java " + version;
  }
}
