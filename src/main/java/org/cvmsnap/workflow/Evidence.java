package org.cvmsnap.workflow;

import java.time.Instant;
import java.util.List;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Subject;

/**
 * How a snapshot came into being, for somebody who has to believe it: what the journal of its run
 * says.
 *
 * @param seen how each step has ended, in the order of the plan
 * @param commands what a run of that plan changes something with when it meets no trouble
 */
public record Evidence(
    SnapshotFacts facts, RunRecord run, List<Seen> seen, List<Invocation> commands) {
  public Evidence {
    seen = List.copyOf(seen);
    commands = List.copyOf(commands);
  }

  /**
   * How a step has ended.
   *
   * @param why what was seen; empty where the outcome says it all
   */
  public record Seen(Instant at, Subject subject, Outcome outcome, String why) {}
}
