package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.error.Refusal;

/**
 * What a monitoring system cannot be told, whatever is there to be looked at.
 *
 * @param debts why there may be debts that the journals here do not tell
 * @param configuration why it is not known what the configuration says: how old sets may be, what
 *     the next take is, which policy is meant
 */
public record Blind(List<Refusal> debts, List<Refusal> configuration) {
  /** All is known that is needed to look. */
  public static final Blind NOT = new Blind(List.of(), List.of());

  public Blind {
    debts = List.copyOf(debts);
    configuration = List.copyOf(configuration);
  }
}
