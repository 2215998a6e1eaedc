package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.run.Invocation;

/**
 * What an operation would do that takes a guest down.
 *
 * @param commands those that would change anything, in order
 * @param outages how long the guest was away before; empty where it would not be away
 */
public record OutagePreview(List<Invocation> commands, Optional<PastOutages> outages) {
  public OutagePreview {
    commands = List.copyOf(commands);
  }
}
