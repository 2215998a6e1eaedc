package org.cvmsnap.model;

import java.util.regex.Pattern;

/** The name of a VxVM disk group; the grammar is that of every VxVM record. */
public record GroupName(String value) implements Comparable<GroupName> {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.][-A-Za-z0-9_.]*");

  public GroupName {
    if (!legal(value)) {
      throw new IllegalArgumentException("'" + value + "' is not a disk group name");
    }
  }

  /** Whether a disk group may have that name. */
  public static boolean legal(String name) {
    return LEGAL.matcher(name).matches() && name.length() <= VolumeName.MAX;
  }

  @Override
  public int compareTo(GroupName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
