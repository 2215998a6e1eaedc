package org.cvmsnap.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The checksum that each line of a journal ends with, as its last key. A byte that has changed
 * inside a name would otherwise be read as another name.
 */
final class LineCheck {
  private static final Pattern CHECKED =
      Pattern.compile("(\\{.*),\"crc32c\":\"([0-9a-f]{8})\"}", Pattern.DOTALL);

  private LineCheck() {}

  /** The line, a JSON object, with its checksum. */
  static String sealed(String line) {
    return "%s,\"crc32c\":\"%s\"}".formatted(line.substring(0, line.length() - 1), checksum(line));
  }

  /** A line without its checksum, where it has one that is right; empty where not. */
  static Optional<String> sealedWhole(String line) {
    Matcher matcher = CHECKED.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String plain = matcher.group(1) + "}";
    return checksum(plain).equals(matcher.group(2)) ? Optional.of(plain) : Optional.empty();
  }

  /** Whether a text without a line end is more than a line that was torn: its end has changed. */
  static boolean overran(String text) {
    Matcher matcher = CHECKED.matcher(text);
    return matcher.lookingAt() && matcher.end() < text.length();
  }

  private static String checksum(String line) {
    CRC32C crc = new CRC32C();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /**
   * The lines without their checksums. A journal that an earlier version has begun has none at
   * first.
   *
   * @throws IllegalArgumentException when a line is not as it was written
   */
  static List<String> opened(List<String> lines) {
    List<String> opened = new ArrayList<>();
    boolean checked = !lines.isEmpty() && CHECKED.matcher(lines.get(0)).matches();
    for (String line : lines) {
      Optional<String> whole = sealedWhole(line);
      if (whole.isEmpty() && (checked || CHECKED.matcher(line).matches())) {
        throw new IllegalArgumentException("line " + (opened.size() + 1) + " has been changed");
      }
      opened.add(whole.orElse(line));
    }
    return opened;
  }
}
