package org.cvmsnap.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Overwrite;
import org.cvmsnap.run.Subject;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The sources hold what their snapshots hold. As long as the guest is down a restore that VxVM has
 * refused may be repeated: nothing was written since the first one.
 *
 * @param optimized whether the snapshots are space-optimized; all are, or none is
 * @param safety what the sources were before, as snapshots; empty where the operator wanted none
 * @param mixture the same where it was in doubt what they were, so that it is no state to go back
 *     to
 */
public record RestoreVolumes(
    GuestName guest,
    Machine control,
    Family family,
    boolean optimized,
    List<SnapshotPair> pairs,
    List<SnapshotPair> safety,
    List<SnapshotPair> mixture)
    implements ReplacesContent {
  private static final Overwrite.Way.Text AGAIN =
      new Overwrite.Way.Text("restore it again", "restore all of them again");

  /**
   * VxVM makes a traditional snapshot a mirror of its volume, and it is gone: what is restored
   * later is of another instant than what the guest has had since. It is named where nothing else
   * leads out.
   */
  private static final Overwrite.Way.Text WHERE_IT_IS =
      new Overwrite.Way.Text(
          "restore it again, where cvmsnap list still shows its snapshot",
          "restore them again, where cvmsnap list still shows their snapshots");

  private static final Overwrite.Way.Text SAFE =
      new Overwrite.Way.Text("go back to the safety snapshot", "go back to the safety snapshots");

  public RestoreVolumes {
    pairs = List.copyOf(pairs);
    safety = List.copyOf(safety);
    mixture = List.copyOf(mixture);
  }

  /** One of sources whose content is known. */
  public RestoreVolumes(
      GuestName guest,
      Machine control,
      Family family,
      boolean optimized,
      List<SnapshotPair> pairs,
      List<SnapshotPair> safety) {
    this(guest, control, family, optimized, pairs, safety, List.of());
  }

  /** The same of sources whose content is in doubt. */
  public RestoreVolumes ofMixture() {
    return new RestoreVolumes(guest, control, family, optimized, pairs, List.of(), safety);
  }

  @Override
  public Optional<Overwrite> overwrite() {
    boolean spends = family == Family.TRADITIONAL;
    List<Overwrite.Way> ways = new ArrayList<>();
    if (!spends) {
      ways.add(way(AGAIN, pairs, false));
    } else if (safety.isEmpty()) {
      ways.add(way(WHERE_IT_IS, pairs, true));
    }
    if (!safety.isEmpty()) {
      ways.add(way(SAFE, safety, false));
    }
    return Optional.of(
        new Overwrite(
            pairs.stream().map(SnapshotPair::source).toList(),
            told("the content of %s is between two states", SnapshotPair::source),
            told("%s was not restored, and others of its run were", SnapshotPair::source),
            ways));
  }

  private Overwrite.Way way(Overwrite.Way.Text text, List<SnapshotPair> to, boolean spends) {
    return new Overwrite.Way(
        text,
        "restore",
        to.stream().map(SnapshotPair::snapshot).toList(),
        Optional.of(guest),
        spends);
  }

  private String target() {
    return SnapshotPair.names(pairs, SnapshotPair::source, ",");
  }

  @Override
  public Goal goal(Site site, History history) {
    RepeatWhileClosed repeat = new RepeatWhileClosed(site, control, pairs, 2);
    return repeat.goal(
        subject(target()),
        Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(2)),
        restoring(),
        acts -> look(RestoredVolumes.seen(site.vxvm(control), this), repeat, acts));
  }

  private Look look(RestoredVolumes seen, RepeatWhileClosed repeat, Acts acts)
      throws NotLearnedException, InterruptedException {
    if (acts.none()) {
      return before(seen);
    }
    if (seen.left().isEmpty()) {
      return Look.reached();
    }
    requireAnswer(acts);
    if (seen.done().isEmpty()) {
      return repeat.again(
          "VxVM has not restored " + SnapshotPair.sources(seen.left()), restoring(), acts);
    }
    throw new NotLearnedException("only " + SnapshotPair.sources(seen.done()) + " was restored");
  }

  /** Equal volumes are restored too: that they are equal is only as exact as VxVM's figures. */
  private Look before(RestoredVolumes seen) {
    if (!seen.copying().isEmpty()) {
      return Look.blocked(
          SnapshotPair.sources(seen.copying()) + " is being restored by somebody else");
    }
    return family == Family.TRADITIONAL && !seen.done().isEmpty()
        ? Look.blocked("the snapshot of " + SnapshotPair.sources(seen.done()) + " is gone")
        : Look.owed("not restored", restoring());
  }

  private Invocation restoring() {
    return here(
        family == Family.INSTANT
            ? VxvmCommands.restore(pairs, optimized)
            : VxvmCommands.snapbackRestoring(pairs.get(0).snapshot()));
  }

  @Override
  public Subject settling() {
    return subject("settle-restore", target());
  }

  /**
   * Restored is what equals its snapshot, and as it was what equals its safety snapshot, where that
   * is of the time before: somebody may have used a source since, even if it is closed again, and
   * refreshed a snapshot.
   */
  @Override
  public Look settled(Site site, CutShort cut) throws NotLearnedException, InterruptedException {
    RestoredVolumes seen = RestoredVolumes.seen(site.vxvm(control), this);
    if (!seen.left().isEmpty() && !seen.done().isEmpty()) {
      throw new NotLearnedException(
          "only " + SnapshotPair.sources(seen.done()) + " looks restored, of " + target());
    }
    if (!cut.answered()) {
      requireCertain(site, seen, cut);
    } else if (family == Family.INSTANT && !seen.left().isEmpty()) {
      requireClosed(site, "whether it was restored cannot be seen any more");
    }
    return seen.left().isEmpty()
        ? Look.reached()
        : Look.blocked(SnapshotPair.sources(seen.left()) + " was not restored, and is as it was");
  }

  /** A traditional snapshot that is gone may have been given back without restoring anything. */
  private void requireCertain(Site site, RestoredVolumes seen, CutShort cut)
      throws NotLearnedException, InterruptedException {
    boolean restored = seen.left().isEmpty();
    if (family == Family.TRADITIONAL) {
      if (restored) {
        throw new NotLearnedException(
            "the snapshot of %s is gone, and whether that has restored it is not known"
                .formatted(target()));
      }
      return;
    }
    SamePoint point = new SamePoint(site, control);
    for (SnapshotPair pair : pairs) {
      Optional<SnapshotPair> like = restored ? Optional.of(pair) : kept(pair);
      if (like.isEmpty() || !seen.showsAsBefore(like.get(), point, cut)) {
        throw new NotLearnedException(
            "whether %s was restored is not known: it may have been used since, or a snapshot of it refreshed"
                .formatted(pair.source().name()));
      }
    }
  }

  private Optional<SnapshotPair> kept(SnapshotPair pair) {
    return Stream.concat(safety.stream(), mixture.stream())
        .filter(each -> each.source().equals(pair.source()))
        .findFirst();
  }

  @Override
  public BackgroundCopy copy(Site site) {
    return new BackgroundCopy(
        site,
        control,
        pairs,
        family == Family.INSTANT ? BackgroundCopy.Kind.RESTORE : BackgroundCopy.Kind.SNAPBACK);
  }
}
