package dev.mirrorflow.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page says of the jar is what the build enforces. */
class FactsTest {

  private static Set<String> found(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void theLibrariesAndTheSizeAreThoseThatTheBuildAllows() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String facts = readme.substring(readme.indexOf("## Facts"));
    int list = facts.indexOf("- Its libraries");
    String libraries = facts.substring(list, facts.indexOf("\n- ", list));
    String pom = Files.readString(Path.of("pom.xml"));
    Set<String> allowed = found("<include>[a-z.]+:([a-z-]+)</include>", pom);
    assertTrue(allowed.remove("mirrorflow-base"), "our own code is no library");
    assertEquals(allowed, found("`([a-z]+(?:-[a-z]+)*)`", libraries));
    assertEquals(Set.of("5000000"), found("<maxsize>(\\d+)</maxsize>", pom));
    assertTrue(facts.contains("the build fails above 5 MB"), facts);
  }
}
