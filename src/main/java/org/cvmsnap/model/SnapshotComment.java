package org.cvmsnap.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;

/** What an operator says of snapshots in their own words: one line of text. */
public record SnapshotComment(String text) {
  /** With the tag's name and "=" it has to fit into the 256 characters that a tag may have. */
  private static final int LONGEST = 240;

  public SnapshotComment {
    if (text.isBlank() || !text.equals(text.strip())) {
      throw new IllegalArgumentException("a comment has to say something");
    }
    if (text.codePoints().anyMatch(SnapshotComment::illegal)) {
      throw new IllegalArgumentException(
          "a comment is one line of text, without control characters");
    }
    int length = URLEncoder.encode(text, UTF_8).length();
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "the comment takes %d characters as it is kept (three for each byte that is no ASCII letter or digit), and %d is the most"
              .formatted(length, LONGEST));
    }
  }

  private static boolean illegal(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /**
   * The comment in the characters that are safe in a tag's value, whatever lists it: letters,
   * digits and {@code . - * _ + %}, as in {@code before+patch}.
   */
  public String encoded() {
    return URLEncoder.encode(text, UTF_8);
  }

  /** The text of a value that {@link #encoded} has made; another value is its own text. */
  public static String decoded(String value) {
    try {
      return URLDecoder.decode(value, UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
