package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what a build made, in the folders that Maven and Gradle build in. */
final class FoundJar extends SimpleFileVisitor<Path> {

  /** As the archetype of JMH, its Gradle plugin, and most projects name it. */
  private static final Pattern USUAL =
      Pattern.compile("(.*[-_.])?(jmh|benchmarks?)\\.jar", Pattern.CASE_INSENSITIVE);

  private static final Pattern OUTPUT = Pattern.compile("(.*/)?(target|build/libs)/[^/]+\\.jar");

  private static final String TESTS = "target/test-classes";

  private final Path tree;
  private final List<Path> jars = new ArrayList<>();
  private final List<Path> tests = new ArrayList<>();

  private FoundJar(Path tree) {
    this.tree = tree;
  }

  /**
   * The one jar with a list of benchmarks, below a working tree; empty if there is none.
   *
   * @throws BadDataException if there are several, or the list is beside classes of tests
   */
  static Optional<Path> in(Path tree) throws IOException {
    FoundJar found = new FoundJar(tree);
    Files.walkFileTree(tree, found);
    List<Path> usual =
        found.jars.stream()
            .filter(j -> USUAL.matcher(j.getFileName().toString()).matches())
            .toList();
    List<Path> candidates = usual.isEmpty() ? found.jars : usual;
    if (candidates.size() > 1) {
      throw new BadDataException(
          "the build made several jars of benchmarks ("
              + candidates.stream().map(found::name).sorted().collect(Collectors.joining(", "))
              + "); name one with --jar");
    }
    if (candidates.isEmpty() && !found.tests.isEmpty()) {
      throw new BadDataException(found.ofTests());
    }
    return candidates.stream().findFirst();
  }

  private String ofTests() {
    String classes = name(tests.get(0));
    String target = classes.substring(0, classes.length() - "test-classes".length());
    return "the benchmarks are among the tests ("
        + classes
        + "), and no jar holds them; build with --build 'mvn -q -B -DskipTests package"
        + " dependency:copy-dependencies' --classpath '"
        + classes
        + ":"
        + target
        + "classes:"
        + target
        + "dependency/*'";
  }

  private String name(Path path) {
    return tree.relativize(path).toString().replace('\\', '/');
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (name(folder).endsWith(TESTS) && BenchmarkList.isIn(folder)) {
      tests.add(folder);
    }
    return folder.endsWith(".git") || folder.endsWith("node_modules")
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (OUTPUT.matcher(name(file)).matches() && BenchmarkList.isIn(file)) {
      jars.add(file);
    }
    return FileVisitResult.CONTINUE;
  }
}
