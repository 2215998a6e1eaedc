package org.cvmsnap.run;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of a thing that are records of one package, each named by its record's name. */
public final class Kinds {
  private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+)*");
  private static final Pattern END = Pattern.compile("-");
  private static final Pattern START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private Kinds() {}

  /** The word for a kind: {@code stop-domain} for the record {@code StopDomain}. */
  public static String word(Class<?> kind) {
    return WORDS.get(kind);
  }

  private static final ClassValue<String> WORDS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> kind) {
          return START.matcher(kind.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
        }
      };

  /**
   * The record that a word names.
   *
   * @param home a class in the package of the records
   * @return empty where that package has no record of that name that is a {@code type}
   */
  public static <T> Optional<Class<? extends T>> named(String word, Class<T> type, Class<?> home) {
    if (!WORD.matcher(word).matches()) {
      return Optional.empty();
    }
    String name =
        END.splitAsStream(word)
            .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
            .collect(Collectors.joining());
    try {
      Class<?> found =
          Class.forName(home.getPackageName() + "." + name, false, home.getClassLoader());
      return found.isRecord() && type.isAssignableFrom(found)
          ? Optional.of(found.asSubclass(type))
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }
}
