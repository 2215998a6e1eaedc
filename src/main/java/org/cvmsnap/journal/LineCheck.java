package org.cvmsnap.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The number and the checksum that each line of a journal ends with, as its last keys. A byte that
 * has changed inside a name would otherwise be read as another name, and a line that is gone would
 * not be missed.
 */
final class LineCheck {
  private static final String CHECKSUM = ",\"crc32c\":\"";
  private static final String END = "\"}";

  /** The characters that a line ends with which has a checksum. */
  private static final int SEAL = CHECKSUM.length() + 8 + END.length();

  private static final String NUMBER = ",\"line\":";
  private static final Pattern NUMBERS = Pattern.compile("[1-9][0-9]{0,8}");

  /** What a torn line is not: one that goes on behind its checksum. */
  private static final Pattern OVERRAN =
      Pattern.compile("\\{.*,\"crc32c\":\"[0-9a-f]{8}\"}.+", Pattern.DOTALL);

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
    if (!isChecked(line)) {
      return Optional.empty();
    }
    int end = line.length() - SEAL;
    String plain = line.substring(0, end) + "}";
    if (!line.startsWith(checksum(plain), end + CHECKSUM.length())) {
      return Optional.empty();
    }
    int at = plain.lastIndexOf(NUMBER);
    String number = at < 0 ? "" : plain.substring(at + NUMBER.length(), end);
    return Optional.of(
        NUMBERS.matcher(number).matches()
            ? new Whole(plain.substring(0, at) + "}", OptionalInt.of(Integer.parseInt(number)))
            : new Whole(plain, OptionalInt.empty()));
  }

  private static boolean isChecked(String line) {
    return line.length() > SEAL
        && line.startsWith("{")
        && line.startsWith(CHECKSUM, line.length() - SEAL)
        && line.endsWith(END);
  }

  /** Whether a text without a line end is more than a line that was torn: its end has changed. */
  static boolean overran(String text) {
    return OVERRAN.matcher(text).matches();
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
    boolean checked = !lines.isEmpty() && isChecked(lines.get(0));
    boolean numbered = checked && whole(lines.get(0)).filter(LineCheck::isNumbered).isPresent();
    for (String line : lines) {
      int number = opened.size() + 1;
      Optional<Whole> whole = whole(line);
      if (whole.isEmpty() ? checked || isChecked(line) : numbered && !isNumbered(whole.get())) {
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
