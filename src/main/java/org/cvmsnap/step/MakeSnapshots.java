package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.cluster.SameLength;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;

/**
 * The snapshots of volumes in one disk group exist, all of one instant, and VxVM lists each as
 * complete: silence and exit statuses mislead, as a {@code vxsnap make} that made nothing has been
 * seen to end with 0 (InfoScale article 100052444).
 *
 * @param storage what they are made of
 */
public record MakeSnapshots(Machine control, SnapshotStorage storage, List<SnapshotPair> set)
    implements SiteStep.InOutage {
  public MakeSnapshots {
    set = List.copyOf(set);
  }

  /** Whether the snapshot is one of those that a step makes. */
  public static boolean makes(Step step, VolumeId snapshot) {
    return step instanceof MakeSnapshots making
        && making.set().stream().anyMatch(pair -> pair.snapshot().equals(snapshot));
  }

  /** The group of the sources. */
  public GroupName group() {
    return SnapshotPair.group(set);
  }

  /** The group that the snapshots are in. */
  public GroupName snapshotGroup() {
    return set.get(0).snapshot().group();
  }

  private Subject about(String kind) {
    return subject(kind, names(set));
  }

  private static String names(List<SnapshotPair> pairs) {
    return SnapshotPair.names(pairs, SnapshotPair::snapshot, ",");
  }

  @Override
  public Goal goal(Site site, History history) {
    RepeatWhileClosed repeat = new RepeatWhileClosed(site, control, set, 1);
    return repeat.goal(
        about(kind()),
        Limits.of(Duration.ofMinutes(2), Duration.ofMinutes(1)),
        making(),
        acts -> {
          if (!acts.none()) {
            site.readAhead(
                List.of(
                    () -> site.vxvm(control).layout(snapshotGroup()),
                    () -> site.vxvm(control).snapshots(snapshotGroup()),
                    repeat::open));
          }
          MadeSnapshots seen = MadeSnapshots.seen(site.vxvm(control), this);
          if (acts.none()) {
            // What is there before the act was made by somebody else, whatever it is.
            return seen.there().isEmpty()
                ? Look.owed("not made", making())
                : Look.blocked("there is already a volume named " + names(seen.there()));
          }
          if (seen.good().size() == set.size()) {
            return stillClosed(repeat);
          }
          if (!seen.there().isEmpty()) {
            String complete = seen.good().isEmpty() ? "none" : "only " + names(seen.good());
            return Look.blocked(complete + " came into being complete");
          }
          return repeat.again("not made", making(), acts);
        });
  }

  /**
   * The proof was given before the act, and somebody may have opened a volume between the two; so
   * the act counts only if they are closed after it as well.
   */
  private static Look stillClosed(RepeatWhileClosed repeat)
      throws NotLearnedException, InterruptedException {
    Map<VolumeId, List<String>> open = repeat.open();
    return open.isEmpty()
        ? Look.reached()
        : Look.blocked("a source was opened meanwhile: " + OpenVolumes.described(open));
  }

  /**
   * One that comes late would be made of volumes that the guest has open again: it is waited for
   * before that. What a process that has looked could not see is not waited for once more.
   */
  @Override
  public Optional<Goal> settlement(Site site, CutShort cut) {
    RepeatWhileClosed repeat = new RepeatWhileClosed(site, control, set, 1);
    return cut.looked()
        ? Optional.empty()
        : Optional.of(
            Goal.watching(
                about("await-snapshots"),
                Limits.watching(Duration.ofMinutes(1))
                    .settling(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                acts -> {
                  MadeSnapshots seen = MadeSnapshots.seen(site.vxvm(control), this);
                  if (seen.good().size() < set.size()) {
                    return Look.blocked("not made");
                  }
                  return cut.answered() || seen.shownSince(new SamePoint(site, control), cut)
                      ? stillClosed(repeat)
                      : Look.blocked(
                          "whether they were made while nobody used the sources is not known");
                }));
  }

  private Invocation making() {
    return here(storage.making(set));
  }

  /**
   * None of the snapshots of a failed run is one any more. What was broken off goes back to its
   * volume as a mirror, and a named plex is made a regular one again; a space-optimized snapshot is
   * removed; a volume that was made for the run is cut off, so that it can be removed. The journal
   * is what makes them ours: it tells that this run was about to make snapshots of these names when
   * there were none.
   */
  @Override
  public Optional<Goal> undoing(Site site) {
    Duration patience =
        storage.filledBeforeDiscarded() ? Duration.ofDays(2) : Duration.ofMinutes(10);
    List<Invocation> commands =
        Stream.concat(
                set.stream().map(this::discarding),
                plexes().values().stream().sorted().map(this::regularizing))
            .toList();
    return Optional.of(
        Goal.of(
            about("discard-snapshots"),
            Limits.of(Duration.ofMinutes(5), patience).attempts(2 + 2 * set.size()),
            commands,
            acts -> discarded(site)));
  }

  private Look discarded(Site site) throws NotLearnedException, InterruptedException {
    MadeSnapshots seen = MadeSnapshots.seen(site.vxvm(control), this);
    if (seen.there().isEmpty()) {
      return plexes().isEmpty() ? Look.reached() : regular(site);
    }
    SnapshotPair pair = seen.there().get(0);
    VolumeId snapshot = pair.snapshot();
    if (!new OpenVolumes(site, control).of(List.of(snapshot)).isEmpty()) {
      return Look.blocked(snapshot + " is open: somebody uses it");
    }
    Optional<DataAmount> synced = seen.synced(pair);
    if (storage.intoVolumes() && synced.filter(amount -> !amount.all()).isPresent()) {
      // VxVM lets go of a snapshot only when it is complete (vxsnap(1M), dis).
      return Look.moving(
          "%s can be removed when it is complete, and is at %.0f %%"
              .formatted(snapshot, synced.get().percent()));
    }
    Optional<String> resized = storage.givenBack() ? resized(site, pair) : Optional.empty();
    return resized.isPresent()
        ? Look.blocked(resized.get())
        : Look.owed(snapshot + " is left of a run that failed", discarding(pair));
  }

  /** VxVM does not take mirrors back into a volume that has been resized since. */
  private Optional<String> resized(Site site, SnapshotPair pair)
      throws NotLearnedException, InterruptedException {
    GroupLayout layout = site.vxvm(control).layout(group());
    Optional<Long> made = layout.volume(pair.snapshot().name()).map(VolumeRecord::sectors);
    Optional<Long> source = layout.volume(pair.source().name()).map(VolumeRecord::sectors);
    if (made.isEmpty() || source.isEmpty() || made.equals(source)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s has %d sectors and %s has %d, so that its mirrors cannot be given back; make the shorter one as long, %s, and type cvmsnap recover"
            .formatted(
                pair.snapshot().name(),
                made.get(),
                pair.source().name(),
                source.get(),
                SameLength.growing(pair.snapshot(), made.get(), pair.source(), source.get())));
  }

  /** A plex that comes back is a snapshot mirror, and was a regular plex. */
  private Look regular(Site site) throws NotLearnedException, InterruptedException {
    List<Plex> plexes = site.vxvm(control).layout(group()).plexes();
    for (SnapshotPair pair : set) {
      Optional<Plex> plex =
          plexes.stream()
              .filter(each -> each.name().equals(plexes().get(pair.source().name())))
              .filter(each -> each.volume().equals(Optional.of(pair.source().name())))
              .findFirst();
      if (plex.filter(Plex::gettingReady).isPresent()) {
        return Look.moving(plex.get().name() + " is made equal to its volume again");
      }
      if (plex.filter(Plex::readyToBreakOff).isPresent()) {
        return Look.owed(
            plex.get().name() + " is a snapshot mirror, and was a regular plex",
            regularizing(plex.get().name()));
      }
    }
    return Look.reached();
  }

  private Map<VolumeName, String> plexes() {
    return storage instanceof SnapshotStorage.Plexes named ? named.plexes() : Map.of();
  }

  private Invocation discarding(SnapshotPair pair) {
    return here(storage.discarding(pair));
  }

  private Invocation regularizing(String plex) {
    return here(KindCommands.makeRegular(group(), plex));
  }
}
