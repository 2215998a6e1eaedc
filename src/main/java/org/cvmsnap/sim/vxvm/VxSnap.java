package org.cvmsnap.sim.vxvm;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** The command vxsnap: readiness of volumes and their snapshot mirrors; other verbs elsewhere. */
final class VxSnap {
  static final String OPTIONS = "g:o:d:t:T:U:fbnlvxVBem";
  static final String USAGE =
      "[-g diskgroup] [-bf] [-o optarg] prepare | unprepare | addmir | rmmir | snapwait | make |"
          + " list | print | refresh | reattach | restore | dis | split | syncstart | syncstop |"
          + " syncpause | syncresume | syncwait ...";

  /** 64 KB, in sectors. */
  static final long REGION = 128;

  private VxSnap() {}

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "prepare" -> call.change(group -> prepare(call, group));
      case "unprepare" -> call.change(group -> unprepare(call, group));
      case "addmir" -> addmir(call);
      case "rmmir" -> call.change(group -> rmmir(call, group));
      case "snapwait" -> call.await(group -> snapwait(call, group));
      case "make" ->
          call.change(
              call.storage().times().making(), group -> new VxSnapMake(call, group).reply());
      case "list" -> call.read(() -> VxSnapList.list(call));
      case "print" ->
          call.read(() -> call.options().has("n") ? VxSnapList.list(call) : VxSnapList.print(call));
      case "refresh", "reattach", "restore", "dis", "split" -> VxSnapAfter.work(call);
      case "syncstart", "syncstop", "syncpause", "syncresume", "syncwait" -> VxSnapSync.work(call);
      default -> throw VxOptions.usage("vxsnap", USAGE);
    };
  }

  static void requirePrepared(VxCall call, DiskGroup group, String volume) {
    if (group.dcoOf(volume).isEmpty()) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-6404", "volume " + volume + " is not instant ready");
    }
  }

  /**
   * With a DCO that is BADLOG there are no instant snapshot operations; the words are not known.
   */
  static void requireGoodLog(VxCall call, DiskGroup group, String volume) {
    if (group.badLog(volume)) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-6406", "The DCO of volume " + volume + " is BADLOG");
    }
  }

  /** Snapshots are taken of started volumes whose mirrors agree. */
  static void requireActive(VxCall call, VolumeRecord volume) {
    if (!volume.active()) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-1186",
          "Volume %s is in state %s %s, not ENABLED ACTIVE"
              .formatted(volume.name(), volume.kstate(), volume.state()));
    }
  }

  private static Reply prepare(VxCall call, DiskGroup group) {
    VolumeRecord volume = call.volume(group, call.operand(0, USAGE));
    VxAttributes given =
        new VxAttributes(
            "vxsnap", call.operands(1), Set.of("regionsize", "ndcomirs", "alloc", "drl"));
    if (group.dcoOf(volume.name()).isPresent()) {
      throw call.fail(
          VxFailure.ALREADY_SO,
          "V-5-1-6402",
          "volume " + volume.name() + " is already instant ready");
    }
    if (volume.origin() != null || !call.storage().snapshotsOf(group, volume.name()).isEmpty()) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-6403",
          "volume " + volume.name() + " is associated with traditional snapshots");
    }
    long region = given.sectors("regionsize", REGION);
    if (region < 32 || Long.bitCount(region) != 1) {
      throw call.fail(
          VxFailure.SYNTAX, "V-5-1-6410", "Region size must be a power of two and at least 16 KB");
    }
    int mirrors = Math.max(1, group.plexesOf(volume.name(), "ACTIVE").size());
    new VxCreation("vxsnap", group)
        .dco(volume.name(), region, given.number("ndcomirs", mirrors), given.names("alloc"));
    return region <= 2 * 6144
        ? Reply.SILENT
        : new Reply(
            0,
            "",
            "VxVM vxassist WARNING V-5-1-0 Specified regionsize is\nlarger than the limit on the"
                + " system\n(voliomem_maxpool_sz/2=6144k).\n");
  }

  private static Reply unprepare(VxCall call, DiskGroup group) {
    VolumeRecord volume = call.volume(group, call.operand(0, USAGE));
    requirePrepared(call, group, volume.name());
    boolean related =
        volume.origin() != null
            || !group.snapObjectsOf(volume.name()).isEmpty()
            || group.links().stream().anyMatch(link -> link.volume().equals(volume.name()));
    boolean mirrors = !group.plexesOf(volume.name(), "SNAPDONE", "SNAPATT", "SNAPTMP").isEmpty();
    if (related || mirrors) {
      throw call.fail(
          VxFailure.ASSOCIATED,
          "V-5-1-6405",
          "Volume " + volume.name() + " has snapshots or snapshot mirrors");
    }
    group.removeDco(volume.name());
    return Reply.SILENT;
  }

  // ---- mirrors

  private static Work addmir(VxCall call) {
    if (call.options().has("b")) {
      return call.change(group -> addmir(call, group));
    }
    return call.changeAndWait(
        group -> addmir(call, group),
        group -> longest(call, group, call.operand(0, USAGE), VxTask.Type.SNAPATT));
  }

  private static Duration longest(
      VxCall call, DiskGroup group, String volume, VxTask.Type... types) {
    return group.tasksOf(volume).stream()
        .filter(task -> Set.of(types).contains(task.type()) || task.type() == VxTask.Type.LINK)
        .map(task -> task.remaining(call.storage().now()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Reply addmir(VxCall call, DiskGroup group) {
    VolumeRecord volume = call.volume(group, call.operand(0, USAGE));
    VxAttributes given =
        new VxAttributes("vxsnap", call.operands(1), Set.of("nmirror", "alloc", "mirvol", "mirdg"));
    requirePrepared(call, group, volume.name());
    requireGoodLog(call, group, volume.name());
    requireActive(call, volume);
    if (given.has("mirvol")) {
      return link(call, group, volume, given);
    }
    if (volume.layered()) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-6411",
          "Volume " + volume.name() + " is layered: snapshot mirrors are not supported");
    }
    int count = given.number("nmirror", 1);
    VxCreation creation = new VxCreation("vxsnap", group);
    List<PlexRecord> made = creation.plexes(volume, count, "SNAPATT", given.names("alloc"));
    group.dcoOf(volume.name()).ifPresent(dco -> creation.snapshotLogPlexes(dco, count));
    call.storage().attach(group, volume, made);
    return Reply.SILENT;
  }

  private static Reply link(VxCall call, DiskGroup group, VolumeRecord volume, VxAttributes given) {
    DiskGroup mirrorGroup = call.group(given.value("mirdg").orElse(group.name()));
    VolumeRecord mirror = call.volume(mirrorGroup, given.value("mirvol").orElse(""));
    requirePrepared(call, mirrorGroup, mirror.name());
    VxSnapMake.requireAlike(call, group, volume, mirrorGroup, mirror);
    call.requireClosed(mirrorGroup, mirror.name());
    boolean free =
        mirror.origin() == null
            && !mirror.name().equals(volume.name())
            && group.links().stream().noneMatch(it -> it.mirror().equals(mirror.name()));
    if (!free) {
      throw call.fail(
          VxFailure.ASSOCIATED,
          "V-5-1-6412",
          "Volume " + mirror.name() + " is a snapshot or a linked mirror already");
    }
    startLink(call, group, volume, mirrorGroup, mirror.name(), volume.length());
    return Reply.SILENT;
  }

  static void startLink(
      VxCall call,
      DiskGroup group,
      VolumeRecord volume,
      DiskGroup mirrorGroup,
      String mirror,
      long sectors) {
    group.put(new LinkRecord(volume.name(), mirror, mirrorGroup.name(), false));
    call.storage().startTask(group, VxTask.Type.LINK, volume.name(), List.of(mirror), sectors);
  }

  private static Reply rmmir(VxCall call, DiskGroup group) {
    VolumeRecord volume = call.volume(group, call.operand(0, USAGE));
    VxAttributes given =
        new VxAttributes("vxsnap", call.operands(1), Set.of("nmirror", "plex", "mirvol", "mirdg"));
    requirePrepared(call, group, volume.name());
    if (given.has("mirvol")) {
      LinkRecord link = findLink(call, group, volume, given);
      group.removeLink(link);
      group.tasksOf(volume.name()).stream()
          .filter(task -> task.plexes().contains(link.mirror()))
          .forEach(task -> group.removeTask(task.id()));
      return Reply.SILENT;
    }
    for (String plex : unusedMirrors(call, group, volume, given)) {
      group.removePlex(plex);
      group.dcoOf(volume.name()).ifPresent(dco -> removeOneLogPlex(group, dco));
    }
    return Reply.SILENT;
  }

  private static LinkRecord findLink(
      VxCall call, DiskGroup group, VolumeRecord volume, VxAttributes given) {
    String mirror = given.value("mirvol").orElse("");
    String mirrorGroup = given.value("mirdg").orElse(group.name());
    return group.links().stream()
        .filter(link -> link.between(volume.name(), mirror, mirrorGroup))
        .findFirst()
        .orElseThrow(() -> call.noRecord(mirror));
  }

  private static List<String> unusedMirrors(
      VxCall call, DiskGroup group, VolumeRecord volume, VxAttributes given) {
    List<String> unused =
        group.plexesOf(volume.name(), "SNAPDONE", "SNAPATT", "SNAPTMP").stream()
            .map(PlexRecord::name)
            .toList();
    List<String> named = List.copyOf(given.names("plex"));
    int count = named.isEmpty() ? given.number("nmirror", 1) : named.size();
    if (unused.size() < count || !unused.containsAll(named)) {
      throw tooFewMirrors(call, volume.name());
    }
    return named.isEmpty() ? unused.subList(0, count) : named;
  }

  static void removeOneLogPlex(DiskGroup group, DcoRecord dco) {
    group.plexesOf(dco.log(), "DCOSNP").stream()
        .findFirst()
        .ifPresent(plex -> group.removePlex(plex.name()));
  }

  /** No incomplete plex is given back (Administrator's Guide); the words are not known. */
  static void requireAsLong(VxCall call, VolumeRecord snapshot, VolumeRecord source) {
    if (snapshot.length() != source.length()) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-6415",
          "Volumes %s and %s differ in length".formatted(source.name(), snapshot.name()));
    }
  }

  static VxFailure tooFewMirrors(VxCall call, String volume) {
    return call.fail(
        VxFailure.REFUSED,
        "V-5-1-5150",
        "Insufficient number of active snapshot mirrors in " + volume);
  }

  private static Duration snapwait(VxCall call, DiskGroup group) {
    VolumeRecord volume = call.volume(group, call.operand(0, USAGE));
    VxAttributes given =
        new VxAttributes("vxsnap", call.operands(1), Set.of("nmirror", "mirvol", "mirdg"));
    requirePrepared(call, group, volume.name());
    if (given.has("mirvol")) {
      LinkRecord link = findLink(call, group, volume, given);
      return link.active() ? Duration.ZERO : longest(call, group, volume.name(), VxTask.Type.LINK);
    }
    return untilReady(call, group, volume, given.number("nmirror", 1));
  }

  /** How long until that many plexes of the volume are SNAPDONE. */
  static Duration untilReady(VxCall call, DiskGroup group, VolumeRecord volume, int count) {
    int missing = count - group.plexesOf(volume.name(), "SNAPDONE").size();
    if (missing <= 0) {
      return Duration.ZERO;
    }
    List<Duration> coming =
        group.tasksOf(volume.name()).stream()
            .filter(
                task -> task.type() == VxTask.Type.SNAPATT || task.type() == VxTask.Type.SNAPBACK)
            .flatMap(
                task -> task.plexes().stream().map(plex -> task.remaining(call.storage().now())))
            .sorted()
            .toList();
    if (coming.size() < missing) {
      throw tooFewMirrors(call, volume.name());
    }
    return coming.get(missing - 1);
  }
}
