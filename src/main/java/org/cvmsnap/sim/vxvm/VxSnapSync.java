package org.cvmsnap.sim.vxvm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** {@code vxsnap syncstart} and its kin, for full-sized snapshots. */
final class VxSnapSync {
  private VxSnapSync() {}

  static Work work(VxCall call) {
    String name = call.operand(0, "[-b] [-g diskgroup] " + call.verb() + " volume");
    return switch (call.verb()) {
      case "syncstart" ->
          call.options().has("b")
              ? call.change(group -> start(call, group, name))
              : call.changeAndWait(
                  group -> start(call, group, name), group -> remaining(call, group, name));
      case "syncstop" -> call.change(group -> stop(call, group, name));
      case "syncpause" -> call.change(group -> pause(call, group, name, true));
      case "syncresume" -> call.change(group -> pause(call, group, name, false));
      default -> call.await(group -> await(call, group, name));
    };
  }

  private static SnapOrigin fullSized(VxCall call, DiskGroup group, String name) {
    SnapOrigin origin = call.volume(group, name).origin();
    boolean full =
        origin != null
            && (origin.kind() == SnapOrigin.Kind.FULLINST
                || origin.kind() == SnapOrigin.Kind.MIRBRK);
    if (origin == null || !full) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-6422", "Volume " + name + " is not a full-sized snapshot");
    }
    return origin;
  }

  private static Optional<VxTask> task(DiskGroup group, String name) {
    return group.tasksOf(name).stream()
        .filter(task -> task.type() == VxTask.Type.SNAPSYNC)
        .findFirst();
  }

  private static VxTask running(VxCall call, DiskGroup group, String name) {
    fullSized(call, group, name);
    return task(group, name)
        .orElseThrow(
            () ->
                call.fail(
                    VxFailure.REFUSED,
                    "V-5-1-6429",
                    "Volume " + name + " is not being synchronized"));
  }

  private static Reply start(VxCall call, DiskGroup group, String name) {
    SnapOrigin origin = fullSized(call, group, name);
    if (!origin.synced() && task(group, name).isEmpty()) {
      long length = call.volume(group, name).length();
      call.storage().startTask(group, VxTask.Type.SNAPSYNC, name, List.of(), length);
    }
    return Reply.SILENT;
  }

  private static Reply stop(VxCall call, DiskGroup group, String name) {
    group.removeTask(running(call, group, name).id());
    return Reply.SILENT;
  }

  private static Reply pause(VxCall call, DiskGroup group, String name, boolean pause) {
    VxTask task = running(call, group, name);
    group.put(pause ? task.pausedAt(call.storage().now()) : task.resumedAt(call.storage().now()));
    return Reply.SILENT;
  }

  private static Duration remaining(VxCall call, DiskGroup group, String name) {
    return task(group, name)
        .map(task -> task.remaining(call.storage().now()))
        .orElse(Duration.ZERO);
  }

  /** Fails when nothing is synchronized, even if all is done. */
  private static Duration await(VxCall call, DiskGroup group, String name) {
    return running(call, group, name).remaining(call.storage().now());
  }
}
