package org.cvmsnap.model;

import java.util.regex.Pattern;

/**
 * The name of a logical domain: a letter or digit, then letters, digits or {@code - _ + # . : ; ~ (
 * )} (Logical Domains Manager guide, name limitations). It can hold none of the separators of the
 * parseable output, and no blank.
 */
public record GuestName(String value) implements Comparable<GuestName> {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_+#.:;~()]*");

  public GuestName {
    if (!legal(value)) {
      throw new IllegalArgumentException("'" + value + "' is not a domain name");
    }
  }

  /** Whether a domain can have that name. */
  public static boolean legal(String name) {
    return LEGAL.matcher(name).matches();
  }

  @Override
  public int compareTo(GuestName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
