package org.cvmsnap.schedules;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Freeze;
import org.cvmsnap.plan.Kind;
import org.cvmsnap.plan.TakeRequest;
import org.cvmsnap.plan.Timeouts;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Take;
import org.cvmsnap.workflow.TakeReport;

/** {@code cvmsnap take}: all of the set is good, or none of it is left. */
record Taking(TakeRequest request) implements Operation {
  static Taking of(String... volumes) {
    return new Taking(
        new TakeRequest(
            new GuestName("ldom1"),
            List.of(volumes).stream().map(VolumeName::new).toList(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            false,
            Timeouts.USUAL));
  }

  Taking named(String template) {
    return with(Optional.of(template), request.remount(), request.force(), request.kind());
  }

  Taking withoutRemount() {
    return with(request.name(), false, request.force(), request.kind());
  }

  Taking forced() {
    return with(request.name(), request.remount(), true, request.kind());
  }

  Taking kind(Kind kind) {
    return with(request.name(), request.remount(), request.force(), kind);
  }

  /** With the service group frozen in the configuration of the cluster. */
  Taking frozenForGood() {
    return new Taking(
        new TakeRequest(
            request.guest(),
            request.volumes(),
            request.group(),
            request.name(),
            request.address(),
            request.remount(),
            request.force(),
            request.timeouts(),
            request.kind(),
            Freeze.PERSISTENT));
  }

  /** With VxVM letting only one node at a time open the volumes. */
  Taking fenced() {
    return new Taking(
        new TakeRequest(
            request.guest(),
            request.volumes(),
            request.group(),
            request.name(),
            request.address(),
            request.remount(),
            request.force(),
            request.timeouts(),
            request.kind(),
            request.freeze(),
            true));
  }

  private Taking with(Optional<String> name, boolean remount, boolean force, Kind kind) {
    return new Taking(
        new TakeRequest(
            request.guest(),
            request.volumes(),
            request.group(),
            name,
            request.address(),
            remount,
            force,
            request.timeouts(),
            kind));
  }

  @Override
  public String word() {
    return "take";
  }

  @Override
  public List<String> volumes() {
    return request.volumes().stream().map(VolumeName::value).toList();
  }

  @Override
  public Told run(Session session, EngineListener listener) throws InterruptedException {
    TakeReport report = new Take(session, listener).run(request);
    return new Told(report.result().status(), report.result(), report.made());
  }

  /** What was said to be made is listed. */
  @Override
  public void listed(Scene scene, Launch process, List<SnapshotInfo> good) {
    if (process.exit() != 0) {
      return;
    }
    if (process == scene.first() && good.size() != volumes().size()) {
      scene.violated().accept("exit 0, and " + good.size() + " good snapshots");
    }
    if (!good.isEmpty() && good.size() != volumes().size()) {
      scene.violated().accept("a part of a set is listed as good");
    }
  }

  /** Nothing is left of a run that failed, and nothing but its snapshots of one that did not. */
  @Override
  public void over(Scene scene) {
    List<String> made = scene.snapshots();
    Optional<Told> told = scene.first().told();
    if (!made.isEmpty() && !kept(scene)) {
      scene.violated().accept("of a set these are left: " + made);
    }
    if (kept(scene) && told.isPresent() && scene.first().exit() == 5) {
      scene.violated().accept("it failed, and its snapshots are there");
    }
    if (made.isEmpty()) {
      Shape.of(scene.cluster())
          .volumesDiffer(scene.before(), volumes(), List.of())
          .ifPresent(scene.violated());
    }
    if (told.isPresent() && !told.get().done().isEmpty() && !kept(scene)) {
      scene.violated().accept("its report names snapshots that are gone");
    }
  }

  @Override
  public boolean kept(Scene scene) {
    return scene.snapshots().size() == volumes().size();
  }
}
