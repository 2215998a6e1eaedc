package org.cvmsnap.host;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Words of a command as bytes, in every locale. Java writes the words of a process in the locale
 * that it was started in, and can write nothing but ASCII in that of cron and SMF. Where there is
 * more, a shell gets them spelt in ASCII, puts the bytes together by printf(1), and becomes the
 * program.
 */
final class Spelling {
  private Spelling() {}

  /** Whether the words cannot be handed over at all: there is no NUL in a word. */
  static boolean unspeakable(List<String> argv) {
    return argv.stream().anyMatch(word -> word.indexOf('\0') >= 0 || (odd(word) && ended(word)));
  }

  /** A shell leaves out the line ends after what it is to put in place. */
  private static boolean ended(String word) {
    return word.endsWith("\n");
  }

  private static boolean odd(String word) {
    return word.chars().anyMatch(character -> character > 0x7F);
  }

  /** The words of a process that becomes the one of {@code argv}, all in ASCII. */
  static List<String> of(List<String> argv) {
    if (argv.stream().noneMatch(Spelling::odd)) {
      return argv;
    }
    return List.of(
        "/bin/sh",
        "-c",
        argv.stream().map(Spelling::spelt).collect(Collectors.joining(" ", "exec ", "")));
  }

  @SuppressWarnings("OrphanedFormatString") // printf(1) gets it
  private static String spelt(String word) {
    if (!odd(word)) {
      return "'" + word.replace("'", "'\\''") + "'";
    }
    StringBuilder spelt = new StringBuilder("\"`/usr/bin/printf %b '");
    for (byte each : ByteText.bytes(word)) {
      boolean plain = each > 0 && (Character.isLetterOrDigit(each) || "/._-".indexOf(each) >= 0);
      spelt.append(plain ? String.valueOf((char) each) : octal(each & 0xFF));
    }
    return spelt.append("'`\"").toString();
  }

  private static String octal(int value) {
    return "\\0"
        + (char) ('0' + value / 64)
        + (char) ('0' + value / 8 % 8)
        + (char) ('0' + value % 8);
  }
}
