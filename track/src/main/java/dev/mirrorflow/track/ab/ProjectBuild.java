package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The build of a project, as its files tell.
 *
 * @param folder where it runs
 * @param command of a shell
 */
record ProjectBuild(Path folder, String command) {

  private static final String MAVEN_GOALS = " -q -B -DskipTests ";

  /** What marks a build, and what starts it; the first that is there counts. */
  private static final List<String[]> KINDS =
      List.of(
          new String[] {"mvnw", "sh ./mvnw" + MAVEN_GOALS + "package"},
          new String[] {"pom.xml", "mvn" + MAVEN_GOALS + "package"},
          new String[] {"gradlew", "sh ./gradlew -q --no-daemon jmhJar"},
          new String[] {"build.gradle", "gradle -q --no-daemon jmhJar"},
          new String[] {"build.gradle.kts", "gradle -q --no-daemon jmhJar"});

  /**
   * The build at a working tree's root, otherwise that of the project below.
   *
   * @param below folder of the project in the tree, may be empty
   * @throws BadDataException if there is none
   */
  static ProjectBuild of(Path tree, String below) {
    for (Path folder : List.of(tree, tree.resolve(below))) {
      for (String[] kind : KINDS) {
        if (Files.isRegularFile(folder.resolve(kind[0]))) {
          return new ProjectBuild(folder, kind[1]);
        }
      }
    }
    throw new BadDataException(
        "no build was found (mvnw, pom.xml, gradlew, build.gradle); say how to build with --build,"
            + " or compare jars with --jars");
  }

  /**
   * A second try where javac ran no annotation processor: since JDK 23 it runs only those that are
   * named, unless it is told {@code -proc:full}. Maven passes nothing on to the compiler inside
   * itself, but a javac of its own reads the environment. Empty for other builds.
   */
  Optional<ProjectBuild> withAllProcessors() {
    return command.contains(MAVEN_GOALS)
        ? Optional.of(
            new ProjectBuild(
                folder,
                "JDK_JAVAC_OPTIONS=-proc:full "
                    + command.replace(
                        MAVEN_GOALS, MAVEN_GOALS + "-Dmaven.compiler.fork=true clean ")))
        : Optional.empty();
  }
}
