package org.cvmsnap.schedules;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.snapshot.ExportPlanner;
import org.cvmsnap.plan.snapshot.PreparePlanner;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.plan.snapshot.SnapshotChecks;
import org.cvmsnap.plan.snapshot.VerifyPlanner;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Ending;
import org.cvmsnap.workflow.Exporting;
import org.cvmsnap.workflow.OperationReport;
import org.cvmsnap.workflow.Preparation;
import org.cvmsnap.workflow.Prune;
import org.cvmsnap.workflow.PruneReport;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Verify;
import org.cvmsnap.workflow.VerifyReport;
import org.cvmsnap.workflow.VolumeOperation;
import org.cvmsnap.workflow.VolumeOperations;

/**
 * What takes no guest down: once recovered it is done, or nothing is. No other volume, snapshot or
 * disk is touched by it, and no content changes.
 *
 * @param volumes those that it is about: sources, and for what ends snapshots these as well
 * @param done whether it is done and nothing else is, by the cluster as it is now
 */
record Tending(String word, List<String> volumes, Work work, BiPredicate<Scene, ClusterState> done)
    implements Operation {

  /** How it is called. */
  interface Work {
    Told run(Session session, EngineListener listener) throws InterruptedException;
  }

  private static final GuestName EXPORTED_TO = new GuestName("ldom2");

  private static SnapshotRef ref(String name) {
    return new SnapshotRef(Optional.empty(), new VolumeName(name));
  }

  private static List<String> old(List<String> volumes) {
    return volumes.stream().map(Start::snapshot).toList();
  }

  // ---- what ends snapshots

  private static Tending ending(
      SnapshotChecks.End end, BiPredicate<Scene, ClusterState> done, String... volumes) {
    List<String> snapshots = old(List.of(volumes));
    return new Tending(
        end.name().toLowerCase(Locale.ROOT),
        Stream.concat(Stream.of(volumes), snapshots.stream()).toList(),
        (session, listener) ->
            described(
                run(
                    session,
                    listener,
                    new Ending(end, snapshots.stream().map(Tending::ref).toList(), false, false))),
        done);
  }

  /** The snapshots are gone, and nothing but them and the caches that were made for them. */
  static Tending removing(String... volumes) {
    return ending(
        SnapshotChecks.End.REMOVE,
        (scene, now) -> gone(scene, now, old(List.of(volumes))),
        volumes);
  }

  private static boolean gone(Scene scene, ClusterState now, List<String> snapshots) {
    ClusterState rest = scene.before().without(snapshots);
    rest = rest.without(snapshots.stream().map(snapshot -> snapshot + "_cv").toList());
    return now.volumes().equals(rest.volumes());
  }

  /** The volume has the snapshot's plexes as mirrors that can be broken off again. */
  static Tending reattaching(String volume) {
    String snapshot = Start.snapshot(volume);
    return ending(
        SnapshotChecks.End.REATTACH,
        (scene, now) ->
            now.volumesDiffer(scene.before().without(List.of(snapshot)), List.of(volume), List.of())
                    .isEmpty()
                && now.plexes(volume, "SNAPDONE") == scene.before().plexes(snapshot, "ACTIVE"),
        volume);
  }

  /** The snapshot is a volume like any other, with what was on it. */
  static Tending dissociating(String volume) {
    String snapshot = Start.snapshot(volume);
    return ending(
        SnapshotChecks.End.DISSOCIATE,
        (scene, now) ->
            now.without(List.of(snapshot))
                    .volumesDiffer(
                        scene.before().without(List.of(snapshot)), List.of(volume), List.of())
                    .isEmpty()
                && now.plexes(snapshot, "ACTIVE") == scene.before().plexes(snapshot, "ACTIVE")
                && !scene.snapshots().contains(snapshot)
                && now.tags().stream().noneMatch(line -> line.contains("cvmsnap.")),
        volume);
  }

  /** Only the newest snapshots of the volumes are left. */
  static Tending pruning(String... volumes) {
    List<String> names = List.of(volumes);
    Retention policy =
        new Retention(1, 0, 0, 0, 0, 0, 1, Optional.empty(), Optional.empty(), ZoneOffset.UTC);
    return new Tending(
        "prune",
        Stream.of(names, old(names), names.stream().map(Start::newer).toList())
            .flatMap(List::stream)
            .toList(),
        (session, listener) ->
            described(
                new Prune(session, listener, false)
                    .run(
                        new Prune.Request(
                            names.stream().map(Tending::ref).toList(),
                            Optional.empty(),
                            policy,
                            Optional.empty(),
                            Optional.empty()),
                        decided -> {},
                        Confirmation.GIVEN)),
        (scene, now) -> gone(scene, now, old(names)));
  }

  /** Nothing is removed, though a newer one is there: nobody knows how good that is. */
  static Tending pruningNothing(String volume) {
    Tending pruning = pruning(volume);
    return new Tending(
        pruning.word(),
        pruning.volumes(),
        pruning.work(),
        (scene, now) -> now.volumes().equals(scene.before().volumes()));
  }

  // ---- disks of guests

  /** One guest has one disk more, and one thing more is exported. */
  static Tending exporting(String volume) {
    return exporting(volume, EXPORTED_TO, false);
  }

  /** The same on the other node, to its own guest, which cannot write to it. */
  static Tending exportingElsewhere(String volume) {
    return exporting(volume, new GuestName("ldom3"), true);
  }

  private static Tending exporting(String volume, GuestName guest, boolean readOnly) {
    String snapshot = Start.snapshot(volume);
    return new Tending(
        "export",
        List.of(volume, snapshot),
        (session, listener) ->
            described(
                run(
                    session,
                    listener,
                    Exporting.of(
                        ref(snapshot),
                        new ExportPlanner.Request(
                            guest,
                            Optional.empty(),
                            OptionalInt.empty(),
                            readOnly,
                            Optional.empty())))),
        (scene, now) ->
            now.volumes().equals(scene.before().volumes())
                && disks(now.moreDisks(scene.before()), snapshot));
  }

  /** One guest has one disk less, and one thing less is exported. */
  static Tending unexporting(String volume) {
    String snapshot = Start.snapshot(volume);
    return new Tending(
        "unexport",
        List.of(volume, snapshot),
        (session, listener) ->
            described(run(session, listener, Exporting.ending(ref(snapshot), EXPORTED_TO))),
        (scene, now) ->
            now.volumes().equals(scene.before().volumes())
                && disks(scene.before().moreDisks(now), snapshot));
  }

  private static boolean disks(Optional<List<String>> lines, String snapshot) {
    return lines.isPresent()
        && lines.get().size() == 2
        && lines.get().stream().allMatch(line -> line.contains(snapshot))
        && lines.get().stream().filter(line -> line.startsWith("VDISK|")).count() == 1;
  }

  /** The snapshot is marked as clean, and nothing else has become of it. */
  static Tending verifying(String volume) {
    String snapshot = Start.snapshot(volume);
    return new Tending(
        "verify",
        List.of(volume, snapshot),
        (session, listener) ->
            described(
                new Verify(session, listener, false)
                    .run(
                        List.of(ref(snapshot)),
                        new VerifyPlanner.Request(
                            Optional.of(Machine.guest(EXPORTED_TO, EXPORTED_TO.value())),
                            Optional.empty(),
                            true,
                            true))),
        (scene, now) ->
            now.volumes().equals(scene.before().volumes())
                && now.tags().stream()
                    .anyMatch(line -> line.matches(".*cvmsnap\\.proof=clean( .*|)")));
  }

  // ---- volumes that are made ready

  /** The volume has a DCO, and one mirror that can be broken off. */
  static Tending preparing(String volume) {
    return new Tending(
        "prepare",
        List.of(volume),
        (session, listener) ->
            described(
                run(
                    session,
                    listener,
                    Preparation.of(
                        new PreparePlanner.Request(
                            List.of(new VolumeName(volume)),
                            Optional.empty(),
                            Optional.empty(),
                            0,
                            Optional.empty(),
                            true)))),
        (scene, now) -> ready(scene.before(), now, volume));
  }

  /** The volume has neither. */
  static Tending unpreparing(String volume) {
    return new Tending(
        "unprepare",
        List.of(volume),
        (session, listener) ->
            described(
                run(
                    session,
                    listener,
                    Preparation.ending(List.of(new VolumeName(volume)), Optional.empty()))),
        (scene, now) -> ready(now, scene.before(), volume));
  }

  private static boolean ready(ClusterState without, ClusterState with, String volume) {
    String log = volume + "_dcl";
    return !without.volumes().containsKey(log)
        && with.volumes().containsKey(log)
        && without.plexes(volume, "SNAPDONE") == 0
        && with.plexes(volume, "SNAPDONE") == 1
        && with.without(List.of(log)).volumesDiffer(without, List.of(volume), List.of()).isEmpty();
  }

  // ---- what is common to them

  private static OperationReport run(
      Session session, EngineListener listener, VolumeOperation operation)
      throws InterruptedException {
    return new VolumeOperations(session, listener, false).run(operation, Confirmation.GIVEN);
  }

  private static Told described(OperationReport report) {
    return new Told(report.status(), report.result(), List.of());
  }

  private static Told described(PruneReport report) {
    RunResult result =
        report.removals().stream()
            .map(PruneReport.Removal::result)
            .reduce((first, second) -> second)
            .orElse(none(report.problem() + report.skipped()));
    return new Told(report.exit().value(), result, List.of());
  }

  private static Told described(VerifyReport report) {
    VerifyReport.Verified only = report.snapshots().get(0);
    return new Told(
        report.exit().value(),
        only.run().map(OperationReport::result).orElseGet(() -> none(only.why())),
        List.of());
  }

  private static RunResult none(String why) {
    return new RunResult(
        RunResult.Ending.FAILED,
        false,
        why,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  @Override
  public boolean takesGuestDown() {
    return false;
  }

  /**
   * Nothing is done to or in a guest, but that ldom2 gets or loses a disk, for a while perhaps, and
   * reads it.
   */
  @Override
  public boolean mayRun(String command) {
    boolean trial = command.matches("mount -F \\w+ -o ro /dev/dsk/\\w+ /mnt|umount /mnt");
    if (word.equals("verify") && trial) {
      return true;
    }
    return command.startsWith("ldm ")
        ? (word.endsWith("export") || word.equals("verify"))
            && command.matches("ldm (add|rm|remove)-v(disk|dsdev) .*_old.*")
        : command.startsWith("vx");
  }

  @Override
  public Told run(Session session, EngineListener listener) throws InterruptedException {
    return work.run(session, listener);
  }

  @Override
  public void over(Scene scene) {
    ClusterState now = ClusterState.of(scene.cluster());
    boolean rival = scene.rival().filter(other -> other.kept(scene)).isPresent();
    boolean own = done.test(scene, now);
    boolean kept = own || rival;
    boolean untouched =
        storage(now).equals(storage(scene.before()))
            && scene.snapshots().equals(scene.snapshotsAtFirst());
    if (!kept && !untouched) {
      scene
          .violated()
          .accept("half done: " + scene.before().storage() + " became " + now.storage());
    }
    // What cannot be seen is not pruned, and that is not known to be a fault.
    boolean due = !word.equals("prune") || scene.first().acted();
    if (!own && due && scene.first().described().filter(told -> told.status() == 0).isPresent()) {
      scene.violated().accept("exit 0, and it is not done");
    }
    for (String volume : volumes) {
      if (!scene.data(volume).equals(scene.dataAtFirst(volume))
          && !(kept && scene.data(volume).isEmpty())) {
        scene.violated().accept(volume + " has another content");
      }
    }
    if (!word.endsWith("export") && !rival && !now.disks().equals(scene.before().disks())) {
      scene.violated().accept("the disks of guests are others");
    }
  }

  /** A guest that may have got a snapshot to write to leaves it unproven, whatever came of that. */
  private ClusterState storage(ClusterState state) {
    return word.equals("export") ? state.storage().unproven() : state.storage();
  }

  @Override
  public boolean kept(Scene scene) {
    return done.test(scene, ClusterState.of(scene.cluster()));
  }
}
