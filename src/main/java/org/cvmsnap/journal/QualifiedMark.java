package org.cvmsnap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is remembered of whether a site was tried: {@code qualified.json} in the state directory.
 * Nothing is decided by it.
 */
public final class QualifiedMark {
  private static final String SCHEMA = "cvmsnap.qualified/1";

  private final Path file;

  QualifiedMark(Path file) {
    this.file = file;
  }

  /** Whether the site was tried, or somebody was told that it was not. */
  public boolean known() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Remembers that somebody was told. */
  public void told(Instant at) throws IOException {
    write(Map.of("told", at.toString()));
  }

  /**
   * Remembers what has come of trying it.
   *
   * @param verdicts by the words of the assumptions
   */
  public void tried(
      Instant at, String node, String guest, String version, Map<String, String> verdicts)
      throws IOException {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("at", at.toString());
    keys.put("node", node);
    keys.put("ldom", guest);
    keys.put("version", version);
    keys.put("verdicts", verdicts);
    write(keys);
  }

  /** It is the old one or the new one, and never half of it. */
  private void write(Map<String, ?> keys) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("schema", SCHEMA);
    all.putAll(keys);
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(file + " is in no directory");
    }
    StateDirectory.make(directory);
    Path written =
        Files.createTempFile(
            directory,
            ".qualified",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(written, (JSON.std.asString(all) + "\n").getBytes(UTF_8));
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
