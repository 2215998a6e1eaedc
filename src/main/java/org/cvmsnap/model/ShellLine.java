package org.cvmsnap.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines that people type into a Bourne shell. */
public final class ShellLine {
  private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9_@%+=:,./]+");

  private ShellLine() {}

  /** The word as a Bourne shell has to be given it. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The words as one line. */
  public static String of(Collection<String> words) {
    return words.stream().map(ShellLine::quoted).collect(Collectors.joining(" "));
  }

  /**
   * A sentence with command lines in it.
   *
   * @param format as {@link String#format(String, Object...)} takes it
   * @param names of things, which may have any characters; a collection is several words
   */
  public static String hint(String format, Object... names) {
    return format.formatted(Arrays.stream(names).map(ShellLine::word).toArray());
  }

  private static Object word(Object name) {
    if (name instanceof Number) {
      return name;
    }
    return name instanceof Collection<?> several
        ? of(several.stream().map(Object::toString).toList())
        : quoted(name.toString());
  }
}
