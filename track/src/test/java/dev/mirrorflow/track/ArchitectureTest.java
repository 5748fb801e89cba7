package dev.mirrorflow.track;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tracker stands alone, and its packages are a one-way street. */
class ArchitectureTest {

  /** A package may use those before it, never those after it. */
  private static final List<String> STREET =
      List.of(
          "terminal",
          "svg",
          "git",
          "results",
          "machine",
          "compare",
          "report",
          "ab",
          "history",
          "export",
          "html");

  private static final String ROOT = "dev.mirrorflow.track.";

  private static final JavaClasses TRACK =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.mirrorflow.track");

  @Test
  void everyClassLivesInAPackageOfTheStreet() {
    Set<String> strangers = new TreeSet<>();
    TRACK.forEach(c -> strangers.add(c.getPackageName() + "."));
    assertTrue(strangers.remove(ROOT), "Main was not found");
    STREET.forEach(p -> strangers.remove(ROOT + p + "."));
    assertEquals(Set.of(), strangers);
  }

  @Test
  void packagesUseOnlyThoseBeforeThem() {
    for (int p = 0; p < STREET.size() - 1; p++) {
      String[] after =
          STREET.subList(p + 1, STREET.size()).stream()
              .map(name -> ROOT + name + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + STREET.get(p) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(after)
          .because("the street runs one way: " + String.join(", ", STREET))
          .check(TRACK);
    }
  }

  /** Of Mirrorflow base alone: nothing of core, bench or lab; no JMH, no BLAS. */
  @Test
  void trackDependsOnPicocliJacksonAndCommonsStatisticsOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("dev.mirrorflow.track..")
                .or(resideInAPackage("dev.mirrorflow.error"))
                .or(resideInAPackage("dev.mirrorflow.file"))
                .or(resideInAPackage("java.."))
                .or(resideInAPackage("picocli"))
                .or(resideInAPackage("tools.jackson.."))
                .or(resideInAPackage("org.apache.commons.statistics.."))
                .or(resideInAPackage("org.apache.commons.numbers.."))
                // Arrays of primitives have no package.
                .or(nameMatching("\\[+[ZBCSIJFD]|boolean|byte|char|short|int|long|float|double")))
        .check(TRACK);
  }
}
