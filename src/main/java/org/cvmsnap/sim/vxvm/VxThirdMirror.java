package org.cvmsnap.sim.vxvm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/**
 * The traditional third-mirror snapshots of vxassist, for volumes that are not prepared for instant
 * ones: snapstart, snapwait, snapshot, snapback, snapclear, snapabort, snapprint.
 *
 * <p>{@code snapshot} is known (vxassist(1M); Administrator's Guide, "Creating multiple snapshots")
 * as {@code snapshot [nmirror=N] VOL [SNAPVOL]}, as {@code snapshot V1 V2 ...} and, with {@code -o
 * allvols}, without names. Names that are pairs of an existing and a new volume are taken as such.
 */
final class VxThirdMirror {
  private static final String USAGE =
      "[-b] [-g diskgroup] [-o option] snapstart | snapwait | snapshot | snapback | snapclear |"
          + " snapabort | snapprint volume ...";

  private final VxCall call;
  private final VxStorage storage;
  private final DiskGroup group;

  private VxThirdMirror(VxCall call, DiskGroup group) {
    this.call = call;
    this.storage = call.storage();
    this.group = group;
  }

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "snapstart" ->
          call.options().has("b")
              ? call.change(group -> new VxThirdMirror(call, group).start())
              : call.changeAndWait(
                  group -> new VxThirdMirror(call, group).start(),
                  group -> new VxThirdMirror(call, group).longest());
      case "snapwait" -> call.await(group -> new VxThirdMirror(call, group).untilReady());
      case "snapshot" ->
          call.change(
              call.storage().times().making(), group -> new VxThirdMirror(call, group).snapshot());
      case "snapback" -> call.change(group -> new VxThirdMirror(call, group).back());
      case "snapclear" -> call.change(group -> new VxThirdMirror(call, group).clear());
      case "snapabort" -> call.change(group -> new VxThirdMirror(call, group).abort());
      default -> call.read(() -> new VxThirdMirror(call, call.group()).print());
    };
  }

  /** Operands that are attributes, and those that are names. */
  private VxAttributes attributes(Set<String> known) {
    return new VxAttributes(
        "vxassist", call.operands().stream().filter(word -> word.contains("=")).toList(), known);
  }

  private List<String> names() {
    List<String> names = call.operands().stream().filter(word -> !word.contains("=")).toList();
    if (names.isEmpty()) {
      throw VxOptions.usage("vxassist", USAGE);
    }
    return names;
  }

  private VolumeRecord traditional(String name) {
    VolumeRecord volume = call.volume(group, name);
    if (group.dcoOf(name).isPresent()) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-6430",
          "Volume " + name + " is instant ready: use vxsnap for its snapshots");
    }
    return volume;
  }

  private Reply start() {
    List<String> names = names();
    VolumeRecord volume = traditional(names.get(0));
    VxSnap.requireActive(call, volume);
    int count = attributes(Set.of("nmirror")).number("nmirror", 1);
    if (volume.layered()) {
      throw call.fail(VxFailure.REFUSED, "V-5-1-6411", "Volume " + volume.name() + " is layered");
    }
    List<PlexRecord> made =
        new VxCreation("vxassist", group)
            .plexes(volume, count, "SNAPATT", disks(names.subList(1, names.size())));
    storage.attach(group, volume, made);
    return Reply.SILENT;
  }

  private Set<String> disks(List<String> names) {
    for (String name : names) {
      if (group.disk(name).isEmpty()) {
        throw call.noRecord(name);
      }
    }
    return Set.copyOf(names);
  }

  private Duration longest() {
    return group.tasksOf(names().get(0)).stream()
        .map(task -> task.remaining(storage.now()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private Duration untilReady() {
    VolumeRecord volume = traditional(names().get(0));
    int count = attributes(Set.of("nmirror")).number("nmirror", 1);
    return VxSnap.untilReady(call, group, volume, count);
  }

  // ---- snapshot

  private record Pair(VolumeRecord volume, Optional<String> name) {}

  private Reply snapshot() {
    int count = attributes(Set.of("nmirror")).number("nmirror", 1);
    for (Pair pair : pairs()) {
      VolumeRecord volume = pair.volume;
      VxSnap.requireActive(call, volume);
      List<PlexRecord> ready = group.plexesOf(volume.name(), "SNAPDONE");
      if (ready.size() < count) {
        throw VxSnap.tooFewMirrors(call, volume.name());
      }
      String name = pair.name.orElseGet(() -> nameFor(volume.name()));
      new VxCreation("vxassist", group).bareVolume(name, volume.length(), volume.useType());
      ready.subList(0, count).forEach(plex -> group.put(plex.under(name, "ENABLED", "ACTIVE")));
      VxSnapMake.capture(
          storage, group, volume.name(), group, name, SnapOrigin.Kind.TRADITIONAL, true);
    }
    return Reply.SILENT;
  }

  private List<Pair> pairs() {
    if (call.options().list("o").contains("allvols")) {
      return group.volumes().stream()
          .filter(volume -> volume.role() == VolumeRecord.Role.DATA && volume.origin() == null)
          .map(volume -> new Pair(traditional(volume.name()), Optional.empty()))
          .toList();
    }
    List<String> names = names();
    List<Pair> pairs = new ArrayList<>();
    boolean named = names.size() % 2 == 0 && group.volume(names.get(1)).isEmpty();
    for (int i = 0; i < names.size(); i += named ? 2 : 1) {
      Optional<String> snapshot = named ? Optional.of(names.get(i + 1)) : Optional.empty();
      pairs.add(new Pair(traditional(names.get(i)), snapshot));
    }
    return pairs;
  }

  /** {@code SNAP-VOL}, then {@code SNAP1-VOL} and so on; or what {@code -o name=} asks for. */
  private String nameFor(String volume) {
    Optional<String> pattern =
        call.options().list("o").stream()
            .filter(option -> option.startsWith("name="))
            .map(option -> option.substring("name=".length()))
            .findFirst();
    for (int number = 0; ; number++) {
      String digits = number == 0 ? "" : Integer.toString(number);
      String name = pattern.orElse("SNAP%d-%v").replace("%v", volume).replace("%d", digits);
      if (!group.hasRecord(name) || pattern.filter(it -> !it.contains("%d")).isPresent()) {
        return name;
      }
    }
  }

  // ---- afterwards

  private SnapOrigin origin(VolumeRecord snap) {
    SnapOrigin origin = snap.origin();
    if (origin == null || origin.kind() != SnapOrigin.Kind.TRADITIONAL) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-6420", "Volume " + snap.name() + " is not a snapshot");
    }
    return origin;
  }

  private Reply back() {
    List<String> options = call.options().list("o");
    for (String name : names()) {
      VolumeRecord snap = call.volume(group, name);
      SnapOrigin origin = origin(snap);
      call.requireClosed(group, name);
      VxSnap.requireAsLong(call, snap, call.volume(group, origin.source()));
      boolean restore = options.contains("resyncfromreplica");
      if (restore) {
        call.requireClosed(group, origin.source());
        VxSnapAfter.overwrite(storage, group, origin.source(), name);
      }
      int all = group.plexesOf(name).size();
      int count = attributes(Set.of("nmirror")).number("nmirror", 1);
      giveBack(snap, origin, options.contains("allplexes") ? all : Math.min(all, count), restore);
    }
    return Reply.SILENT;
  }

  private void giveBack(VolumeRecord snap, SnapOrigin origin, int count, boolean restore) {
    String source = origin.source();
    boolean map =
        group
            .volume(source)
            .filter(it -> it.attributes().getOrDefault("fastresync", "off").equals("on"))
            .isPresent();
    long sectors = map || restore ? storage.dirtySectors(snap) : snap.length();
    List<PlexRecord> going = group.plexesOf(snap.name(), "ACTIVE").subList(0, count);
    going.forEach(plex -> group.put(plex.under(source, "ENABLED", "SNAPTMP")));
    if (group.plexesOf(snap.name()).isEmpty()) {
      group.removeVolume(snap.name());
    }
    storage.startTask(
        group,
        VxTask.Type.SNAPBACK,
        source,
        going.stream().map(PlexRecord::name).toList(),
        sectors);
    storage.settle(storage.now());
  }

  private Reply clear() {
    List<String> names = names();
    VolumeRecord snap = call.volume(group, names.get(names.size() - 1));
    origin(snap);
    group.put(snap.withOrigin(null));
    return Reply.SILENT;
  }

  private Reply abort() {
    VolumeRecord volume = traditional(names().get(0));
    PlexRecord plex =
        group.plexesOf(volume.name(), "SNAPATT", "SNAPDONE", "SNAPTMP").stream()
            .findFirst()
            .orElseThrow(() -> VxSnap.tooFewMirrors(call, volume.name()));
    group.removePlex(plex.name());
    return Reply.SILENT;
  }

  private Reply print() {
    StringBuilder out = new StringBuilder();
    out.append("V  NAME         USETYPE      LENGTH\n");
    out.append("SS SNAPOBJ      NAME         LENGTH   %DIRTY\n");
    out.append("DP NAME         VOLUME       LENGTH   %DIRTY\n");
    List<VolumeRecord> volumes =
        call.operands().isEmpty()
            ? group.volumes().stream().filter(this::concerned).toList()
            : List.of(mapped(call.volume(group, names().get(0))));
    for (VolumeRecord volume : volumes) {
      out.append(
          String.format("\nv  %-12s %-12s %d\n", volume.name(), volume.useType(), volume.length()));
      for (VolumeRecord snap : storage.snapshotsOf(group, volume.name())) {
        out.append(
            String.format(
                Locale.ROOT,
                "ss %-12s %-12s %-8d %.0f\n",
                snap.name() + "_snp",
                snap.name(),
                snap.length(),
                storage.dirty(snap)));
      }
      for (PlexRecord plex : group.plexesOf(volume.name())) {
        out.append(
            String.format("dp %-12s %-12s %-8d 0\n", plex.name(), volume.name(), plex.length()));
      }
    }
    return Reply.out(out.toString());
  }

  private boolean concerned(VolumeRecord volume) {
    return volume.role() == VolumeRecord.Role.DATA
        && (volume.isSnapshot(SnapOrigin.Kind.TRADITIONAL)
            || !storage.snapshotsOf(group, volume.name()).isEmpty());
  }

  /** Without FastResync there is no map of changes to print. */
  private VolumeRecord mapped(VolumeRecord volume) {
    boolean map =
        group.dcoOf(volume.name()).isPresent()
            || volume.attributes().getOrDefault("fastresync", "off").equals("on");
    if (!map) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-6431", "FastResync is not enabled on volume " + volume.name());
    }
    return volume;
  }
}
