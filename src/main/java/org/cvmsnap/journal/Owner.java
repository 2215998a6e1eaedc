package org.cvmsnap.journal;

import java.time.Instant;

/**
 * The process that holds a lock or runs a plan, so that people can find it.
 *
 * @param command the command line, as typed
 */
public record Owner(String host, long pid, Instant since, String command) {
  @Override
  public String toString() {
    return "process " + pid + " on " + host + " since " + since + " (" + command + ")";
  }
}
