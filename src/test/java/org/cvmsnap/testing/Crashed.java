package org.cvmsnap.testing;

/** Stands for SIGKILL inside one process: nothing catches it, and nothing is tidied up after it. */
public final class Crashed extends Error {
  public Crashed() {
    super("crashed, as the test asked", null, false, false);
  }
}
