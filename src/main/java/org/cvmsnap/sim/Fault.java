package org.cvmsnap.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that goes wrong with a command.
 *
 * @param on a glob ({@code *} and {@code ?}) over the words joined by blanks, the program without
 *     its directory, and without {@code env} and assignments before it
 * @param nth the first matching command that it hits, counted from 1
 * @param times how many it hits from then on; 0 for all
 * @param host the machine; empty for any
 */
public record Fault(String on, Effect effect, int nth, int times, String host) {
  /** What happens instead of, or on top of, what the command does. */
  public enum Effect {
    /** Non-zero, and nothing happened. */
    FAIL,
    /** Non-zero, but it happened. */
    FAIL_LATE,
    /** No answer, and nothing happened. */
    HANG,
    /** No answer, but it happens a little later. */
    HANG_LATE,
    /** No answer, but it happens 90 seconds later. */
    HANG_LATER,
    /** No answer, but it happens 400 seconds later. */
    HANG_LATEST,
    /** Exit 0, and nothing happened. */
    SILENT,
    /** It happened, and file systems that it lets go of are left to be checked. */
    DIRTY,
    /** It happened, and the output is unreadable. */
    GARBAGE,
    /**
     * It happened, and the second half of the output is missing, whatever the command ends with.
     */
    TRUNCATED,
    /** It happened, and the output has no end: a guest whose root means harm. */
    FLOOD,
    /** The caller dies before the command's effect. */
    CRASH_BEFORE,
    /** The caller dies after the command's effect. */
    CRASH_AFTER;

    /** How it is written on the command line: {@code fail-late}. */
    public String word() {
      return CommandWords.of(this);
    }
  }

  public Fault {
    if (on.isEmpty() || nth < 1 || times < 0) {
      throw new IllegalArgumentException("a fault needs a glob, and counts from 1");
    }
  }

  /** Hits the first command that matches, on any machine. */
  public static Fault on(String glob, Effect effect) {
    return new Fault(glob, effect, 1, 1, "");
  }

  public Fault nth(int number) {
    return new Fault(on, effect, number, times, host);
  }

  /** Hits {@code number} commands in a row; 0 for all. */
  public Fault times(int number) {
    return new Fault(on, effect, nth, number, host);
  }

  public Fault host(String name) {
    return new Fault(on, effect, nth, times, name);
  }

  Pattern pattern() {
    StringBuilder regex = new StringBuilder();
    on.chars()
        .forEach(
            c ->
                regex.append(
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    }));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  static Fault from(ConfigTable doc) {
    return new Fault(
        doc.text("on"),
        doc.choice("effect", Effect.class, Effect.FAIL),
        doc.integer("nth", 1),
        doc.integer("times", 1),
        doc.text("host", ""));
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("on", on);
    map.put("effect", effect.word());
    map.put("nth", nth);
    map.put("times", times);
    map.put("host", host);
    return map;
  }

  /**
   * How far a fault is.
   *
   * @param seen how many commands matched so far
   * @param fired how many of these it hit
   */
  public record Progress(Fault fault, int seen, int fired) {}
}
