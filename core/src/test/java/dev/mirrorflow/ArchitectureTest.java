package dev.mirrorflow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
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

/** The house rules: a one-way street of packages, with the Vector API behind one door. */
class ArchitectureTest {

  /** A package may use those before it, never those after it. */
  private static final List<String> STREET =
      List.of(
          "error",
          "file",
          "kernel",
          "linalg",
          "design",
          "block",
          "model",
          "asymptotics",
          "descent",
          "flow",
          "bias",
          "landscape",
          "sweep",
          "data",
          "grid");

  private static final String ROOT = "dev.mirrorflow.";

  /** The face stands at the end of the street. */
  private static final String FACE = "dev.mirrorflow";

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.mirrorflow");

  @Test
  void theClassesWereFound() {
    assertTrue(CORE.contain("dev.mirrorflow.kernel.Kernels"));
    assertTrue(CORE.contain("dev.mirrorflow.linalg.DesignMatrix"));
  }

  @Test
  void everyClassLivesInAPackageOfTheStreet() {
    Set<String> strangers = new TreeSet<>();
    CORE.forEach(c -> strangers.add(c.getPackageName()));
    STREET.forEach(p -> strangers.remove(ROOT + p));
    strangers.remove(FACE);
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
          .allowEmptyShould(true)
          .check(CORE);
    }
  }

  @Test
  void nothingOfTheStreetUsesTheFace() {
    noClasses()
        .that()
        .resideOutsideOfPackage(FACE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(FACE)
        .check(CORE);
  }

  @Test
  void dataKnowsNoModelsNorAlgorithms() {
    classes()
        .that()
        .resideInAPackage(ROOT + "data..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackages("dev.mirrorflow..")
                .or(resideInAPackage(ROOT + "error.."))
                .or(resideInAPackage(ROOT + "file.."))
                .or(resideInAPackage(ROOT + "kernel.."))
                .or(resideInAPackage(ROOT + "linalg.."))
                .or(resideInAPackage(ROOT + "design.."))
                .or(resideInAPackage(ROOT + "data..")))
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void onlyTheVectorProviderTouchesTheIncubator() {
    noClasses()
        .that()
        .haveNameNotMatching(
            "dev\\.mirrorflow\\.kernel\\.Vector(Kernels|Blocks|SingleBlocks|Rows|SingleRows|ShortRows|Lane(Tile\\d+x\\d+|Steps|Flows))")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .because("every other class must load where the incubator module is missing")
        .check(CORE);
  }

  @Test
  void coreDependsOnTheJdkAndNetlibOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("dev.mirrorflow..")
                .or(resideInAPackage("java.."))
                .or(resideInAPackage("jdk.incubator.vector.."))
                .or(resideInAPackage("com.sun.management"))
                .or(resideInAPackage("dev.ludovic.netlib.."))
                // The output argument intW in netlib's signatures of LAPACK.
                .or(resideInAPackage("org.netlib.util"))
                // Arrays of primitives have no package.
                .or(nameMatching("\\[+[ZBCSIJFD]|boolean|byte|char|short|int|long|float|double")))
        .check(CORE);
  }

  @Test
  void nothingIsCalledUtilOrManager() {
    noClasses()
        .should()
        .haveSimpleNameContaining("Util")
        .orShould()
        .haveSimpleNameContaining("Manager")
        .because("a name says what the class does")
        .check(CORE);
  }
}
