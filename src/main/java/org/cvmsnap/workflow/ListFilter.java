package org.cvmsnap.workflow;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotInfo;

/**
 * Which snapshots are listed; all that is given has to be so.
 *
 * @param guest that was taken down for them
 * @param since the moment since which they were taken
 * @param set the run that has made them
 * @param comment what is in what the operator says of them, in whichever case
 */
public record ListFilter(
    Optional<GuestName> guest,
    Optional<Since> since,
    Optional<String> set,
    Optional<String> comment) {
  /** All. */
  public static final ListFilter NONE =
      new ListFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** A moment that somebody names, which may depend on the present one. */
  public interface Since {
    Instant moment(Instant now);
  }

  /** Whether it lets everything through. */
  boolean none() {
    return equals(NONE);
  }

  boolean passes(SnapshotInfo snapshot, Instant now) {
    return guest.map(name -> snapshot.guest().equals(Optional.of(name.value()))).orElse(true)
        && set.map(run -> snapshot.set().equals(Optional.of(run))).orElse(true)
        && since.map(each -> takenSince(snapshot, each.moment(now))).orElse(true)
        && comment.map(text -> says(snapshot, text)).orElse(true);
  }

  private static boolean says(SnapshotInfo snapshot, String text) {
    return snapshot
        .comment()
        .filter(all -> all.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  private static boolean takenSince(SnapshotInfo snapshot, Instant moment) {
    return snapshot
        .taken()
        .flatMap(ListFilter::instant)
        .filter(taken -> !taken.isBefore(moment))
        .isPresent();
  }

  /** VxVM's own dates, of what cvmsnap did not make, name no time zone. */
  private static Optional<Instant> instant(String taken) {
    try {
      return Optional.of(
          taken.endsWith("Z")
              ? Instant.parse(taken)
              : LocalDateTime.parse(taken).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
