package org.cvmsnap.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.error.ForeignStateException;
import org.cvmsnap.model.Ownership;
import org.cvmsnap.model.ShellLine;

/**
 * Where the state is kept: directories and files for their owner alone. What somebody else could
 * have written there is not believed, as it names commands that are run as root.
 */
public final class StateDirectory {
  private final Path directory;

  public StateDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * What the directory is on.
   *
   * @param directory the directory itself
   * @param fileSystem the device or pool, as the operating system names it
   * @param free how many bytes can be written there
   * @param writable whether this process may write there, or make it
   */
  public record Place(Path directory, String fileSystem, long free, boolean writable) {}

  /** What it is on, or would be made on; nothing is made. */
  public Place place() throws IOException {
    Path there = directory.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    FileStore store = Files.getFileStore(there);
    boolean writable =
        Stream.of(there, directory.resolve("runs"), directory.resolve("locks"))
            .filter(Files::exists)
            .allMatch(Files::isWritable);
    return new Place(
        directory, store.name(), store.getUsableSpace(), !store.isReadOnly() && writable);
  }

  /** The journals of runs. */
  public LogDirectory runs() {
    return new LogDirectory(directory.resolve("runs"));
  }

  /** Whether any run was begun with it, or may have been: others cannot see what is in it. */
  public boolean used() {
    return Stream.of("runs", "ended")
        .anyMatch(name -> !Files.notExists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  /** What is remembered of whether the site was tried. */
  public QualifiedMark qualified() {
    return new QualifiedMark(directory.resolve("qualified.json"));
  }

  public Locks locks() {
    return new Locks(directory.resolve("locks"));
  }

  /**
   * Returns where nobody but root and the user that runs this process can have written anything of
   * the state, or where there is none yet.
   *
   * @throws ForeignStateException otherwise
   */
  public StateDirectory requireOwn() {
    try {
      requireOwn(directory);
      requireOwn(directory.resolve("ended"));
      for (String part : List.of("runs", "locks")) {
        Path files = directory.resolve(part);
        if (requireOwn(files)) {
          try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
              requireOwnFile(file);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new ForeignStateException(
          "Whose the state directory %s is cannot be learned, nor what is owed: %s."
              .formatted(directory, e),
          "Run cvmsnap as root, or name a directory of your own with --state-dir.");
    }
    return this;
  }

  /**
   * @return whether it is there
   */
  private static boolean requireOwn(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    requireOwn(directory, !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS), "directory");
    return true;
  }

  private static void requireOwnFile(Path file) throws IOException {
    requireOwn(file, !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "file");
  }

  private static void requireOwn(Path path, boolean another, String kind) throws IOException {
    Ownership ownership = Ownership.of(path);
    if (ownership.symbolicLink()) {
      throw refused(path + " is a symbolic link", "Name the " + kind + " itself, with --state-dir");
    }
    if (another) {
      throw refused(path + " is no " + kind, "Move it away");
    }
    Optional<Ownership.Fault> fault = ownership.fault();
    if (fault.isPresent()) {
      throw refused(
          path + " " + fault.get().what(),
          fault.get().mend() + " " + ShellLine.quoted(path.toString()));
    }
  }

  private static ForeignStateException refused(String what, String next) {
    return new ForeignStateException(
        "The state cannot be believed, so what is owed is not known: " + what + ".",
        "Look at what is there and who has written it; then: " + next + ".");
  }

  /** Makes the directory and what is missing above it, mode 0700. */
  static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      make(parent);
    }
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (parent != null) {
      force(parent);
    }
  }

  /** Opens a file for writing, and makes it where it is missing, mode 0600. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** What is in a file, and not in one that a link leads to. */
  static byte[] read(Path file) throws IOException {
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readAllBytes();
    }
  }

  /**
   * Puts the names in the directory on disk: a file that is forced is not yet one that is found.
   */
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
