package dev.mirrorflow.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this program. */
public final class Version {

  private static final String FILE = "/META-INF/mirrorflow-lab.properties";

  private Version() {}

  /** From the jar's manifest, or "development" when it runs from classes. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The same with the commit that it was built from, as the build wrote it down. */
  public static String withCommit() {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException _) {
      return text();
    }
    return text() + " (" + build.getProperty("commit", "unknown") + ")";
  }
}
