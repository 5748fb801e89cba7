package dev.mirrorflow.lab.report;

/** The version of this program. */
public final class Version {

  private Version() {}

  /** From the jar's manifest, or "development" when it runs from classes. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
