package org.cvmsnap.engine;

import java.util.stream.IntStream;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;

/** How far a run has come with its plan, as its journal tells. */
record Progress(RunRecord record) {
  private Plan plan() {
    return record.plan();
  }

  private Step step(int index) {
    return plan().steps().get(index);
  }

  /** Whether this process or an earlier one was about to act on it. */
  boolean begun(int index) {
    return record.intended(index).isPresent();
  }

  /** The steps that were about to act. */
  IntStream begun() {
    return IntStream.range(0, plan().steps().size()).filter(this::begun);
  }

  /** Those of them that are what the run is for, or part of it. */
  IntStream acted() {
    return begun().filter(index -> !step(index).keepsOthersOff());
  }

  /** Whether the guest was not touched yet. */
  boolean preparing() {
    return begun().allMatch(index -> step(index).phase() == Phase.PREPARE);
  }

  /** Whether everything up to the end of the outage was done, so that the work is complete. */
  boolean wentOut() {
    return IntStream.range(0, plan().steps().size())
        .filter(index -> step(index).phase() != Phase.AFTER)
        .filter(index -> !step(index).onlyLooks())
        .filter(index -> !dispensedWith(index))
        .allMatch(record::reached);
  }

  /** Whether the run has gone on without that step; what nobody saw the end of may go on. */
  private boolean dispensedWith(int index) {
    return step(index).dispensable() && record.outcome(index).isPresent();
  }

  /** Whether something was changed, or may have been, and something is left to be changed. */
  boolean halfDone() {
    return !wentOut()
        && acted()
            .mapToObj(index -> record.outcome(index).orElse(Outcome.UNKNOWN))
            .anyMatch(outcome -> outcome != Outcome.FAILED);
  }

  /** Whether what the run has done can be cleared away again. */
  boolean revocable() {
    return !plan().finishedLater() && !record.beyondUndoing();
  }
}
