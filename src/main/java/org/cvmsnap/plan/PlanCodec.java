package org.cvmsnap.plan;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/**
 * Turns plans into maps and lists for a JSON file, and back. Reading refuses what it does not know:
 * a journal of a newer cvmsnap must not be half understood.
 */
public final class PlanCodec {
  private PlanCodec() {}

  public static Map<String, Object> encode(Plan plan) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", plan.run().value());
    map.put("operation", plan.operation());
    map.put("guest", plan.guest().map(GuestName::value).orElse(""));
    map.put("volumes", plan.volumes().stream().map(PlanCodec::encode).toList());
    map.put("steps", plan.steps().stream().map(PlanCodec::encode).toList());
    map.put("constraints", plan.constraints());
    return map;
  }

  /**
   * The plan in a map that {@link #encode(Plan)} made.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static Plan decode(Map<?, ?> map) {
    Fields fields = new Fields(map);
    return new Plan(
        new RunId(fields.text("run")),
        fields.text("operation"),
        Optional.of(fields.text("guest")).filter(name -> !name.isEmpty()).map(GuestName::new),
        fields.volumes("volumes"),
        fields.maps("steps").stream().map(PlanCodec::step).toList(),
        fields.text("constraints"));
  }

  private static Map<String, Object> encode(StepSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (spec instanceof StepSpec.LockGuest step) {
      map.put("kind", "lock-guest");
      map.put("guest", step.guest().value());
      map.put("control", encode(step.control()));
      map.put("record", encode(step.record()));
      map.put("dead", step.dead().stream().map(PlanCodec::encode).toList());
    } else if (spec instanceof StepSpec.AttachMirror step) {
      map.put("kind", "attach-mirror");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
      map.put("family", step.family().name());
    } else if (spec instanceof StepSpec.FreezeGroup step) {
      map.put("kind", "freeze-group");
      map.put("guest", step.guest().value());
      map.put("control", encode(step.control()));
      map.put("group", step.group());
      map.put("resource", step.resource());
      map.put("online", step.online());
      map.put("persistent", step.persistent());
    } else if (spec instanceof StepSpec.Unmount step) {
      map.put("kind", "unmount");
      map.put("guest", step.guest().value());
      map.put("os", encode(step.os()));
      map.put("mount", encode(step.mount()));
      map.put("atBoot", step.atBoot().name());
      map.put("remount", step.remount());
      map.put("timeouts", encode(step.timeouts()));
    } else if (spec instanceof StepSpec.StopDomain step) {
      map.put("kind", "stop-domain");
      map.put("guest", step.guest().value());
      map.put("control", encode(step.control()));
      map.put("os", encode(step.os()));
      map.put("force", step.force());
      map.put("timeouts", encode(step.timeouts()));
      map.put("exclusive", step.exclusive().stream().map(PlanCodec::encode).toList());
      map.put("owner", step.owner().map(PlanCodec::encode).map(List::of).orElse(List.of()));
    } else if (spec instanceof StepSpec.UnbindDomain step) {
      map.put("kind", "unbind-domain");
      map.put("guest", step.guest().value());
      map.put("control", encode(step.control()));
      map.put("exclusive", step.exclusive().stream().map(PlanCodec::encode).toList());
      map.put("owner", step.owner().map(PlanCodec::encode).map(List::of).orElse(List.of()));
    } else if (spec instanceof StepSpec.FenceVolume step) {
      map.put("kind", "fence-volume");
      map.put("guest", step.guest().value());
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
    } else if (spec instanceof StepSpec.ProveClosed step) {
      map.put("kind", "prove-closed");
      map.put("control", encode(step.control()));
      map.put("volumes", step.volumes().stream().map(PlanCodec::encode).toList());
      map.put("owner", step.owner().map(PlanCodec::encode).map(List::of).orElse(List.of()));
    } else if (spec instanceof StepSpec.MakeSnapshots step) {
      map.put("kind", "make-snapshots");
      map.put("control", encode(step.control()));
      map.put("group", step.group().value());
      map.put("making", encode(step.making()));
      map.put("set", step.set().stream().map(PlanCodec::encode).toList());
    } else if (spec instanceof StepSpec.TagSnapshot step) {
      map.put("kind", "tag-snapshot");
      map.put("control", encode(step.control()));
      map.put("group", step.group().value());
      map.put("name", step.name().value());
      map.put("source", step.source().value());
      map.put("tags", new TreeMap<>(step.tags()));
    } else if (spec instanceof StepSpec.MakeVolume step) {
      map.put("kind", "make-volume");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
      map.put("sectors", step.sectors());
      map.put("comment", step.comment());
    } else if (spec instanceof StepSpec.PrepareVolume step) {
      map.put("kind", "prepare-volume");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
      map.put("region", step.region());
    } else if (spec instanceof StepSpec.LinkMirror step) {
      map.put("kind", "link-mirror");
      map.put("control", encode(step.control()));
      map.put("source", encode(step.source()));
      map.put("mirror", encode(step.mirror()));
    } else if (spec instanceof StepSpec.MakeCache step) {
      map.put("kind", "make-cache");
      map.put("control", encode(step.control()));
      map.put("group", step.group().value());
      map.put("cache", step.cache());
      map.put("volume", step.volume().value());
      map.put("region", step.region());
    } else if (spec instanceof StepSpec.WaitSync step) {
      map.put("kind", "wait-sync");
      map.put("control", encode(step.control()));
      map.put("snapshot", encode(step.snapshot()));
    } else if (spec instanceof StepSpec.InstantReady step) {
      map.put("kind", "instant-ready");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
      map.put("regionSize", step.regionSize());
      map.put("dcoMirrors", step.dcoMirrors());
    } else if (spec instanceof StepSpec.AddMirrors step) {
      map.put("kind", "add-mirrors");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
      map.put("mirrors", step.mirrors());
      map.put("missing", step.missing());
    } else if (spec instanceof StepSpec.AwaitMirrors step) {
      map.put("kind", "await-mirrors");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
      map.put("mirrors", step.mirrors());
    } else if (spec instanceof StepSpec.RemoveMirror step) {
      map.put("kind", "remove-mirror");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
      map.put("family", step.family().name());
      map.put("left", step.left());
    } else if (spec instanceof StepSpec.UnprepareVolume step) {
      map.put("kind", "unprepare-volume");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
    } else if (spec instanceof StepSpec.ReattachSnapshot step) {
      map.put("kind", "reattach-snapshot");
      map.put("control", encode(step.control()));
      map.put("snapshot", encode(step.snapshot()));
    } else if (spec instanceof StepSpec.DissociateSnapshot step) {
      map.put("kind", "dissociate-snapshot");
      map.put("control", encode(step.control()));
      map.put("snapshot", encode(step.snapshot()));
    } else if (spec instanceof StepSpec.RemoveSnapshot step) {
      map.put("kind", "remove-snapshot");
      map.put("control", encode(step.control()));
      map.put("snapshot", encode(step.snapshot()));
    } else if (spec instanceof StepSpec.UnlinkMirror step) {
      map.put("kind", "unlink-mirror");
      map.put("control", encode(step.control()));
      map.put("source", encode(step.source()));
      map.put("mirror", encode(step.mirror()));
    } else if (spec instanceof StepSpec.RemoveCache step) {
      map.put("kind", "remove-cache");
      map.put("control", encode(step.control()));
      map.put("group", step.group().value());
      map.put("cache", step.cache());
    } else if (spec instanceof StepSpec.ExportSnapshot step) {
      map.put("kind", "export-snapshot");
      map.put("control", encode(step.control()));
      map.put("snapshot", encode(step.snapshot()));
      map.put("backEnd", encode(step.backEnd()));
    } else if (spec instanceof StepSpec.AddDisk step) {
      map.put("kind", "add-disk");
      map.put("control", encode(step.control()));
      map.put("snapshot", encode(step.snapshot()));
      map.put("guest", step.guest().value());
      map.put("disk", step.disk());
      map.put("id", step.id().isPresent() ? List.of(step.id().getAsInt()) : List.of());
      map.put("backEnd", encode(step.backEnd()));
    } else if (spec instanceof StepSpec.RemoveDisk step) {
      map.put("kind", "remove-disk");
      map.put("control", encode(step.control()));
      map.put("guest", step.guest().value());
      map.put("disk", step.disk());
      map.put("backEnd", encode(step.backEnd()));
    } else if (spec instanceof StepSpec.StopExport step) {
      map.put("kind", "stop-export");
      map.put("control", encode(step.control()));
      map.put("backEnd", encode(step.backEnd()));
    } else if (spec instanceof StepSpec.SetTag step) {
      map.put("kind", "set-tag");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
      map.put("tag", step.tag());
      map.put("value", step.value());
    } else if (spec instanceof StepSpec.RemoveTags step) {
      map.put("kind", "remove-tags");
      map.put("control", encode(step.control()));
      map.put("volume", encode(step.volume()));
      map.put("tags", step.tags());
    } else if (spec instanceof StepSpec.RestoreVolumes step) {
      map.put("kind", "restore-volumes");
      map.put("guest", step.guest().value());
      map.put("control", encode(step.control()));
      map.put("group", step.group().value());
      map.put("family", step.family().name());
      map.put("optimized", step.optimized());
      map.put("pairs", step.pairs().stream().map(PlanCodec::encode).toList());
      map.put("safety", step.safety().stream().map(PlanCodec::encode).toList());
    } else if (spec instanceof StepSpec.RefreshSnapshots step) {
      Map<String, Object> dates = new TreeMap<>();
      step.dates().forEach((name, date) -> dates.put(name.value(), date.toString()));
      map.put("kind", "refresh-snapshots");
      map.put("guest", step.guest().value());
      map.put("control", encode(step.control()));
      map.put("group", step.group().value());
      map.put("pairs", step.pairs().stream().map(PlanCodec::encode).toList());
      map.put("dates", dates);
    } else if (spec instanceof StepSpec.RetagSnapshot step) {
      map.put("kind", "retag-snapshot");
      map.put("control", encode(step.control()));
      map.put("group", step.group().value());
      map.put("name", step.name().value());
      map.put("stale", step.stale());
      map.put("tags", new TreeMap<>(step.tags()));
    } else {
      throw new IllegalStateException("no form in the journal for " + spec);
    }
    return map;
  }

  private static StepSpec step(Fields fields) {
    return switch (fields.text("kind")) {
      case "lock-guest" ->
          new StepSpec.LockGuest(
              fields.guest(),
              fields.machine("control"),
              fields.fields("record").lockRecord(),
              fields.maps("dead").stream().map(Fields::lockRecord).toList());
      case "attach-mirror" ->
          new StepSpec.AttachMirror(
              fields.machine("control"), fields.volume("volume"), fields.family());
      case "freeze-group" ->
          new StepSpec.FreezeGroup(
              fields.guest(),
              fields.machine("control"),
              fields.text("group"),
              fields.text("resource"),
              fields.flag("online"),
              fields.flag("persistent"));
      case "unmount" ->
          new StepSpec.Unmount(
              fields.guest(),
              fields.machine("os"),
              fields.mount(),
              AtBoot.valueOf(fields.text("atBoot")),
              fields.flag("remount"),
              fields.timeouts());
      case "stop-domain" ->
          new StepSpec.StopDomain(
              fields.guest(),
              fields.machine("control"),
              fields.machine("os"),
              fields.flag("force"),
              fields.timeouts(),
              fields.volumes("exclusive"),
              fields.owner());
      case "unbind-domain" ->
          new StepSpec.UnbindDomain(
              fields.guest(),
              fields.machine("control"),
              fields.volumes("exclusive"),
              fields.owner());
      case "fence-volume" ->
          new StepSpec.FenceVolume(
              fields.guest(), fields.machine("control"), fields.volume("volume"));
      case "prove-closed" ->
          new StepSpec.ProveClosed(
              fields.machine("control"), fields.volumes("volumes"), fields.owner());
      case "make-snapshots" ->
          new StepSpec.MakeSnapshots(
              fields.machine("control"),
              new GroupName(fields.text("group")),
              fields.fields("making").making(),
              fields.pairs("set"));
      case "tag-snapshot" ->
          new StepSpec.TagSnapshot(
              fields.machine("control"),
              new GroupName(fields.text("group")),
              new VolumeName(fields.text("name")),
              new VolumeName(fields.text("source")),
              fields.texts("tags"));
      case "make-volume" ->
          new StepSpec.MakeVolume(
              fields.machine("control"),
              fields.volume("volume"),
              fields.number("sectors"),
              fields.text("comment"));
      case "prepare-volume" ->
          new StepSpec.PrepareVolume(
              fields.machine("control"), fields.volume("volume"), fields.number("region"));
      case "link-mirror" ->
          new StepSpec.LinkMirror(
              fields.machine("control"), fields.volume("source"), fields.volume("mirror"));
      case "make-cache" ->
          new StepSpec.MakeCache(
              fields.machine("control"),
              new GroupName(fields.text("group")),
              fields.text("cache"),
              new VolumeName(fields.text("volume")),
              fields.number("region"));
      case "wait-sync" ->
          new StepSpec.WaitSync(fields.machine("control"), fields.volume("snapshot"));
      case "instant-ready" ->
          new StepSpec.InstantReady(
              fields.machine("control"),
              fields.volume("volume"),
              fields.text("regionSize"),
              fields.count("dcoMirrors"));
      case "add-mirrors" ->
          new StepSpec.AddMirrors(
              fields.machine("control"),
              fields.volume("volume"),
              fields.count("mirrors"),
              fields.count("missing"));
      case "await-mirrors" ->
          new StepSpec.AwaitMirrors(
              fields.machine("control"), fields.volume("volume"), fields.count("mirrors"));
      case "remove-mirror" ->
          new StepSpec.RemoveMirror(
              fields.machine("control"),
              fields.volume("volume"),
              fields.family(),
              fields.count("left"));
      case "unprepare-volume" ->
          new StepSpec.UnprepareVolume(fields.machine("control"), fields.volume("volume"));
      case "reattach-snapshot" ->
          new StepSpec.ReattachSnapshot(fields.machine("control"), fields.target("snapshot"));
      case "dissociate-snapshot" ->
          new StepSpec.DissociateSnapshot(fields.machine("control"), fields.target("snapshot"));
      case "remove-snapshot" ->
          new StepSpec.RemoveSnapshot(fields.machine("control"), fields.target("snapshot"));
      case "unlink-mirror" ->
          new StepSpec.UnlinkMirror(
              fields.machine("control"), fields.volume("source"), fields.volume("mirror"));
      case "remove-cache" ->
          new StepSpec.RemoveCache(
              fields.machine("control"), new GroupName(fields.text("group")), fields.text("cache"));
      case "export-snapshot" ->
          new StepSpec.ExportSnapshot(
              fields.machine("control"), fields.target("snapshot"), fields.backEnd("backEnd"));
      case "add-disk" ->
          new StepSpec.AddDisk(
              fields.machine("control"),
              fields.target("snapshot"),
              fields.guest(),
              fields.text("disk"),
              fields.numberIfAny("id"),
              fields.backEnd("backEnd"));
      case "remove-disk" ->
          new StepSpec.RemoveDisk(
              fields.machine("control"),
              fields.guest(),
              fields.text("disk"),
              fields.backEnd("backEnd"));
      case "stop-export" ->
          new StepSpec.StopExport(fields.machine("control"), fields.backEnd("backEnd"));
      case "set-tag" ->
          new StepSpec.SetTag(
              fields.machine("control"),
              fields.volume("volume"),
              fields.text("tag"),
              fields.text("value"));
      case "remove-tags" ->
          new StepSpec.RemoveTags(
              fields.machine("control"), fields.volume("volume"), fields.words("tags"));
      case "restore-volumes" ->
          new StepSpec.RestoreVolumes(
              fields.guest(),
              fields.machine("control"),
              new GroupName(fields.text("group")),
              fields.family(),
              fields.flag("optimized"),
              fields.pairs("pairs"),
              fields.pairs("safety"));
      case "refresh-snapshots" ->
          new StepSpec.RefreshSnapshots(
              fields.guest(),
              fields.machine("control"),
              new GroupName(fields.text("group")),
              fields.pairs("pairs"),
              fields.dates("dates"));
      case "retag-snapshot" ->
          new StepSpec.RetagSnapshot(
              fields.machine("control"),
              new GroupName(fields.text("group")),
              new VolumeName(fields.text("name")),
              fields.words("stale"),
              fields.texts("tags"));
      default -> throw new IllegalArgumentException("unknown kind of step: " + fields.text("kind"));
    };
  }

  private static Map<String, Object> encode(Making making) {
    if (making instanceof Making.Mirrors mirrors) {
      return ordered("kind", "mirrors", "family", mirrors.family().name());
    }
    if (making instanceof Making.Plexes plexes) {
      Map<String, Object> names = new TreeMap<>();
      plexes.plexes().forEach((volume, plex) -> names.put(volume.value(), plex));
      return ordered("kind", "plexes", "plexes", names);
    }
    if (making instanceof Making.Volumes) {
      return ordered("kind", "volumes");
    }
    if (making instanceof Making.Cache cache) {
      return ordered("kind", "cache", "name", cache.name());
    }
    if (making instanceof Making.Links links) {
      return ordered("kind", "links", "group", links.group().value());
    }
    throw new IllegalStateException("no form in the journal for " + making);
  }

  private static Map<String, Object> encode(Machine machine) {
    return ordered(
        "kind", machine.kind().name(), "name", machine.name(), "address", machine.address());
  }

  private static Map<String, Object> encode(VolumeId volume) {
    return ordered("group", volume.group().value(), "name", volume.name().value());
  }

  private static Map<String, Object> encode(LockRecord record) {
    return ordered("volume", encode(record.volume()), "holder", record.holder());
  }

  private static Map<String, Object> encode(OwnerGroup owner) {
    return ordered("group", owner.group(), "resource", owner.resource(), "system", owner.system());
  }

  private static Map<String, Object> encode(SnapshotPair pair) {
    return ordered("source", pair.source().value(), "snapshot", pair.snapshot().value());
  }

  private static Map<String, Object> encode(SnapshotTarget target) {
    return ordered(
        "id", encode(target.id()),
        "source", target.source().map(PlanCodec::encode).map(List::of).orElse(List.of()),
        "family", target.family().name(),
        "linked", target.linked(),
        "run", target.run());
  }

  private static Map<String, Object> encode(BackEnd backEnd) {
    return ordered(
        "service", backEnd.service(),
        "volume", backEnd.volume(),
        "options", backEnd.options(),
        "device", backEnd.device(),
        "mpgroup", backEnd.mpgroup().map(List::of).orElse(List.of()));
  }

  private static Map<String, Object> encode(Mount mount) {
    return ordered(
        "special", mount.special(),
        "mountPoint", mount.mountPoint(),
        "fsType", mount.fsType(),
        "options", mount.options());
  }

  private static Map<String, Object> encode(Timeouts timeouts) {
    return ordered(
        "stop", timeouts.stop().toSeconds(),
        "boot", timeouts.boot().toSeconds(),
        "umount", timeouts.umount().toSeconds());
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** A map from a JSON file, read by key and type; whatever is not as expected is refused. */
  private record Fields(Map<?, ?> map) {
    private <T> T value(String key, Class<T> type) {
      Object value = map.get(key);
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException("'" + key + "' is missing or not as expected in " + map);
      }
      return type.cast(value);
    }

    String text(String key) {
      return value(key, String.class);
    }

    boolean flag(String key) {
      return value(key, Boolean.class);
    }

    long number(String key) {
      return value(key, Number.class).longValue();
    }

    int count(String key) {
      return value(key, Number.class).intValue();
    }

    List<String> words(String key) {
      return ((List<?>) value(key, List.class)).stream().map(String.class::cast).toList();
    }

    SnapshotTarget target(String key) {
      Fields fields = fields(key);
      return new SnapshotTarget(
          fields.volume("id"),
          fields.volumes("source").stream().findFirst(),
          fields.family(),
          fields.flag("linked"),
          fields.text("run"));
    }

    BackEnd backEnd(String key) {
      Fields fields = fields(key);
      return new BackEnd(
          fields.text("service"),
          fields.text("volume"),
          fields.words("options"),
          fields.text("device"),
          fields.words("mpgroup").stream().findFirst());
    }

    OptionalInt numberIfAny(String key) {
      return ((List<?>) value(key, List.class))
          .stream().mapToInt(number -> ((Number) number).intValue()).findFirst();
    }

    Duration seconds(String key) {
      return Duration.ofSeconds(number(key));
    }

    Making making() {
      return switch (text("kind")) {
        case "mirrors" -> new Making.Mirrors(family());
        case "plexes" -> new Making.Plexes(plexes());
        case "volumes" -> new Making.Volumes();
        case "cache" -> new Making.Cache(text("name"));
        case "links" -> new Making.Links(new GroupName(text("group")));
        default -> throw new IllegalArgumentException("unknown way of making: " + text("kind"));
      };
    }

    private Map<VolumeName, String> plexes() {
      Map<VolumeName, String> plexes = new LinkedHashMap<>();
      texts("plexes").forEach((volume, plex) -> plexes.put(new VolumeName(volume), plex));
      return plexes;
    }

    Fields fields(String key) {
      return new Fields(value(key, Map.class));
    }

    List<Fields> maps(String key) {
      return ((List<?>) value(key, List.class))
          .stream().map(each -> new Fields((Map<?, ?>) each)).toList();
    }

    Map<String, String> texts(String key) {
      Map<String, String> texts = new TreeMap<>();
      ((Map<?, ?>) value(key, Map.class)).forEach((k, v) -> texts.put((String) k, (String) v));
      return texts;
    }

    List<SnapshotPair> pairs(String key) {
      return maps(key).stream()
          .map(
              pair ->
                  new SnapshotPair(
                      new VolumeName(pair.text("source")), new VolumeName(pair.text("snapshot"))))
          .toList();
    }

    Map<VolumeName, LocalDateTime> dates(String key) {
      Map<VolumeName, LocalDateTime> dates = new LinkedHashMap<>();
      texts(key)
          .forEach((name, date) -> dates.put(new VolumeName(name), LocalDateTime.parse(date)));
      return dates;
    }

    GuestName guest() {
      return new GuestName(text("guest"));
    }

    /** Journals of earlier versions do not name it. */
    Optional<OwnerGroup> owner() {
      if (!map.containsKey("owner")) {
        return Optional.empty();
      }
      return maps("owner").stream()
          .map(
              owner ->
                  new OwnerGroup(owner.text("group"), owner.text("resource"), owner.text("system")))
          .findFirst();
    }

    LockRecord lockRecord() {
      return new LockRecord(volume("volume"), text("holder"));
    }

    Family family() {
      return Family.valueOf(text("family"));
    }

    Machine machine(String key) {
      Fields fields = fields(key);
      return new Machine(
          Machine.Kind.valueOf(fields.text("kind")), fields.text("name"), fields.text("address"));
    }

    VolumeId volume(String key) {
      return fields(key).volume();
    }

    private VolumeId volume() {
      return VolumeId.of(text("group"), text("name"));
    }

    List<VolumeId> volumes(String key) {
      return maps(key).stream().map(Fields::volume).toList();
    }

    Mount mount() {
      Fields fields = fields("mount");
      return new Mount(
          fields.text("special"),
          fields.text("mountPoint"),
          fields.text("fsType"),
          ((List<?>) fields.value("options", List.class))
              .stream().map(String.class::cast).toList());
    }

    Timeouts timeouts() {
      Fields fields = fields("timeouts");
      return new Timeouts(fields.seconds("stop"), fields.seconds("boot"), fields.seconds("umount"));
    }
  }
}
