package org.cvmsnap.solaris;

import java.util.regex.Pattern;

/** Reads {@code svcs -H -o state FMRI} of one instance. */
final class ServiceStateParser {
  // online
  // A star, as in offline*, means that it is on the way to another state (svcs(1)).

  private static final Pattern STATE = Pattern.compile("[a-z_]+\\*?");

  boolean online(String output) {
    String state = output.strip();
    if (!STATE.matcher(state).matches()) {
      throw new IllegalArgumentException("not the state of a service");
    }
    return state.equals("online");
  }
}
