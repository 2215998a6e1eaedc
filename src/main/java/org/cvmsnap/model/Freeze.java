package org.cvmsnap.model;

/** What is done about the cluster manager that would start a guest which it sees go down. */
public enum Freeze {
  /** Its group is frozen until the engine restarts. */
  TEMPORARY,
  /** Its group is frozen in the cluster's configuration. */
  PERSISTENT,
  /** Nothing: the operator says that there is none, or that it does not matter. */
  IGNORED
}
