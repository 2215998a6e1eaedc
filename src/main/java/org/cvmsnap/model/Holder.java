package org.cvmsnap.model;

/**
 * A process that uses a file system, so that it cannot be unmounted.
 *
 * @param user empty when the process was gone before it could be named
 * @param command its arguments as {@code ps} shows them; empty like the user
 */
public record Holder(long pid, String user, String command) {
  /** A process of which only the number is known. */
  public static Holder unnamed(long pid) {
    return new Holder(pid, "", "");
  }

  @Override
  public String toString() {
    return user.isEmpty() ? "process " + pid : "process " + pid + " of " + user + ": " + command;
  }
}
