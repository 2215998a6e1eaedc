package org.cvmsnap.model;

/** A logical domain as one look found it. */
public record Domain(GuestName name, DomainState state, DomainFlags flags) {
  /** It is not on the way to another state, so that its state can be relied on. */
  public boolean settled() {
    return state != DomainState.CHANGING
        && state != DomainState.SUSPENDED
        && !flags.startingOrStopping();
  }

  /** What it does while it has not settled. */
  public String motion() {
    return state == DomainState.SUSPENDED ? "it is suspended" : "it changes its state";
  }
}
