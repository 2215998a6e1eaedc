package org.cvmsnap.step;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Overwrite;
import org.cvmsnap.run.Subject;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The snapshots show their sources as these are now, in this outage.
 *
 * @param dates when VxVM says that each was taken before; without those that VxVM does not tell
 */
public record RefreshSnapshots(
    GuestName guest,
    Machine control,
    List<SnapshotPair> pairs,
    Map<VolumeName, LocalDateTime> dates)
    implements ReplacesContent {
  private static final Overwrite.Way.Text AGAIN =
      new Overwrite.Way.Text("refresh it again", "refresh all of them again");

  private static final Overwrite.Way.Text WITHOUT =
      new Overwrite.Way.Text("do without it", "do without them");

  public RefreshSnapshots {
    pairs = List.copyOf(pairs);
    dates = Map.copyOf(dates);
  }

  @Override
  public Optional<Overwrite> overwrite() {
    List<VolumeId> snapshots = pairs.stream().map(SnapshotPair::snapshot).toList();
    return Optional.of(
        new Overwrite(
            snapshots,
            told("the content of %s is between two points in time", SnapshotPair::snapshot),
            told("%s was not refreshed, and others of its run were", SnapshotPair::snapshot),
            List.of(
                new Overwrite.Way(AGAIN, "refresh", snapshots, Optional.of(guest), false),
                new Overwrite.Way(WITHOUT, "remove", snapshots, Optional.empty(), true))));
  }

  private String target() {
    return SnapshotPair.names(pairs, SnapshotPair::snapshot, ",");
  }

  @Override
  public Goal goal(Site site, History history) {
    RepeatWhileClosed repeat = new RepeatWhileClosed(site, control, pairs, 2);
    return repeat.goal(
        subject(target()),
        Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(2)),
        refreshing(),
        acts -> look(site, repeat, acts));
  }

  /** What differs in nothing holds the right bytes, whether by this refresh or by an old one. */
  private Look look(Site site, RepeatWhileClosed repeat, Acts acts)
      throws NotLearnedException, InterruptedException {
    Seen seen = seen(rows(site));
    if (acts.none()) {
      return seen.newer().isEmpty()
          ? Look.owed("not refreshed", refreshing())
          : Look.blocked("somebody else has refreshed " + SnapshotPair.snapshots(seen.newer()));
    }
    if (seen.left().isEmpty()) {
      // What was there before is lost, so all that can be said is that nobody knows what it shows.
      requireClosed(site, "a source was opened meanwhile");
      return Look.reached();
    }
    requireAnswer(acts);
    if (seen.newer().isEmpty()) {
      return repeat.again(
          "VxVM has not refreshed " + SnapshotPair.snapshots(seen.left()), refreshing(), acts);
    }
    throw new NotLearnedException(
        "only " + SnapshotPair.snapshots(seen.newer()) + " was refreshed");
  }

  private Invocation refreshing() {
    return here(VxvmCommands.refresh(pairs));
  }

  /**
   * Which snapshots are of a new point in time. VxVM tells of it by a new date, and by that nothing
   * has changed since. The date has no seconds, so that one within a minute of the old is not
   * newer.
   *
   * @param newer those with a new date
   * @param left those with the old date that differ from their sources
   */
  private record Seen(List<SnapshotPair> newer, List<SnapshotPair> left) {}

  private List<SnapshotRow> rows(Site site) throws NotLearnedException, InterruptedException {
    return site.vxvm(control).snapshots(SnapshotPair.group(pairs));
  }

  private Seen seen(List<SnapshotRow> rows) throws NotLearnedException {
    List<SnapshotPair> newer = new ArrayList<>();
    List<SnapshotPair> left = new ArrayList<>();
    for (SnapshotPair pair : pairs) {
      SnapshotRow row = RestoredVolumes.row(rows, pair);
      LocalDateTime before = dates.get(pair.snapshot().name());
      if (before != null && row.date().filter(date -> date.isAfter(before)).isPresent()) {
        newer.add(pair);
      } else if (!row.unchanged()) {
        left.add(pair);
      }
    }
    return new Seen(List.copyOf(newer), List.copyOf(left));
  }

  @Override
  public Subject settling() {
    return subject("settle-refresh", target());
  }

  /**
   * Refreshed is what has its date of that command and equals its source; what has its old date and
   * differs is as it was. Of all others nobody knows: somebody may have used a source since, even
   * if it is closed again, or refreshed a snapshot.
   */
  @Override
  public Look settled(Site site, CutShort cut) throws NotLearnedException, InterruptedException {
    List<SnapshotRow> rows = rows(site);
    Seen seen = seen(rows);
    requireClosed(site, "whether it was refreshed cannot be seen any more");
    if (!cut.answered()) {
      requireUnused(site, rows, cut);
    }
    if (seen.left().isEmpty()) {
      return Look.reached();
    }
    if (seen.newer().isEmpty()) {
      return Look.blocked(
          SnapshotPair.snapshots(seen.left()) + " was not refreshed, and is as it was");
    }
    throw new NotLearnedException(
        "only " + SnapshotPair.snapshots(seen.newer()) + " looks refreshed");
  }

  private void requireUnused(Site site, List<SnapshotRow> rows, CutShort cut)
      throws NotLearnedException, InterruptedException {
    SamePoint point = new SamePoint(site, control);
    for (SnapshotPair pair : pairs) {
      SnapshotRow row = RestoredVolumes.row(rows, pair);
      Optional<LocalDateTime> before = Optional.ofNullable(dates.get(pair.snapshot().name()));
      boolean old = before.isPresent() && row.date().equals(before);
      boolean ours = point.givenBy(cut, row.date());
      boolean known = row.unchanged() ? ours : old && !ours;
      if (!known) {
        throw new NotLearnedException(
            "whether %s was refreshed while nobody used %s is not known"
                .formatted(pair.snapshot().name(), pair.source().name()));
      }
    }
  }

  @Override
  public BackgroundCopy copy(Site site) {
    return new BackgroundCopy(site, control, pairs, BackgroundCopy.Kind.REFRESH);
  }
}
