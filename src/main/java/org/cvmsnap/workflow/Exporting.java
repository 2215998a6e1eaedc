package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.snapshot.EndPlanner;
import org.cvmsnap.plan.snapshot.ExportPlanner;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AddDisk;

/** Gives a snapshot to a guest as a disk, or takes it away again. */
public final class Exporting implements VolumeOperation {
  private final SnapshotRef snapshot;
  private final GuestName guest;
  private final Function<ExportPlanner, Decision<Plan>> planned;

  private Exporting(
      SnapshotRef snapshot, GuestName guest, Function<ExportPlanner, Decision<Plan>> planned) {
    this.snapshot = snapshot;
    this.guest = guest;
    this.planned = planned;
  }

  /** Makes the snapshot a disk of the guest, and says which one the guest sees. */
  public static VolumeOperation of(SnapshotRef snapshot, ExportPlanner.Request request) {
    return new Exporting(snapshot, request.guest(), planner -> planner.export(request));
  }

  /** Takes the snapshot from the guest. */
  public static VolumeOperation ending(SnapshotRef snapshot, GuestName guest) {
    return new Exporting(snapshot, guest, planner -> planner.unexport(guest));
  }

  /** A guest that is taken down for a snapshot has to come back with the disks that it had. */
  @Override
  public Optional<GuestName> guest() {
    return Optional.of(guest);
  }

  @Override
  public List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished) {
    return List.of(catalogue.snapshot(snapshot));
  }

  @Override
  public List<VolumeId> concerned(Catalogue catalogue, List<VolumeId> subjects) {
    return EndPlanner.concerned(catalogue.all(subjects));
  }

  @Override
  public List<VolumeId> locked(Catalogue catalogue, List<VolumeId> subjects) {
    return subjects;
  }

  @Override
  public Decision<Plan> decide(Situation situation) throws InterruptedException {
    SnapshotFacts only = situation.snapshots().get(0);
    return planned.apply(new ExportPlanner(facts(situation, only), situation.run()));
  }

  /**
   * What has to be known of a snapshot before a guest gets it as a disk.
   *
   * @throws RefusedException when that cannot be learned
   */
  static ExportPlanner.Facts facts(Situation situation, SnapshotFacts snapshot)
      throws InterruptedException {
    Catalogue catalogue = situation.catalogue();
    Ldm ldm = situation.session().reading().ldm(catalogue.control());
    try {
      return new ExportPlanner.Facts(
          catalogue.control(),
          snapshot,
          catalogue.all(),
          ldm.domains(),
          ldm.disks(),
          ldm.diskServers(),
          ldm.backEnds());
    } catch (NotLearnedException e) {
      throw new RefusedException("What there is cannot be learned", e);
    }
  }

  /** Which disk the guest sees, and whether that is a snapshot still. */
  @Override
  public List<String> remarks(Situation situation, Plan plan, RunResult result)
      throws InterruptedException {
    List<String> remarks = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step instanceof AddDisk added) {
        remarks.add(
            "%s sees it as %s%s"
                .formatted(
                    added.guest(),
                    frontEnd(situation.session().reading().ldm(added.control()), added)
                        .orElse("a disk whose number is not known: ldm list -o disk"),
                    added.backEnd().options().contains("ro") ? ", read-only" : ""));
        situation.snapshots().stream()
            .filter(each -> !each.associated())
            .map(
                each ->
                    "mind: %s is no snapshot any more by what VxVM says, and may hold something else by now"
                        .formatted(each.id()))
            .forEach(remarks::add);
      }
    }
    return remarks;
  }

  private static Optional<String> frontEnd(Ldm ldm, AddDisk added) throws InterruptedException {
    try {
      return ldm.disks().stream()
          .filter(disk -> disk.domain().equals(added.guest()))
          .filter(disk -> disk.name().equals(added.disk()))
          .findFirst()
          .flatMap(VirtualDisk::frontEnd);
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }
}
