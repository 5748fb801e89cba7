package dev.mirrorflow.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who may do what with a file. */
record FileAccess(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> mode) {

  /** That of a file; empty where there is none, or no permissions of POSIX. */
  static Optional<FileAccess> of(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null || !Files.exists(file)) {
      return Optional.empty();
    }
    PosixFileAttributes attributes = view.readAttributes();
    return Optional.of(
        new FileAccess(attributes.owner(), attributes.group(), attributes.permissions()));
  }

  /**
   * Gives it to another file. What only the superuser may give stays as it is: a group that is not
   * the same may then do no more than everyone.
   */
  void giveTo(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    PosixFileAttributes before = view.readAttributes();
    boolean sameGroup = before.group().equals(group);
    if (!before.owner().equals(owner)) {
      allowed(() -> view.setOwner(owner));
    }
    if (!sameGroup) {
      sameGroup = allowed(() -> view.setGroup(group));
    }
    view.setPermissions(sameGroup ? mode : withoutGroup());
  }

  private Set<PosixFilePermission> withoutGroup() {
    Set<PosixFilePermission> narrow = EnumSet.noneOf(PosixFilePermission.class);
    narrow.addAll(mode);
    if (!mode.contains(PosixFilePermission.OTHERS_READ)) {
      narrow.remove(PosixFilePermission.GROUP_READ);
    }
    if (!mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      narrow.remove(PosixFilePermission.GROUP_WRITE);
    }
    if (!mode.contains(PosixFilePermission.OTHERS_EXECUTE)) {
      narrow.remove(PosixFilePermission.GROUP_EXECUTE);
    }
    return narrow;
  }

  private interface Change {
    void make() throws IOException;
  }

  private static boolean allowed(Change change) {
    try {
      change.make();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
