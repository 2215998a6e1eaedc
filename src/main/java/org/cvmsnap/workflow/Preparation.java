package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.snapshot.PreparePlanner;
import org.cvmsnap.run.Plan;
import org.cvmsnap.site.Site;
import org.cvmsnap.step.AddMirrors;
import org.cvmsnap.step.AwaitMirrors;
import org.cvmsnap.step.MirrorProgress;
import org.cvmsnap.vxvm.Vxvm;

/** Makes volumes ready for snapshots ahead of time, or takes that back. */
public final class Preparation implements VolumeOperation {
  /** How often and how long the synchronization is looked at for an estimate. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final int LOOKS = 3;

  private final List<VolumeName> volumes;
  private final Optional<GroupName> group;
  private final Planning planning;
  private final boolean awaited;

  private interface Planning {
    Decision<Plan> decide(PreparePlanner planner, RunId run, List<PreparePlanner.Facts> facts);
  }

  private Preparation(
      List<VolumeName> volumes, Optional<GroupName> group, Planning planning, boolean awaited) {
    this.volumes = List.copyOf(volumes);
    this.group = group;
    this.planning = planning;
    this.awaited = awaited;
  }

  /** Gives the volumes DCOs and snapshot mirrors. The mirrors are filled in the background. */
  public static VolumeOperation of(PreparePlanner.Request request) {
    return new Preparation(
        request.volumes(),
        request.group(),
        (planner, run, facts) -> planner.prepare(run, request, facts),
        request.await());
  }

  /** Takes unused snapshot mirrors and DCOs away. */
  public static VolumeOperation ending(List<VolumeName> volumes, Optional<GroupName> group) {
    return new Preparation(
        volumes, group, (planner, run, facts) -> planner.unprepare(run, facts), false);
  }

  @Override
  public List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished) {
    return volumes.stream().map(name -> catalogue.volume(new SnapshotRef(group, name))).toList();
  }

  @Override
  public Decision<Plan> decide(Situation situation) throws InterruptedException {
    List<PreparePlanner.Facts> facts = new ArrayList<>();
    for (VolumeId id : situation.subjects()) {
      facts.add(facts(situation.session().reading(), situation.catalogue(), id));
    }
    return planning.decide(
        new PreparePlanner(situation.catalogue().control()), situation.run(), facts);
  }

  private static PreparePlanner.Facts facts(Site site, Catalogue catalogue, VolumeId id)
      throws InterruptedException {
    Vxvm vxvm = site.vxvm(catalogue.control());
    try {
      DiskGroup group =
          vxvm.groups().stream()
              .filter(each -> each.name().equals(id.group()))
              .findFirst()
              .orElseThrow(() -> new NotLearnedException("the disk group is gone"));
      GroupFacts facts =
          new GroupFacts(
              group, catalogue.group(id.group()).layout(), List.of(), vxvm.plexMarks(id.group()));
      return new PreparePlanner.Facts(
          id,
          facts,
          catalogue.all().stream()
              .filter(SnapshotFacts::associated)
              .filter(each -> each.target().source().equals(Optional.of(id)))
              .map(SnapshotFacts::id)
              .toList());
    } catch (NotLearnedException e) {
      throw new RefusedException("What there is cannot be learned", e);
    }
  }

  /** How long the synchronization takes that the next take has not to wait for. */
  @Override
  public List<String> remarks(Situation situation, Plan plan, RunResult result)
      throws InterruptedException {
    List<String> remarks = new ArrayList<>();
    if (plan.operation().equals("unprepare")) {
      return remarks;
    }
    Site site = situation.session().reading();
    Catalogue catalogue = Catalogue.read(site);
    for (VolumeId volume : situation.subjects()) {
      boolean added =
          plan.steps().stream()
              .anyMatch(step -> step instanceof AddMirrors each && each.volume().equals(volume));
      boolean synchronizing =
          catalogue.group(volume.group()).layout().plexesOf(volume.name()).stream()
              .anyMatch(Plex::gettingReady);
      if (synchronizing) {
        remarks.add(running(site, catalogue.control(), volume));
      } else if (added) {
        remarks.add(awaited ? spared(result, volume) : complete(volume));
      }
    }
    return remarks;
  }

  private static String complete(VolumeId volume) {
    return volume + ": its mirror is complete";
  }

  private static String spared(RunResult result, VolumeId volume) {
    return result.steps().stream()
        .filter(
            report ->
                report.step().orElse(null) instanceof AwaitMirrors each
                    && each.volume().equals(volume))
        .findFirst()
        .map(
            step ->
                "%s: its mirror is complete; the next take is spared the %s of its synchronization"
                    .formatted(volume, Span.text(step.took())))
        .orElse(complete(volume));
  }

  private static String running(Site site, Machine control, VolumeId volume)
      throws InterruptedException {
    MirrorProgress progress = new MirrorProgress(site, control, volume);
    for (int look = 0; look < LOOKS && progress.whole().isEmpty(); look++) {
      progress.look();
      if (look < LOOKS - 1) {
        site.time().sleep(LOOK);
      }
    }
    progress.look();
    return progress
        .whole()
        .map(
            whole ->
                ("%s: its mirror is being synchronized, which takes about %s in all (about %s"
                        + " left); the next take is spared that time once it is complete")
                    .formatted(volume, Span.text(whole), Span.text(progress.left().orElse(whole))))
        .orElse(volume + ": its mirror is being synchronized");
  }
}
