package dev.mirrorflow.linalg;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Unpacks shared libraries from the class path into a private folder, once for each content, and
 * hands out the verified files. A link is never followed, and a folder that another user could
 * change is refused.
 *
 * <p>The folder's name is a SHA-256 over the names, lengths and checksums of the libraries, as the
 * jar's directory lists them: a start that finds them unpacked reads 40 MB at the speed of a
 * checksum (10 ms) instead of inflating them (150 ms). Many processes may start at once: each
 * writes under a name of its own and moves the complete file into place.
 */
final class NativeCache {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String UID = "unix:uid";
  private static final String GID = "unix:gid";
  private static final Integer SUPERUSER = 0;

  /** Of a folder in which one renames one's own only, as /tmp. */
  private static final int STICKY = 01000;

  private record Library(String name, URL url, long size, long crc) {}

  private final Path root;

  NativeCache(Path root) {
    this.root = root;
  }

  /** The user's cache folder, or one below the temporary folder where there is no home. */
  static NativeCache ofUser() {
    String forced = System.getProperty("mirrorflow.cache");
    if (forced != null) {
      return new NativeCache(Path.of(forced));
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    if (xdg != null && Path.of(xdg).isAbsolute()) {
      return new NativeCache(Path.of(xdg, "mirrorflow"));
    }
    Path home = Path.of(System.getProperty("user.home"));
    if (home.isAbsolute() && Files.isWritable(home)) {
      return new NativeCache(home.resolve(".cache").resolve("mirrorflow"));
    }
    return new NativeCache(
        Path.of(
            System.getProperty("java.io.tmpdir"), "mirrorflow-" + System.getProperty("user.name")));
  }

  /**
   * The files of the libraries, in the order of their names, unpacked if need be.
   *
   * @throws IOException with one line to show, if one is not on the class path, the folder cannot
   *     be written or is open to other users, or a file does not match its checksum
   */
  Path[] unpack(String resourceFolder, String... names) throws IOException {
    Library[] libraries = new Library[names.length];
    for (int i = 0; i < names.length; i++) {
      libraries[i] = find(resourceFolder, names[i]);
    }
    Path folder = root.resolve(key(libraries));
    make(folder);
    requireOwn(root);
    requirePrivate(folder);
    Path[] files = new Path[names.length];
    for (int i = 0; i < names.length; i++) {
      files[i] = folder.resolve(names[i]);
      if (!matches(files[i], libraries[i])) {
        write(libraries[i], folder, files[i]);
      }
    }
    return files;
  }

  private static Library find(String resourceFolder, String name) throws IOException {
    URL url = NativeCache.class.getClassLoader().getResource(resourceFolder + "/" + name);
    if (url == null) {
      throw new IOException(name + " is not on the class path");
    }
    URLConnection connection = url.openConnection();
    if (connection instanceof JarURLConnection jar) {
      return new Library(name, url, jar.getJarEntry().getSize(), jar.getJarEntry().getCrc());
    }
    return new Library(
        name, url, connection.getContentLengthLong(), checksum(connection.getInputStream()));
  }

  private static long checksum(InputStream content) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = content) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
      }
    }
    return crc.getValue();
  }

  private static String key(Library[] libraries) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    for (Library l : libraries) {
      digest.update((l.name + " " + l.size + " " + l.crc + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void make(Path folder) throws IOException {
    try {
      Files.createDirectories(folder, OWNER_ONLY);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException(folder.getParent() + " cannot be written: " + reason, e);
    }
  }

  /** Who may rename in the root can put another folder in the place of one that was checked. */
  private static void requireOwn(Path root) throws IOException {
    Object owner = Files.getAttribute(root, UID);
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(root);
    boolean trusted = owner.equals(self()) || owner.equals(SUPERUSER);
    boolean sticky = ((int) Files.getAttribute(root, "unix:mode") & STICKY) != 0;
    boolean shared =
        mode.contains(PosixFilePermission.OTHERS_WRITE)
            || mode.contains(PosixFilePermission.GROUP_WRITE) && !isOfOwnGroup(root);
    if (!trusted || shared && !sticky) {
      throw open(root, owner, mode);
    }
  }

  /** Whether the group is the one that bears the user's name, in which nobody else is. */
  private static boolean isOfOwnGroup(Path folder) throws IOException {
    return Files.getAttribute(folder, GID).equals(Files.getAttribute(Path.of("/proc/self"), GID))
        && Files.readAttributes(folder, PosixFileAttributes.class)
            .group()
            .getName()
            .equals(System.getProperty("user.name"));
  }

  /** A library is code: nobody else may be able to put another one there. */
  private static void requirePrivate(Path folder) throws IOException {
    Object owner = Files.getAttribute(folder, UID, LinkOption.NOFOLLOW_LINKS);
    Set<PosixFilePermission> mode =
        Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(self()) || !PosixFilePermissions.toString(mode).equals("rwx------")) {
      throw open(folder, owner, mode);
    }
  }

  private static Object self() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), UID);
  }

  private static IOException open(Path folder, Object owner, Set<PosixFilePermission> mode) {
    return new IOException(
        folder
            + " is open to other users ("
            + PosixFilePermissions.toString(mode)
            + ", uid "
            + owner
            + "); remove it, or take another");
  }

  private static boolean matches(Path file, Library library) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == library.size
        && checksum(Files.newInputStream(file)) == library.crc;
  }

  private static void write(Library library, Path folder, Path file) throws IOException {
    Path temporary = Files.createTempFile(folder, library.name, ".part");
    temporary.toFile().deleteOnExit(); // Ctrl-C may come before it is in its place
    try {
      try (InputStream in = library.url.openStream()) {
        Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!matches(temporary, library)) {
        throw new IOException(library.name + " did not arrive whole in " + folder);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
