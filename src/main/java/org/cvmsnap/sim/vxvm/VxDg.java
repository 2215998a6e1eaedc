package org.cvmsnap.sim.vxvm;

import java.util.List;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** The command vxdg: what it lists; what it changes is elsewhere. */
final class VxDg {
  static final String OPTIONS = "g:qasCf";
  static final String USAGE =
      "list [diskgroup ...] | [-g diskgroup] [-qa] free | [-s] init diskgroup [disk=]device ... |"
          + " -g diskgroup adddisk [disk=]device ... | -g diskgroup rmdisk disk ... |"
          + " deport diskgroup ... | [-sfC] import diskgroup | destroy diskgroup ... |"
          + " flush [diskgroup ...]";

  private VxDg() {}

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "list" -> call.read(() -> Reply.out(list(call)));
      case "free" -> call.read(() -> Reply.out(free(call)));
      default -> new VxDgChange(call).work();
    };
  }

  private static String list(VxCall call) {
    if (!call.operands().isEmpty()) {
      StringBuilder out = new StringBuilder();
      call.operands().forEach(name -> out.append(details(call, call.group(name))));
      return out.toString();
    }
    StringBuilder out = new StringBuilder();
    if (!call.options().has("q")) {
      out.append("NAME         STATE                ID\n");
    }
    for (DiskGroup group : call.storage().groupsOn(call.node())) {
      String state =
          (group.disabled() ? "disabled" : "enabled") + (group.shared() ? ",shared" : "") + ",cds";
      out.append(String.format("%-12s %-20s %s\n", group.name(), state, group.id()));
    }
    return out.toString();
  }

  private static String details(VxCall call, DiskGroup group) {
    StringBuilder out = new StringBuilder();
    out.append("Group:     ").append(group.name()).append('\n');
    out.append("dgid:      ").append(group.id()).append('\n');
    out.append("import-id: ").append(group.shared() ? "33792" : "1024").append(".10\n");
    out.append("flags:     ").append(group.shared() ? "shared cds" : "cds").append('\n');
    out.append("version:   160\n");
    out.append("alignment: 8192 (bytes)\n");
    if (group.shared()) {
      out.append("local-activation: shared-write\n");
      out.append("cluster-actv-modes:");
      call.storage().around().nodes().stream()
          .filter(Volumes.Node::joined)
          .forEach(node -> out.append(' ').append(node.name()).append("=sw"));
      out.append('\n');
    } else {
      out.append("local-activation: read-write\n");
    }
    out.append("ssb:            on\n");
    out.append("detach-policy: global\n");
    out.append("dg-fail-policy: ").append(group.shared() ? "leave" : "dgdisable").append('\n');
    out.append("copies:    nconfig=default nlog=default\n");
    out.append("config:    seqno=0.1076 permlen=24072 free=24068 templen=2 loglen=3648\n");
    for (VxDisk disk : group.disks()) {
      out.append("config disk ").append(disk.device());
      out.append(" copy 1 len=24072 state=clean online\n");
    }
    for (VxDisk disk : group.disks()) {
      out.append("log disk ").append(disk.device()).append(" copy 1 len=3648\n");
    }
    return out.toString();
  }

  private static String free(VxCall call) {
    List<DiskGroup> groups =
        call.options().value("g").isPresent()
            ? List.of(call.group())
            : call.storage().groupsOn(call.node());
    boolean named = call.options().has("a");
    StringBuilder out = new StringBuilder();
    if (!call.options().has("q")) {
      out.append(named ? "GROUP        " : "");
      out.append("DISK         DEVICE       TAG          OFFSET    LENGTH    FLAGS\n");
    }
    for (DiskGroup group : groups) {
      for (VxSpace.Extent extent : new VxSpace(group).free()) {
        out.append(named ? String.format("%-12s ", group.name()) : "");
        String device = extent.disk().device();
        out.append(
            String.format(
                "%-12s %-12s %-12s %-9d %-9d %s\n",
                extent.disk().name(), device, device, extent.offset(), extent.length(), "-"));
      }
    }
    return out.toString();
  }
}
