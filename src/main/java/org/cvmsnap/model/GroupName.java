package org.cvmsnap.model;

import java.util.regex.Pattern;

/** The name of a VxVM disk group; the grammar is that of every VxVM record. */
public record GroupName(String value) implements Comparable<GroupName> {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.][-A-Za-z0-9_.]*");

  public GroupName {
    if (!LEGAL.matcher(value).matches() || value.length() > VolumeName.MAX) {
      throw new IllegalArgumentException("'" + value + "' is not a disk group name");
    }
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
