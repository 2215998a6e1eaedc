package org.cvmsnap.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes hostile texts of real ones; the same of the same chance. */
final class Mutator {
  /**
   * What terminals obey, what ends a line for some and not for others, bytes that are no UTF-8 (as
   * the characters that stand for them), halves of characters, digits of other scripts.
   */
  private static final List<String> SPECIAL =
      List.of(
          "\0",
          "\u001b[2J",
          "\u0007",
          "\b",
          "\u007f",
          "\u0085",
          "\u2028",
          "\u2029",
          "\u000b",
          "\f",
          "\r",
          "\n",
          "\r\n",
          "\t",
          " ",
          "\u00a0",
          "\u3000",
          "\ufeff",
          "\u202e",
          "\u2066",
          "\uef80",
          "\uefff",
          "\uefc3\uef28",
          "\ud800",
          "\udc00",
          "\ud83d\ude00",
          "\u0661",
          "\uff11",
          "\u0130",
          "|",
          "=",
          ",",
          ":",
          ";",
          "/",
          "%",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "\"",
          "'",
          "\\",
          "#",
          "-",
          "*",
          "@",
          ".",
          "..",
          "$(id)",
          "`id`",
          "%s",
          "%n",
          "null",
          "\\u0000",
          "\\ud800");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "00",
          "1e9",
          "NaN",
          "0x7f",
          "2147483647",
          "2147483648",
          "4294967296",
          "999999999",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551616",
          "-9223372036854775808",
          "99999999999999999999999999999999",
          "1.5",
          ".",
          "1.2.3",
          "100.01");

  private static final int LONG = 3000;

  private final List<String> pool;
  private final Random random;

  /**
   * @param pool other texts, of which parts are put into one
   */
  Mutator(List<String> pool, long seed) {
    this.pool = pool;
    this.random = new Random(seed);
  }

  /** A text made of one by one to four changes. */
  String mutated(String seed) {
    String text = seed;
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      text = random.nextBoolean() ? inLine(text) : ofLines(text);
    }
    return text;
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private int at(String text) {
    return random.nextInt(text.length() + 1);
  }

  private String inserted(String text, String what) {
    int at = at(text);
    return text.substring(0, at) + what + text.substring(at);
  }

  private String inLine(String text) {
    return switch (random.nextInt(11)) {
      case 0 -> text.substring(0, at(text));
      case 1 -> text.substring(at(text));
      case 2 -> inserted(text, any(SPECIAL));
      case 3 -> inserted(text, any(NUMBERS));
      case 4 -> flipped(text);
      case 5 -> without(text);
      case 6 -> numbered(text);
      case 7 -> word(text, any(SPECIAL));
      case 8 -> word(text, "");
      case 9 -> word(text, any(pool).lines().findFirst().orElse(""));
      default -> inserted(text, any(SPECIAL).repeat(1 + random.nextInt(rarely(LONG, 8))));
    };
  }

  private int rarely(int many, int usual) {
    return random.nextInt(200) == 0 ? many : usual;
  }

  private String flipped(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int at = random.nextInt(text.length());
    char other = (char) (text.charAt(at) ^ (1 << random.nextInt(8)));
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private String without(String text) {
    int from = at(text);
    int to = Math.min(text.length(), from + random.nextInt(20));
    return text.substring(0, from) + text.substring(to);
  }

  /** With another number in place of one. */
  private String numbered(String text) {
    int start = at(text);
    while (start < text.length() && !Character.isDigit(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(0, start) + any(NUMBERS) + text.substring(end);
  }

  /** With something else in place of a word. */
  private String word(String text, String other) {
    int start = at(text);
    while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
      start--;
    }
    int end = start;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(0, start) + other + text.substring(end);
  }

  private String ofLines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(8)) {
      case 0 -> lines.subList(at, lines.size()).clear();
      case 1 -> lines.remove(at);
      case 2 -> Collections.swap(lines, at, other);
      case 3 ->
          lines.addAll(
              at, Collections.nCopies(1 + random.nextInt(rarely(300, 4)), lines.get(other)));
      case 4 -> Collections.shuffle(lines, random);
      case 5 -> lines.set(at, any(List.of(any(pool).split("(?<=\n)"))));
      case 6 -> lines.subList(0, at).clear();
      default -> interleave(lines, List.of(any(pool).split("(?<=\n)")));
    }
    return String.join("", lines);
  }

  private void interleave(List<String> lines, List<String> others) {
    int at = 0;
    for (String each : others.subList(0, Math.min(others.size(), 50))) {
      at = Math.min(lines.size(), at + random.nextInt(3));
      lines.add(at, each);
    }
  }
}
