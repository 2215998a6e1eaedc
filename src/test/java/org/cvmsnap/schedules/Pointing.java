package org.cvmsnap.schedules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.restore.RestorePlanner;
import org.cvmsnap.plan.restore.SnapshotSelection;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Refresh;
import org.cvmsnap.workflow.ReplaceReport;
import org.cvmsnap.workflow.Replacing;
import org.cvmsnap.workflow.Restore;
import org.cvmsnap.workflow.Session;

/**
 * {@code cvmsnap restore} and {@code cvmsnap refresh}: each volume is what it was or what it should
 * be, and which of the two is known or said to be in doubt.
 *
 * @param safety whether a restore keeps in snapshots what the volumes were
 * @param name the template for the names of these
 * @param mode how the guest lets go of the volumes
 */
record Pointing(
    boolean restores, boolean safety, Optional<String> name, List<SnapshotPair> pairs, Mode mode)
    implements Operation {
  /** Of the snapshots that {@link Start#snapshots} has made. */
  static Pointing restoring(String... volumes) {
    return new Pointing(true, true, Optional.of("{volume}_safe"), started(volumes), Mode.STOP);
  }

  /** Refreshes snapshots of these volumes, started like {@link #restoring}. */
  static Pointing refreshing(String... volumes) {
    return new Pointing(false, false, Optional.empty(), started(volumes), Mode.STOP);
  }

  private static List<SnapshotPair> started(String... volumes) {
    return Arrays.stream(volumes)
        .map(SnapshotRef::of)
        .map(
            ref -> {
              String group = ref.group().map(GroupName::value).orElse("datadg");
              String volume = ref.name().value();
              return new SnapshotPair(
                  VolumeId.of(group, volume), VolumeId.of(group, Start.snapshot(volume)));
            })
        .toList();
  }

  Pointing withoutSafety() {
    return new Pointing(restores, false, Optional.empty(), pairs, mode);
  }

  /** A refresh of what this restores from, or a restore from what this refreshes. */
  Pointing theOtherWay() {
    return new Pointing(!restores, false, Optional.empty(), pairs, mode);
  }

  /** The guest goes on running. */
  Pointing detaching() {
    return new Pointing(restores, safety, name, pairs, Mode.DETACH);
  }

  @Override
  public List<String> volumes() {
    return pairs.stream().map(pair -> pair.source().name().value()).toList();
  }

  @Override
  public String word() {
    return restores ? "restore" : "refresh";
  }

  @Override
  public Told run(Session session, EngineListener listener) throws InterruptedException {
    SnapshotSelection points =
        new SnapshotSelection(
            OutageOptions.usual(new GuestName("ldom1"), Optional.empty()).in(mode),
            pairs.stream().map(pair -> SnapshotRef.to(pair.snapshot())).toList(),
            false);
    Replacing operation =
        restores
            ? new Restore(
                session,
                listener,
                Optional.empty(),
                new RestorePlanner.Request(points, safety, name),
                false)
            : new Refresh(session, listener, Optional.empty(), points, false);
    ReplaceReport report = operation.run(Confirmation.GIVEN);
    return new Told(report.status(), report.outage().result(), report.done());
  }

  private static String safe(String volume) {
    return volume + "_safe";
  }

  @Override
  public void over(Scene scene) {
    volumes().forEach(volume -> content(scene, volume));
    boolean begun = scene.intended("restore-volumes");
    List<String> others = new ArrayList<>();
    for (String volume : volumes()) {
      if (!begun && !scene.data(safe(volume)).isEmpty()) {
        scene.violated().accept("nothing was restored, and " + safe(volume) + " is left");
      }
      others.add(safe(volume));
      others.add(Start.snapshot(volume));
    }
    ClusterState.of(scene.cluster())
        .volumesDiffer(scene.before(), volumes(), others)
        .ifPresent(scene.violated());
  }

  private void content(Scene scene, String volume) {
    if (scene.stayedOpen(volume)) {
      return;
    }
    if (restores && scene.othersAtWork() && !scene.intended("restore-volumes")) {
      return; // nothing but other people's use has changed it
    }
    String changed = restores ? volume : Start.snapshot(volume);
    String model = restores ? Start.snapshot(volume) : volume;
    String now = scene.data(changed);
    String wanted = scene.dataAtFirst(model);
    String original = scene.dataAtFirst(changed);
    // Where somebody opened a volume in the last moment, it has to be said.
    boolean doubted =
        scene.othersAtWork()
            && lastTold(scene).filter(told -> !told.result().doubts().isEmpty()).isPresent();
    if (!now.equals(wanted) && !now.equals(original) && !doubted) {
      scene.violated().accept(changed + " is neither what it was nor what it should be");
    }
    scene
        .first()
        .described()
        .filter(told -> told.status() == 0 && !now.equals(wanted))
        .ifPresent(told -> scene.violated().accept("exit 0, and " + changed + " is as it was"));
    lastTold(scene)
        .filter(told -> told.result().doubts().isEmpty())
        .filter(told -> !told.result().why().contains("somebody has refreshed it since"))
        .filter(told -> !now.equals(told.result().made() ? wanted : original))
        .ifPresent(
            told ->
                scene
                    .violated()
                    .accept(
                        changed
                            + (told.result().made()
                                ? " is said to be done, and is not"
                                : " is said to be as it was, and is not")));
    if (safety && !now.equals(original) && !scene.data(safe(volume)).equals(original)) {
      scene.violated().accept("what " + volume + " was is lost");
    }
    boolean stays = !restores || !scene.data(model).isEmpty();
    if (stays && !scene.data(model).equals(wanted) && !scene.othersAtWork()) {
      scene.violated().accept(model + " was changed");
    }
  }

  /** What was said last of the run, by the process or by a recovery. */
  private static Optional<Told> lastTold(Scene scene) {
    return scene.processes().stream()
        .flatMap(process -> process.described().stream())
        .reduce((earlier, later) -> later);
  }

  @Override
  public boolean kept(Scene scene) {
    return volumes().stream()
        .allMatch(
            volume ->
                restores
                    ? scene.data(volume).equals(scene.dataAtFirst(Start.snapshot(volume)))
                    : scene.data(Start.snapshot(volume)).equals(scene.dataAtFirst(volume)));
  }
}
