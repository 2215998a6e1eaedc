package org.cvmsnap.engine;

import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;

/**
 * What has been done towards a goal so far, in this process.
 *
 * @param given the commands
 * @param last what is known of the last one; where there was none, that nothing is open
 */
public record Acts(List<Invocation> given, Attempt last) {
  /** Nothing was done yet. */
  public static final Acts NONE = new Acts(List.of(), Attempt.answered(""));

  public Acts {
    given = List.copyOf(given);
  }

  /** How many commands were given. */
  public int count() {
    return given.size();
  }

  /** Whether nothing was done yet, so that what is there was there before. */
  public boolean none() {
    return given.isEmpty();
  }

  /** With one more. */
  public Acts and(Invocation command, Attempt attempt) {
    return new Acts(Stream.concat(given.stream(), Stream.of(command)).toList(), attempt);
  }
}
