package org.cvmsnap.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The number and the checksum that each line of a journal ends with, as its last keys. A byte that
 * has changed inside a name would otherwise be read as another name, and a line that is gone would
 * not be missed.
 */
final class LineCheck {
  private static final Pattern CHECKED =
      Pattern.compile("(\\{.*),\"crc32c\":\"([0-9a-f]{8})\"}", Pattern.DOTALL);
  private static final Pattern NUMBERED =
      Pattern.compile("(\\{.*),\"line\":([1-9][0-9]{0,8})}", Pattern.DOTALL);

  private LineCheck() {}

  /**
   * The line, a JSON object, with its number and its checksum.
   *
   * @param number from 1
   */
  static String sealed(String line, int number) {
    String numbered = with(line, "\"line\":" + number);
    return with(numbered, "\"crc32c\":\"" + checksum(numbered) + "\"");
  }

  private static String with(String object, String key) {
    return object.substring(0, object.length() - 1) + "," + key + "}";
  }

  /**
   * What a line says that has a checksum that is right.
   *
   * @param number empty where an earlier version has written it
   */
  record Whole(String plain, OptionalInt number) {}

  /** A line without its number and checksum; empty where it has no checksum that is right. */
  static Optional<Whole> whole(String line) {
    Matcher checked = CHECKED.matcher(line);
    if (!checked.matches()) {
      return Optional.empty();
    }
    String plain = checked.group(1) + "}";
    if (!checksum(plain).equals(checked.group(2))) {
      return Optional.empty();
    }
    Matcher numbered = NUMBERED.matcher(plain);
    return Optional.of(
        numbered.matches()
            ? new Whole(
                numbered.group(1) + "}", OptionalInt.of(Integer.parseInt(numbered.group(2))))
            : new Whole(plain, OptionalInt.empty()));
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
   * The lines without their numbers and checksums. A journal that an earlier version has begun has
   * none at first.
   *
   * @throws IllegalArgumentException when a line is not as it was written, or one is missing
   */
  static List<String> opened(List<String> lines) {
    List<String> opened = new ArrayList<>();
    boolean checked = !lines.isEmpty() && CHECKED.matcher(lines.get(0)).matches();
    boolean numbered = checked && whole(lines.get(0)).filter(LineCheck::isNumbered).isPresent();
    for (String line : lines) {
      int number = opened.size() + 1;
      Optional<Whole> whole = whole(line);
      if (whole.isEmpty()
          ? checked || CHECKED.matcher(line).matches()
          : numbered && !isNumbered(whole.get())) {
        throw new IllegalArgumentException("line " + number + " has been changed");
      }
      int written = whole.map(Whole::number).orElse(OptionalInt.empty()).orElse(number);
      if (written != number) {
        throw new IllegalArgumentException(
            "line %d is missing, and line %d is in its place".formatted(number, written));
      }
      opened.add(whole.map(Whole::plain).orElse(line));
    }
    return opened;
  }

  private static boolean isNumbered(Whole line) {
    return line.number().isPresent();
  }
}
