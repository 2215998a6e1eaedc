package org.cvmsnap.schedules;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.model.Freeze;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.TimeOfDay;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.Kind;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Supervision;
import org.cvmsnap.workflow.Take;
import org.cvmsnap.workflow.TakeReport;

/**
 * {@code cvmsnap take}: all of the set is good, or none of it is left.
 *
 * @param notAfter the time of day after which no outage begins
 */
record Taking(TakeRequest request, Optional<TimeOfDay> notAfter) implements Operation {
  static Taking of(String... volumes) {
    return new Taking(
        new TakeRequest(
            OutageOptions.usual(new GuestName("ldom1"), Optional.empty()),
            Stream.of(volumes).map(SnapshotRef::of).toList(),
            Optional.empty(),
            new BreakOff()),
        Optional.empty());
  }

  Taking named(String template) {
    return with(request.outage(), Optional.of(template), request.kind());
  }

  Taking withoutRemount() {
    OutageOptions outage = request.outage();
    return with(false, outage.force(), outage.freeze(), outage.fence(), false);
  }

  Taking forced() {
    OutageOptions outage = request.outage();
    return with(outage.remount(), true, outage.freeze(), outage.fence(), false);
  }

  Taking kind(Kind kind) {
    return with(request.outage(), request.name(), kind);
  }

  /** With the service group frozen in the configuration of the cluster. */
  Taking frozenForGood() {
    OutageOptions outage = request.outage();
    return with(outage.remount(), outage.force(), Freeze.PERSISTENT, outage.fence(), false);
  }

  /** With VxVM letting only one node at a time open the volumes. */
  Taking fenced() {
    OutageOptions outage = request.outage();
    return with(outage.remount(), outage.force(), outage.freeze(), true, false);
  }

  /** Whatever else the guest has on the volumes. */
  Taking withoutFileSystem() {
    OutageOptions outage = request.outage();
    return with(outage.remount(), outage.force(), outage.freeze(), outage.fence(), true);
  }

  /** The guest goes on running. */
  Taking detaching() {
    return with(request.outage().in(Mode.DETACH), request.name(), request.kind());
  }

  /** With a database that a hook stops before, and starts again. */
  Taking hooked() {
    Map<Hook.Moment, List<String>> commands =
        Map.of(
            Hook.Moment.BEFORE_OUTAGE, List.of("/usr/sbin/svcadm", "disable", "-s", Start.DATABASE),
            Hook.Moment.AFTER_RETURN, List.of("/usr/sbin/svcadm", "enable", "-s", Start.DATABASE));
    Hook hook =
        new Hook("database", Hook.Place.GUEST, commands, Hook.USUAL_LIMIT, Hook.OnError.ABORT);
    return with(request.outage().with(List.of(hook)), request.name(), request.kind());
  }

  /** In a window that ends at that time of day. */
  Taking until(String end) {
    return new Taking(request, Optional.of(TimeOfDay.of(end, () -> ZoneOffset.UTC)));
  }

  boolean noFileSystem() {
    return request.outage().noFileSystem();
  }

  private Taking with(
      boolean remount, boolean force, Freeze freeze, boolean fence, boolean noFileSystem) {
    OutageOptions outage = request.outage();
    return with(
        new OutageOptions(
            outage.guest(),
            outage.address(),
            remount,
            force,
            outage.timeouts(),
            freeze,
            fence,
            noFileSystem,
            outage.unproven(),
            false,
            false,
            outage.mode(),
            outage.hooks(),
            outage.leftAlone()),
        request.name(),
        request.kind());
  }

  private Taking with(OutageOptions outage, Optional<String> name, Kind kind) {
    return new Taking(new TakeRequest(outage, request.volumes(), name, kind), notAfter);
  }

  @Override
  public String word() {
    return "take";
  }

  @Override
  public List<String> volumes() {
    return request.volumes().stream().map(ref -> ref.name().value()).toList();
  }

  @Override
  public Told run(Session session, EngineListener listener) throws InterruptedException {
    Optional<Supervision> supervision =
        notAfter.map(
            end ->
                new Supervision(
                    Duration.ZERO, Optional.of(end), Optional.empty(), Optional.empty()));
    TakeReport report =
        new Take(session, listener, supervision).run(request, Take.Afterwards.NOTHING);
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
    Optional<Told> told = scene.first().described();
    notAfter.ifPresent(end -> inTime(scene, end));
    if (!made.isEmpty() && !kept(scene)) {
      scene.violated().accept("of a set these are left: " + made);
    }
    if (kept(scene) && told.isPresent() && scene.first().exit() == 5) {
      scene.violated().accept("it failed, and its snapshots are there");
    }
    if (opens() && scene.processes().stream().noneMatch(Launch::crashed) && !closed(scene)) {
      scene.violated().accept("the configuration of VCS is left open");
    }
    if (made.isEmpty()) {
      ClusterState.of(scene.cluster())
          .volumesDiffer(scene.before(), volumes(), List.of())
          .ifPresent(scene.violated());
    }
    if (told.isPresent() && !told.get().done().isEmpty() && !kept(scene)) {
      scene.violated().accept("its report names snapshots that are gone");
    }
  }

  /** An outage begins in the window, or not at all; what follows on it is done whenever. */
  private static void inTime(Scene scene, TimeOfDay end) {
    int before = scene.start().log().size();
    scene.cluster().log().stream()
        .skip(before)
        .filter(Taking::takesDown)
        .findFirst()
        .filter(first -> first.time().isAfter(end.nearest(scene.start().now()).instant()))
        .ifPresent(first -> scene.violated().accept("after " + end + " an outage began: " + first));
  }

  /** Whether a command begins an outage, or goes on with one. */
  static boolean takesDown(LogEntry entry) {
    String line = String.join(" ", entry.argv()).replaceFirst("^\\S*/", "");
    return entry.mutates()
        && Stream.of("umount", "ldm stop", "ldm unbind", "ldm rm-vdisk").anyMatch(line::startsWith);
  }

  /** Whether it opens the configuration of VCS. Who opened it, nobody knows when it was killed. */
  private boolean opens() {
    return request.outage().freeze() == Freeze.PERSISTENT;
  }

  private static boolean closed(Scene scene) {
    return OtherOperator.at(scene.cluster())
        .lines("sun-a", "haclus -value ReadOnly")
        .equals(List.of("1"));
  }

  @Override
  public boolean kept(Scene scene) {
    return scene.snapshots().size() == volumes().size();
  }
}
