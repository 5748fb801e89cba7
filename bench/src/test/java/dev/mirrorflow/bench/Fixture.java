package dev.mirrorflow.bench;

import dev.mirrorflow.track.results.JmhJson;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;

/** A small run of these benchmarks, two forks each, as JMH wrote it. */
final class Fixture {

  private Fixture() {}

  static Path jmh() {
    URL url = Fixture.class.getResource("jmh.json");
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<ForkTimes> timings() {
    return JmhJson.read(jmh()).stream().map(ForkTimes::of).toList();
  }
}
