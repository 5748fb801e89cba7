package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.git.Revision;
import dev.mirrorflow.track.machine.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Jars and classes that are there, without git. They are copied: a build may write over them. */
final class FileSource implements ProgramSource {

  private static final int BUFFER = 1 << 16;

  private final ProgramCache cache;
  private final List<Path> entries;
  private final Revision revision;
  private final Jdk jdk;

  /**
   * A jar or a class path.
   *
   * @throws BadDataException if a file is not there
   */
  FileSource(ProgramCache cache, String classPath, Jdk jdk) {
    this.cache = cache;
    this.jdk = jdk;
    entries = ClassPath.entries(classPath, Path.of("").toAbsolutePath());
    if (entries.isEmpty()) {
      throw new BadDataException("'" + classPath + "' names no jar; name a jar or a class path");
    }
    revision = new Revision(classPath, hash(entries));
  }

  private static String hash(List<Path> entries) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path entry : entries) {
        digest.update(entry.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(entry)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            digest.update(entry.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            add(digest, file);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new BadDataException(entries.get(0) + " cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }

  /** What is read, for whoever must not write over it. */
  List<Path> inputs() {
    return entries;
  }

  @Override
  public Revision revision() {
    return revision;
  }

  @Override
  public String recipe() {
    return "given, " + jdk;
  }

  @Override
  public Jdk jdk() {
    return jdk;
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public Path folder() {
    return cache.of("files-" + revision.commit(), (folder, log) -> ClassPath.copy(entries, folder));
  }
}
