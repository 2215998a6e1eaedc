package org.cvmsnap.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Making;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * None of the snapshots of a failed run is one any more. What was broken off goes back to its
 * volume as a mirror, and a named plex is made a regular one again; a space-optimized snapshot is
 * removed; a volume that was made for the run is cut off, so that it can be removed. The journal is
 * what makes them ours: it tells that this run was about to make snapshots of these names when
 * there were none.
 */
final class DiscardSnapshotsGoal implements Goal {
  private final Site site;
  private final StepSpec.MakeSnapshots spec;
  private Optional<Invocation> next = Optional.empty();

  DiscardSnapshotsGoal(Site site, StepSpec.MakeSnapshots spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return MakeSnapshotsGoal.subject("discard-snapshots", spec);
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    SnapshotSet seen = SnapshotSet.seen(site.vxvm(spec.control()), spec);
    if (seen.there().isEmpty()) {
      return spec.making() instanceof Making.Plexes named ? regular(named) : Look.reached();
    }
    SnapshotPair pair = seen.there().get(0);
    VolumeId snapshot = new VolumeId(spec.snapshotGroup(), pair.snapshot());
    if (!new Openness(site, spec.control()).of(List.of(snapshot)).isEmpty()) {
      return Look.blocked(snapshot + " is open: somebody uses it");
    }
    Optional<DataAmount> synced = seen.synced(pair);
    if (spec.making().intoVolumes() && synced.filter(amount -> !amount.all()).isPresent()) {
      // VxVM lets go of a snapshot only when it is complete (vxsnap(1M), dis).
      return Look.moving(
          "%s can be removed when it is complete, and is at %.0f %%"
              .formatted(snapshot, synced.get().percent()));
    }
    next = Optional.of(discard(pair));
    return Look.owed(snapshot + " is left of a run that failed");
  }

  /** A plex that comes back is a snapshot mirror, and was a regular plex. */
  private Look regular(Making.Plexes named) throws NotLearnedException, InterruptedException {
    List<Plex> plexes = site.vxvm(spec.control()).layout(spec.group()).plexes();
    for (SnapshotPair pair : spec.set()) {
      Optional<Plex> plex =
          plexes.stream()
              .filter(each -> each.name().equals(named.plexes().get(pair.source())))
              .filter(each -> each.volume().equals(Optional.of(pair.source())))
              .findFirst();
      if (plex.filter(Plex::gettingReady).isPresent()) {
        return Look.moving(plex.get().name() + " is made equal to its volume again");
      }
      if (plex.filter(Plex::readyToBreakOff).isPresent()) {
        next = Optional.of(makeRegular(plex.get().name()));
        return Look.owed(plex.get().name() + " is a snapshot mirror, and was a regular plex");
      }
    }
    return Look.reached();
  }

  private Invocation makeRegular(String plex) {
    return new Invocation(spec.control(), KindCommands.makeRegular(spec.group(), plex));
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(next.orElseThrow(), Duration.ofMinutes(5));
  }

  private Invocation discard(SnapshotPair pair) {
    VolumeId snapshot = new VolumeId(spec.snapshotGroup(), pair.snapshot());
    List<String> argv;
    if (spec.making().intoVolumes()) {
      argv = VxvmCommands.dis(snapshot);
    } else if (spec.making() instanceof Making.Cache) {
      argv = VxvmCommands.removeForced(snapshot);
    } else if (spec.making().equals(new Making.Mirrors(Family.TRADITIONAL))) {
      argv = VxvmCommands.snapback(snapshot);
    } else {
      argv = VxvmCommands.reattach(spec.group(), pair);
    }
    return new Invocation(spec.control(), argv);
  }

  @Override
  public List<Invocation> commands() {
    List<Invocation> commands = new ArrayList<>(spec.set().stream().map(this::discard).toList());
    if (spec.making() instanceof Making.Plexes named) {
      named.plexes().values().stream().sorted().map(this::makeRegular).forEach(commands::add);
    }
    return List.copyOf(commands);
  }

  /** A full-sized snapshot has to be filled before it can be removed. */
  @Override
  public Duration patience() {
    return spec.making() instanceof Making.Volumes || spec.making() instanceof Making.Plexes
        ? Duration.ofDays(2)
        : Duration.ofMinutes(10);
  }

  @Override
  public int attempts() {
    return 2 + 2 * spec.set().size();
  }
}
