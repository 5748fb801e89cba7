package dev.mirrorflow.file;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file under a name of its own beside its target, whose place it takes when it is complete. A
 * file that was there hands on its permissions, and its owner and group where this user may give
 * them; until then only this user may read the new one.
 *
 * <p>It does not outlive the process, unless that is killed without a word: what is there when the
 * JVM ends, as after Ctrl-C, is removed once all other work of the shutdown is done.
 */
public final class TemporaryFile implements AutoCloseable {

  private static final Set<TemporaryFile> OPEN = ConcurrentHashMap.newKeySet();
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The JVM removes what is marked after all hooks have ended, so that they may still write. */
  private static volatile boolean ending;

  static {
    try {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    ending = true;
                    OPEN.forEach(TemporaryFile::removeAtExit);
                  },
                  "temporary-files"));
    } catch (IllegalStateException e) {
      ending = true; // the JVM is ending already
    }
  }

  private final Path target;
  private final Path path;
  private final Optional<FileAccess> replaced;

  private TemporaryFile(Path target, Optional<FileAccess> replaced) {
    this.target = target;
    this.path = target.resolveSibling(".mirrorflow-" + UUID.randomUUID() + ".tmp");
    this.replaced = replaced;
  }

  /**
   * Makes an empty one.
   *
   * @param target where it will go; may exist, and symbolic links are followed
   * @throws BadDataException if the folder is missing or the target is no regular file or one that
   *     may not be written
   * @throws IOException if it cannot be made
   */
  public static TemporaryFile beside(Path target) throws IOException {
    Path file = LinkedPath.follow(target);
    checkTarget(target, file);
    TemporaryFile temporary = new TemporaryFile(file, FileAccess.of(file));
    temporary.create();
    return temporary;
  }

  private void create() throws IOException {
    OPEN.add(this);
    if (ending) {
      removeAtExit();
    }
    try {
      if (replaced.isPresent()) {
        Files.createFile(path, OWNER_ONLY);
      } else {
        Files.createFile(path);
      }
    } catch (IOException e) {
      OPEN.remove(this);
      throw e;
    }
  }

  private void removeAtExit() {
    path.toFile().deleteOnExit();
  }

  /** Where it is until it is complete. */
  public Path path() {
    return path;
  }

  /** Puts it in the place of the target, in one move. */
  public void replaceTarget() throws IOException {
    if (replaced.isPresent()) {
      replaced.get().giveTo(path);
    }
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes it, unless it has taken its place. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
    OPEN.remove(this);
  }

  private static void checkTarget(Path target, Path file) {
    Path folder = file.getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw FileError.at(target, "is a folder; name a file in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw FileError.at(target, "is a pipe or device; name a regular file");
    }
    if (!Files.exists(folder)) {
      throw FileError.at(target, "its folder does not exist; create it first");
    }
    if (!Files.isDirectory(folder)) {
      throw FileError.at(target, "its folder is a file; choose another folder");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw FileError.at(
          target, "is there and may not be written; change its permissions or name another file");
    }
  }
}
