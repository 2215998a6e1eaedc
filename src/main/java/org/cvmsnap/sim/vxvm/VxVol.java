package org.cvmsnap.sim.vxvm;

import java.util.List;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** The commands vxvol, vxinfo and vxrecover: whether volumes are started, and how they are used. */
final class VxVol {
  static final String OPTIONS = "g:o:t:U:fVAbn";
  static final String USAGE =
      "[-g diskgroup] start | stop volume ... | startall | stopall | set exclusive=on|off|fastresync=on|off volume ...";

  private VxVol() {}

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "start" -> call.change(group -> start(call, group));
      case "stop" -> call.change(group -> stop(call, group));
      case "set" -> call.change(group -> set(call, group));
      case "startall", "stopall" -> call.change(group -> all(call, group));
      default -> throw VxOptions.usage("vxvol", USAGE);
    };
  }

  /**
   * Each volume that can be is started or stopped; the others are told, and the end is a bad one.
   */
  private static Reply all(VxCall call, DiskGroup group) {
    if (!call.operands().isEmpty()) {
      throw VxOptions.usage("vxvol", USAGE);
    }
    StringBuilder err = new StringBuilder();
    for (VolumeRecord volume : group.volumes()) {
      boolean enabled = volume.kstate().equals("ENABLED");
      if (volume.role() != VolumeRecord.Role.DATA || enabled != call.verb().equals("stopall")) {
        continue;
      }
      try {
        if (enabled) {
          stop(call, group, volume);
        } else {
          start(call, group, volume);
        }
      } catch (VxFailure failure) {
        err.append(failure.reply().err());
      }
    }
    return err.isEmpty() ? Reply.SILENT : Reply.error(VxFailure.IN_USE, err.toString());
  }

  private static Reply start(VxCall call, DiskGroup group) {
    call.operand(0, USAGE);
    for (String name : call.operands()) {
      start(call, group, call.volume(group, name));
    }
    return Reply.SILENT;
  }

  private static void start(VxCall call, DiskGroup group, VolumeRecord volume) {
    if (volume.state().equals("INVALID")) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-1198", "Volume " + volume.name() + " is unstartable");
    }
    group.put(volume.withState("ENABLED", "ACTIVE"));
  }

  private static Reply stop(VxCall call, DiskGroup group) {
    call.operand(0, USAGE);
    for (String name : call.operands()) {
      stop(call, group, call.volume(group, name));
    }
    return Reply.SILENT;
  }

  private static void stop(VxCall call, DiskGroup group, VolumeRecord volume) {
    call.requireClosed(group, volume.name());
    group.put(volume.withState("DISABLED", "CLEAN"));
  }

  private static Reply set(VxCall call, DiskGroup group) {
    String attribute = call.operand(0, USAGE);
    call.operand(1, USAGE);
    if (!attribute.matches("(exclusive|fastresync)=(on|off)")) {
      throw call.fail(VxFailure.SYNTAX, "V-5-1-325", "Unrecognized attribute: " + attribute);
    }
    String[] parts = attribute.split("=", 2);
    List<String> names = call.operands(1);
    for (String name : names) {
      VolumeRecord volume = call.volume(group, name);
      if (parts[0].equals("exclusive")) {
        requireMaster(call, group);
        call.requireClosed(group, name);
      }
      group.put(volume.withAttributes(VxEdit.with(volume.attributes(), parts[0], parts[1])));
    }
    return Reply.SILENT;
  }

  /**
   * Older guides have the master alone do this, and newer ones do not say that it is shipped to it.
   * The words of the refusal are the simulator's own.
   */
  private static void requireMaster(VxCall call, DiskGroup group) {
    boolean master =
        call.storage().master().filter(node -> node.name().equals(call.node())).isPresent();
    if (group.shared() && !master) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-0", "exclusive can only be changed on the master node");
    }
  }

  static Work vxinfo(VxCall call) {
    return call.read(
        () -> {
          DiskGroup group = call.group();
          StringBuilder out = new StringBuilder();
          for (VolumeRecord volume : group.volumes()) {
            boolean wanted =
                call.options().words().isEmpty() || call.options().words().contains(volume.name());
            if (wanted && volume.role() == VolumeRecord.Role.DATA) {
              String state =
                  volume.state().equals("INVALID")
                      ? "Unstartable"
                      : volume.kstate().equals("ENABLED") ? "Started" : "Startable";
              out.append(String.format("%-14s %-8s %s\n", volume.name(), volume.useType(), state));
            }
          }
          return Reply.out(out.toString());
        });
  }

  /** Starts the resynchronization of the named volumes, or of all, that need it. */
  static Work vxrecover(VxCall call) {
    return call.change(
        group -> {
          for (VolumeRecord volume : group.volumes()) {
            boolean wanted =
                call.options().words().isEmpty() || call.options().words().contains(volume.name());
            if (wanted && volume.state().equals("NEEDSYNC")) {
              resync(call.storage(), group, volume.name());
            }
          }
          return Reply.SILENT;
        });
  }

  static void resync(VxStorage storage, DiskGroup group, String volume) {
    group.change(volume, old -> old.withState(old.kstate(), "SYNC"));
    long length = group.volume(volume).map(VolumeRecord::length).orElse(0L);
    storage.startTask(group, VxTask.Type.RDWRBACK, volume, List.of(), length);
  }
}
