package org.cvmsnap.model;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * Whose a file or directory is, and who else may write it: what others could have written is not
 * believed where it says what is run as root.
 *
 * @param owner the name of the owner
 * @param own whether that is root or the user that runs this process
 */
public record Ownership(
    String owner, boolean own, Set<PosixFilePermission> permissions, boolean symbolicLink) {
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  public Ownership {
    permissions = Set.copyOf(permissions);
  }

  /**
   * What is wrong with it.
   *
   * @param what it is or has, without its name before it
   * @param mend the command that mends it, without its name behind it
   */
  public record Fault(String what, String mend) {}

  /**
   * That of a file, or of the symbolic link itself.
   *
   * @throws IOException when it cannot be learned
   */
  public static Ownership of(Path path) throws IOException {
    PosixFileAttributes attributes =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    return new Ownership(
        attributes.owner().getName(),
        own(path, attributes.owner()),
        attributes.permissions(),
        attributes.isSymbolicLink());
  }

  /** Why it is not believed; empty where nobody but root and this user can have written it. */
  public Optional<Fault> fault() {
    if (!own) {
      return Optional.of(new Fault("belongs to " + owner, "chown root"));
    }
    if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
      return Optional.of(
          new Fault(
              "may be written by others (" + PosixFilePermissions.toString(permissions) + ")",
              "chmod go-w"));
    }
    return Optional.empty();
  }

  private static boolean own(Path path, UserPrincipal owner) throws IOException {
    boolean root =
        Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    return root || owner.equals(user());
  }

  /** The user that runs this process; equal to another of the same number. */
  private static UserPrincipal user() throws IOException {
    return FileSystems.getDefault()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(System.getProperty("user.name", ""));
  }
}
