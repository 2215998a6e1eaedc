package org.cvmsnap.run;

import java.util.Optional;
import org.cvmsnap.model.GuestName;

/**
 * A step seen as owed: what has to be given back once it was about to act.
 *
 * @param kind the word in JSON, such as {@code stopped}
 * @param guest that is owed it; empty where only the run itself is
 * @param weight what the guest lacks while it is owed
 * @param owed what has to be so again, as the end of a sentence: "ldom1 has to be started"
 */
public record Debt(String kind, Optional<GuestName> guest, Weight weight, String owed) {
  /** What a guest lacks while something is owed. */
  public enum Weight {
    /** It lacks nothing: what is owed is the run's own. */
    HOUSEKEEPING,
    /** It can be used, and is not as it was. */
    CHANGED,
    /** It runs, and cannot be used for want of something that it had. */
    LACKING,
    /** It does not run, or nobody knows. */
    DOWN
  }

  /** The guest does not run until it is paid. */
  public static Debt down(String kind, GuestName guest, String owed) {
    return new Debt(kind, Optional.of(guest), Weight.DOWN, owed);
  }

  /** The guest runs, and cannot be used until it is paid. */
  public static Debt lacking(String kind, GuestName guest, String owed) {
    return new Debt(kind, Optional.of(guest), Weight.LACKING, owed);
  }

  /** The guest can be used, and is not as it was until it is paid. */
  public static Debt changed(String kind, GuestName guest, String owed) {
    return new Debt(kind, Optional.of(guest), Weight.CHANGED, owed);
  }

  /** The guest lacks nothing until it is paid. */
  public static Debt housekeeping(String kind, GuestName guest, String owed) {
    return new Debt(kind, Optional.of(guest), Weight.HOUSEKEEPING, owed);
  }

  /** No guest has anything to do with it. */
  public static Debt ofRun(String kind, String owed) {
    return new Debt(kind, Optional.empty(), Weight.HOUSEKEEPING, owed);
  }

  /** Whether the guest cannot be used while it is owed. */
  public boolean outage() {
    return weight == Weight.LACKING || weight == Weight.DOWN;
  }

  /** Whether the guest does not run while it is owed. */
  public boolean down() {
    return weight == Weight.DOWN;
  }

  /** Whether the guest is not as it was while it is owed. */
  public boolean ofGuest() {
    return weight != Weight.HOUSEKEEPING;
  }
}
