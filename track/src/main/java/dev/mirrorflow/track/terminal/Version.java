package dev.mirrorflow.track.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this program and the commit it was built from, as the build wrote them down. */
public final class Version implements IVersionProvider {

  /** Not below our packages: what is measured is the same code, whatever the commit. */
  private static final String FILE = "/META-INF/mirrorflow-track.properties";

  /** {@code "0.1.0 (01234567)"}, {@code "-dirty"} after the commit if tracked files differed. */
  public static String text() {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      return "unknown";
    }
    return build.getProperty("version", "unknown")
        + " ("
        + build.getProperty("commit", "unknown")
        + ")";
  }

  @Override
  public String[] getVersion() {
    return new String[] {"mirrorflow-track " + text()};
  }
}
