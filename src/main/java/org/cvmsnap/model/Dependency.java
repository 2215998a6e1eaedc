package org.cvmsnap.model;

import java.util.List;

/**
 * The domains that one depends on, and what becomes of those that depend on it when it fails
 * (ldm(1M), set-domain).
 *
 * @param masters the domains that this one depends on
 * @param failurePolicy what happens to those that depend on this one; {@code ignore} is nothing
 */
public record Dependency(GuestName domain, List<GuestName> masters, String failurePolicy) {
  public Dependency {
    masters = List.copyOf(masters);
  }
}
