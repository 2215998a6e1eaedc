package org.cvmsnap.run;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.Machine;

/**
 * One step of a plan, as data: what is to be so, where, when, and what is owed for it. A kind of
 * step is one record, and its name is the kind's word in journals and in JSON.
 */
public interface Step {
  /** When it is done. */
  Phase phase();

  /** The control domain that it works in; empty for a step inside the guest. */
  default Optional<Machine> controlDomain() {
    return Optional.empty();
  }

  /** The operating system that it speaks to in the guest; empty for a step beside the guest. */
  default Optional<Machine> system() {
    return Optional.empty();
  }

  /** What is owed from the moment it is about to act; empty where it takes nothing. */
  default Optional<Debt> debt() {
    return Optional.empty();
  }

  /**
   * Whether what it owes is taken by a later act, and not by one of its own. All of that is owed
   * from the moment on at which the turn of the first such step has come, or the guest is about to
   * lack something.
   */
  default boolean takenLater() {
    return false;
  }

  /**
   * Whether what it owes, from the moment it is about to act, holds what an earlier step owes, so
   * that this is owed no more.
   */
  default boolean takesOver(Step earlier) {
    return false;
  }

  /** What an operator does about it where it was not reached; empty where no more is known. */
  default Optional<String> remedy() {
    return Optional.empty();
  }

  /** What it changes for good on volumes; empty where another step can bring that back. */
  default Optional<Overwrite> overwrite() {
    return Optional.empty();
  }

  /**
   * Whether it is done after the return also where the run has failed, once the run has changed
   * something for good: it marks what then has to be found again.
   *
   * @param done the steps of the run that are done
   */
  default boolean dueAfterFailure(List<Step> done) {
    return false;
  }

  /**
   * What is told where the run fails once it has changed something: what is another way now, and
   * nothing undoes.
   */
  default Optional<String> remains() {
    return Optional.empty();
  }

  /** Whether a run that fails undoes it at once, and does not leave it to be finished later. */
  default boolean undoneOnFailure() {
    return false;
  }

  /**
   * Whether the run goes on where it was not reached, and tells of it; where what it owes is no
   * guest's, one attempt pays that.
   */
  default boolean dispensable() {
    return false;
  }

  /** Whether what is owed for earlier steps is paid only once what it owes is. */
  default boolean bearsOthers() {
    return true;
  }

  /** Whether looking at the world tells if what it owes is paid. */
  default boolean observable() {
    return true;
  }

  /** Whether it only looks, so that nothing is left half done where it is not reached. */
  default boolean onlyLooks() {
    return false;
  }

  /** Whether it may speak to a guest that is only a means to a run about volumes. */
  default boolean inAnyGuest() {
    return onlyLooks();
  }

  /**
   * Whether it is begun together with a step before it, as the guest is without both meanwhile, and
   * both are looked at when they are begun.
   */
  default boolean togetherWith(Step before) {
    return false;
  }

  /** Whether it only keeps others off what the run is about, and changes nothing of that. */
  default boolean keepsOthersOff() {
    return debt().filter(debt -> !debt.ofGuest()).isPresent();
  }

  /** The word of its kind, such as {@code stop-domain}. */
  default String kind() {
    return Kinds.word(getClass());
  }
}
