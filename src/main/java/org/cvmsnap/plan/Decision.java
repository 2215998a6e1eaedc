package org.cvmsnap.plan;

import java.util.List;
import java.util.function.Supplier;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;

/**
 * What came of a request: it can be done, and how; or all the reasons why not.
 *
 * @param <T> what is known of how it is done, such as a plan
 */
public sealed interface Decision<T> {
  /** It can be done, like this. */
  record Planned<T>(T value) implements Decision<T> {}

  /** It is not done, and nothing was touched. There is at least one reason. */
  record Refused<T>(List<Refusal> refusals) implements Decision<T> {
    public Refused {
      refusals = List.copyOf(refusals);
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException("refused for no reason");
      }
    }
  }

  /** Refused where there are reasons, and planned otherwise. */
  static <T> Decision<T> of(List<Refusal> refusals, Supplier<T> planned) {
    return refusals.isEmpty() ? new Planned<>(planned.get()) : new Refused<>(refusals);
  }

  /** The reasons why not; none where it can be done. */
  default List<Refusal> refusals() {
    return this instanceof Refused<T> refused ? refused.refusals() : List.of();
  }

  /**
   * How it is done.
   *
   * @throws RefusedException with all the reasons why it is not
   */
  default T orThrow() {
    if (this instanceof Planned<T> planned) {
      return planned.value();
    }
    throw new RefusedException(refusals());
  }
}
