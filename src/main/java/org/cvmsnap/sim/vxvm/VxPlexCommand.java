package org.cvmsnap.sim.vxvm;

import java.util.List;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.jspecify.annotations.Nullable;

/**
 * The command vxplex: dis, att, det and {@code convert state=SNAPDONE}. A log plex is detached with
 * {@code -f} only, as an error on its disk would detach it; with the last one the log is bad.
 */
final class VxPlexCommand {
  static final String OPTIONS = "g:o:v:t:U:fVb";
  static final String USAGE =
      "[-g diskgroup] att volume plex ... | dis plex ... | det plex ... |"
          + " convert state=SNAPDONE|ACTIVE plex ...";

  private VxPlexCommand() {}

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "att" ->
          call.changeAndWait(
              group -> attach(call, group),
              group -> call.storage().times().copying(length(call, group)));
      case "dis" -> call.change(group -> dissociate(call, group));
      case "det" -> call.change(group -> detach(call, group));
      case "convert" -> call.change(group -> convert(call, group));
      default -> throw VxOptions.usage("vxplex", USAGE);
    };
  }

  private static long length(VxCall call, DiskGroup group) {
    return call.volume(group, call.operand(0, USAGE)).length();
  }

  private static PlexRecord plex(VxCall call, DiskGroup group, String name) {
    return group.plex(name).orElseThrow(() -> call.noRecord(name));
  }

  private static Reply attach(VxCall call, DiskGroup group) {
    VolumeRecord volume = call.volume(group, call.operand(0, USAGE));
    call.operand(1, USAGE);
    List<String> names = call.operands(1);
    for (String name : names) {
      PlexRecord plex = plex(call, group, name);
      if (plex.volume() != null && !plex.of(volume.name())) {
        throw call.fail(
            VxFailure.ASSOCIATED, "V-5-1-1242", "Plex " + name + " is associated already");
      }
      group.put(plex.under(volume.name(), "ENABLED", "TEMP"));
    }
    call.storage().startTask(group, VxTask.Type.PLXATT, volume.name(), names, volume.length());
    return Reply.SILENT;
  }

  private static void requireSpare(VxCall call, DiskGroup group, PlexRecord plex) {
    String volume = plex.volume();
    if (volume == null) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-1242", "Plex " + plex.name() + " is not associated");
    }
    boolean last = plex.in("ACTIVE") && group.plexesOf(volume, "ACTIVE").size() < 2;
    if (last || group.dcos().stream().anyMatch(dco -> dco.log().equals(volume))) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-1242",
          "Plex " + plex.name() + " is the last complete plex, or a log plex, of " + volume);
    }
  }

  private static Reply dissociate(VxCall call, DiskGroup group) {
    call.operand(0, USAGE);
    for (String name : call.operands()) {
      PlexRecord plex = plex(call, group, name);
      requireSpare(call, group, plex);
      group.removePlex(name);
      group.put(plex.under(null, "DISABLED", ""));
    }
    return Reply.SILENT;
  }

  private static Reply detach(VxCall call, DiskGroup group) {
    call.operand(0, USAGE);
    for (String name : call.operands()) {
      PlexRecord plex = plex(call, group, name);
      boolean log = group.dcos().stream().anyMatch(dco -> plex.of(dco.log()));
      if (log && call.options().has("f")) {
        group.put(plex.under(plex.volume(), "DETACHED", "IOFAIL"));
        badLog(group, plex.volume());
      } else {
        requireSpare(call, group, plex);
        group.put(plex.under(plex.volume(), "DETACHED", "STALE"));
      }
    }
    return Reply.SILENT;
  }

  private static void badLog(DiskGroup group, @Nullable String log) {
    if (log != null && group.plexesOf(log, "ACTIVE").isEmpty()) {
      group.change(log, VolumeRecord::withBadLog);
    }
  }

  /** A complete plex becomes a snapshot plex, or the other way round. */
  private static Reply convert(VxCall call, DiskGroup group) {
    String state = call.operand(0, USAGE);
    call.operand(1, USAGE);
    for (String name : call.operands(1)) {
      PlexRecord plex = plex(call, group, name);
      if (state.equals("state=SNAPDONE") && plex.in("ACTIVE")) {
        requireSpare(call, group, plex);
        group.put(plex.withState("SNAPDONE"));
      } else if (state.equals("state=ACTIVE") && plex.in("SNAPDONE")) {
        group.put(plex.withState("ACTIVE"));
      } else {
        throw call.fail(
            VxFailure.REFUSED,
            "V-5-1-1242",
            "Plex " + name + " in state " + plex.state() + " cannot be converted: " + state);
      }
    }
    return Reply.SILENT;
  }
}
