package org.cvmsnap.plan;

import static org.cvmsnap.plan.PlanValues.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;

/** Turns steps into maps for a JSON file, and back, as {@link PlanCodec} does plans. */
final class StepCodec {
  private StepCodec() {}

  static Map<String, Object> encode(StepSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (spec instanceof StepSpec.LockGuest step) {
      map.put("kind", "lock-guest");
      map.put("guest", step.guest().value());
      map.put("control", json(step.control()));
      map.put("record", json(step.record()));
      map.put("dead", step.dead().stream().map(PlanValues::json).toList());
    } else if (spec instanceof StepSpec.AttachMirror step) {
      map.put("kind", "attach-mirror");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
      map.put("family", step.family().name());
    } else if (spec instanceof StepSpec.FreezeGroup step) {
      map.put("kind", "freeze-group");
      map.put("guest", step.guest().value());
      map.put("control", json(step.control()));
      map.put("group", step.group());
      map.put("resource", step.resource());
      map.put("online", step.online());
      map.put("persistent", step.persistent());
    } else if (spec instanceof StepSpec.Unmount step) {
      map.put("kind", "unmount");
      map.put("guest", step.guest().value());
      map.put("os", json(step.os()));
      map.put("mount", json(step.mount()));
      map.put("atBoot", step.atBoot().name());
      map.put("remount", step.remount());
      map.put("timeouts", json(step.timeouts()));
    } else if (spec instanceof StepSpec.StopDomain step) {
      map.put("kind", "stop-domain");
      map.put("guest", step.guest().value());
      map.put("control", json(step.control()));
      map.put("os", json(step.os()));
      map.put("force", step.force());
      map.put("timeouts", json(step.timeouts()));
      map.put("exclusive", step.exclusive().stream().map(PlanValues::json).toList());
      map.put("owner", step.owner().map(PlanValues::json).map(List::of).orElse(List.of()));
    } else if (spec instanceof StepSpec.UnbindDomain step) {
      map.put("kind", "unbind-domain");
      map.put("guest", step.guest().value());
      map.put("control", json(step.control()));
      map.put("exclusive", step.exclusive().stream().map(PlanValues::json).toList());
      map.put("owner", step.owner().map(PlanValues::json).map(List::of).orElse(List.of()));
    } else if (spec instanceof StepSpec.FenceVolume step) {
      map.put("kind", "fence-volume");
      map.put("guest", step.guest().value());
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
    } else if (spec instanceof StepSpec.ProveFrozen step) {
      map.put("kind", "prove-frozen");
      map.put("control", json(step.control()));
      map.put("owner", json(step.owner()));
    } else if (spec instanceof StepSpec.ProveClosed step) {
      map.put("kind", "prove-closed");
      map.put("control", json(step.control()));
      map.put("volumes", step.volumes().stream().map(PlanValues::json).toList());
      map.put("owner", step.owner().map(PlanValues::json).map(List::of).orElse(List.of()));
    } else if (spec instanceof StepSpec.MakeSnapshots step) {
      map.put("kind", "make-snapshots");
      map.put("control", json(step.control()));
      map.put("group", step.group().value());
      map.put("making", json(step.making()));
      map.put("set", step.set().stream().map(PlanValues::json).toList());
    } else if (spec instanceof StepSpec.TagSnapshot step) {
      map.put("kind", "tag-snapshot");
      map.put("control", json(step.control()));
      map.put("group", step.group().value());
      map.put("name", step.name().value());
      map.put("source", step.source().value());
      map.put("tags", new TreeMap<>(step.tags()));
    } else if (spec instanceof StepSpec.MakeVolume step) {
      map.put("kind", "make-volume");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
      map.put("sectors", step.sectors());
      map.put("comment", step.comment());
    } else if (spec instanceof StepSpec.PrepareVolume step) {
      map.put("kind", "prepare-volume");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
      map.put("region", step.region());
    } else if (spec instanceof StepSpec.LinkMirror step) {
      map.put("kind", "link-mirror");
      map.put("control", json(step.control()));
      map.put("source", json(step.source()));
      map.put("mirror", json(step.mirror()));
    } else if (spec instanceof StepSpec.MakeCache step) {
      map.put("kind", "make-cache");
      map.put("control", json(step.control()));
      map.put("group", step.group().value());
      map.put("cache", step.cache());
      map.put("volume", step.volume().value());
      map.put("region", step.region());
    } else if (spec instanceof StepSpec.WaitSync step) {
      map.put("kind", "wait-sync");
      map.put("control", json(step.control()));
      map.put("snapshot", json(step.snapshot()));
    } else if (spec instanceof StepSpec.InstantReady step) {
      map.put("kind", "instant-ready");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
      map.put("regionSize", step.regionSize());
      map.put("dcoMirrors", step.dcoMirrors());
    } else if (spec instanceof StepSpec.AddMirrors step) {
      map.put("kind", "add-mirrors");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
      map.put("mirrors", step.mirrors());
      map.put("missing", step.missing());
    } else if (spec instanceof StepSpec.AwaitMirrors step) {
      map.put("kind", "await-mirrors");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
      map.put("mirrors", step.mirrors());
    } else if (spec instanceof StepSpec.RemoveMirror step) {
      map.put("kind", "remove-mirror");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
      map.put("family", step.family().name());
      map.put("left", step.left());
    } else if (spec instanceof StepSpec.UnprepareVolume step) {
      map.put("kind", "unprepare-volume");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
    } else if (spec instanceof StepSpec.ReattachSnapshot step) {
      map.put("kind", "reattach-snapshot");
      map.put("control", json(step.control()));
      map.put("snapshot", json(step.snapshot()));
    } else if (spec instanceof StepSpec.DissociateSnapshot step) {
      map.put("kind", "dissociate-snapshot");
      map.put("control", json(step.control()));
      map.put("snapshot", json(step.snapshot()));
    } else if (spec instanceof StepSpec.RemoveSnapshot step) {
      map.put("kind", "remove-snapshot");
      map.put("control", json(step.control()));
      map.put("snapshot", json(step.snapshot()));
    } else if (spec instanceof StepSpec.UnlinkMirror step) {
      map.put("kind", "unlink-mirror");
      map.put("control", json(step.control()));
      map.put("source", json(step.source()));
      map.put("mirror", json(step.mirror()));
    } else if (spec instanceof StepSpec.RemoveCache step) {
      map.put("kind", "remove-cache");
      map.put("control", json(step.control()));
      map.put("group", step.group().value());
      map.put("cache", step.cache());
    } else if (spec instanceof StepSpec.ExportSnapshot step) {
      map.put("kind", "export-snapshot");
      map.put("control", json(step.control()));
      map.put("snapshot", json(step.snapshot()));
      map.put("backEnd", json(step.backEnd()));
    } else if (spec instanceof StepSpec.AddDisk step) {
      map.put("kind", "add-disk");
      map.put("control", json(step.control()));
      map.put("snapshot", json(step.snapshot()));
      map.put("guest", step.guest().value());
      map.put("disk", step.disk());
      map.put("id", step.id().isPresent() ? List.of(step.id().getAsInt()) : List.of());
      map.put("backEnd", json(step.backEnd()));
    } else if (spec instanceof StepSpec.RemoveDisk step) {
      map.put("kind", "remove-disk");
      map.put("control", json(step.control()));
      map.put("guest", step.guest().value());
      map.put("disk", step.disk());
      map.put("backEnd", json(step.backEnd()));
    } else if (spec instanceof StepSpec.StopExport step) {
      map.put("kind", "stop-export");
      map.put("control", json(step.control()));
      map.put("backEnd", json(step.backEnd()));
    } else if (spec instanceof StepSpec.SetTag step) {
      map.put("kind", "set-tag");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
      map.put("tag", step.tag());
      map.put("value", step.value());
    } else if (spec instanceof StepSpec.RemoveTags step) {
      map.put("kind", "remove-tags");
      map.put("control", json(step.control()));
      map.put("volume", json(step.volume()));
      map.put("tags", step.tags());
    } else if (spec instanceof StepSpec.RestoreVolumes step) {
      map.put("kind", "restore-volumes");
      map.put("guest", step.guest().value());
      map.put("control", json(step.control()));
      map.put("group", step.group().value());
      map.put("family", step.family().name());
      map.put("optimized", step.optimized());
      map.put("pairs", step.pairs().stream().map(PlanValues::json).toList());
      map.put("safety", step.safety().stream().map(PlanValues::json).toList());
    } else if (spec instanceof StepSpec.RefreshSnapshots step) {
      Map<String, Object> dates = new TreeMap<>();
      step.dates().forEach((name, date) -> dates.put(name.value(), date.toString()));
      map.put("kind", "refresh-snapshots");
      map.put("guest", step.guest().value());
      map.put("control", json(step.control()));
      map.put("group", step.group().value());
      map.put("pairs", step.pairs().stream().map(PlanValues::json).toList());
      map.put("dates", dates);
    } else if (spec instanceof StepSpec.RetagSnapshot step) {
      map.put("kind", "retag-snapshot");
      map.put("control", json(step.control()));
      map.put("group", step.group().value());
      map.put("name", step.name().value());
      map.put("stale", step.stale());
      map.put("tags", new TreeMap<>(step.tags()));
    } else {
      throw new IllegalStateException("no form in the journal for " + spec);
    }
    return map;
  }

  static StepSpec decode(Fields fields) {
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
      case "prove-frozen" ->
          new StepSpec.ProveFrozen(fields.machine("control"), fields.fields("owner").ownerGroup());
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
}
