package org.cvmsnap.sim.vxvm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/**
 * The command vxtask. Tasks of shared groups run on the master and are not seen on other nodes; see
 * the Administrator's Guide on command shipping.
 */
final class VxTaskCommand {
  static final String USAGE =
      "[-hlp] list [taskid...] | abort taskid | pause taskid | resume taskid";

  private VxTaskCommand() {}

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "list" -> call.read(() -> Reply.out(list(call)));
      case "abort", "pause", "resume" -> {
        String id = call.operand(0, USAGE);
        yield Work.change(
            call.storage().times().configuring(), () -> control(call, call.verb(), id));
      }
      default -> throw VxOptions.usage("vxtask", USAGE);
    };
  }

  private static List<DiskGroup> groups(VxCall call) {
    boolean master =
        call.storage().master().filter(it -> it.name().equals(call.node())).isPresent();
    return call.storage().groupsOn(call.node()).stream()
        .filter(group -> !group.shared() || master)
        .toList();
  }

  private static String list(VxCall call) {
    StringBuilder out = new StringBuilder("TASKID  PTID TYPE/STATE    PCT   PROGRESS\n");
    for (DiskGroup group : groups(call)) {
      for (VxTask task : group.tasks()) {
        if (!call.operands().isEmpty() && !call.operands().contains(Integer.toString(task.id()))) {
          continue;
        }
        double done = task.fraction(call.storage().now());
        String type = task.type() + (task.paused() ? "/P" : "/R");
        String what = task.plexes().isEmpty() ? "" : " " + String.join(" ", task.plexes());
        out.append(
            String.format(
                Locale.ROOT,
                "%6d  %4s %s %05.2f%% 0/%d/%d %s %s%s %s\n",
                task.id(),
                call.storage().release().noParent(),
                type,
                done * 100,
                task.length(),
                Math.round(task.length() * done),
                task.type(),
                task.volume(),
                what,
                group.name()));
      }
    }
    return out.toString();
  }

  private static Reply control(VxCall call, String verb, String id) {
    call.storage().settle(call.storage().now());
    for (DiskGroup group : groups(call)) {
      Optional<VxTask> task =
          group.tasks().stream().filter(it -> id.equals(Integer.toString(it.id()))).findFirst();
      if (task.isPresent()) {
        apply(call, group, verb, task.get());
        return Reply.SILENT;
      }
    }
    return VxFailure.error("vxtask", VxFailure.NOT_FOUND, "V-5-1-0", "No such task: " + id).reply();
  }

  /** An attach that is given up leaves nothing behind: its plexes are removed. */
  private static void apply(VxCall call, DiskGroup group, String verb, VxTask task) {
    switch (verb) {
      case "pause" -> group.put(task.pausedAt(call.storage().now()));
      case "resume" -> group.put(task.resumedAt(call.storage().now()));
      default -> {
        group.removeTask(task.id());
        if (task.type() == VxTask.Type.SNAPATT) {
          for (String plex : task.plexes()) {
            group.removePlex(plex);
            group.dcoOf(task.volume()).ifPresent(dco -> VxSnap.removeOneLogPlex(group, dco));
          }
        }
      }
    }
  }
}
