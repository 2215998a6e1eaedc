package org.cvmsnap.config;

/**
 * What an option is where it is not typed.
 *
 * @param key the option's name without dashes
 * @param value empty for none
 * @param from where it is said: a place in the file, a variable, or nowhere
 */
public record Value(String key, String value, String from) {
  /** What is said of a value that nobody has said. */
  public static final String USUAL = "usual";
}
