package dev.mirrorflow.spark;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.apache.spark.SparkContext;

/** Says early, and in one line, that spark://HOST:PORT is not there; Spark tries for a minute. */
final class StandaloneMaster {

  private static final String SCHEME = "spark://";
  private static final int MOST_MILLIS = 5000;

  private StandaloneMaster() {}

  /**
   * Knocks, within five seconds each, at the masters of which one is enough.
   *
   * @param url of any kind of master; what is not spark:// is not looked at, and an address that is
   *     none is left to Spark, which says so
   * @throws BadDataException if none takes a connection
   */
  static void requireAnswer(String url) {
    if (!url.startsWith(SCHEME)) {
      return;
    }
    IOException last = null;
    for (String address : url.substring(SCHEME.length()).split(",", -1)) {
      try (Socket socket = new Socket()) {
        URI master = URI.create(SCHEME + address);
        socket.connect(new InetSocketAddress(master.getHost(), master.getPort()), MOST_MILLIS);
        return;
      } catch (IllegalArgumentException _) { // no host, or no port
        return;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new BadDataException(
        "no Spark master answers at "
            + url
            + " ("
            + last.getMessage()
            + "); start it, or check"
            + " --master",
        last);
  }

  /**
   * Looks whether the master that took the connection has also taken the application.
   *
   * @throws BadDataException if it has not
   */
  static void requireRegistered(String url, SparkContext context) {
    if (url.startsWith(SCHEME) && context.applicationId().startsWith("spark-application-")) {
      throw new BadDataException(
          "what listens at " + url + " does not answer as a Spark master; check --master");
    }
  }
}
