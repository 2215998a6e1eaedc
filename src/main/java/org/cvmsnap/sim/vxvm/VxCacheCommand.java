package org.cvmsnap.sim.vxvm;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** The commands vxcache and {@code vxmake cache}: objects that hold space-optimized snapshots. */
final class VxCacheCommand {
  static final String USAGE =
      "[-g diskgroup] start | stop | listvol | stat | set | growcacheby | growcacheto cache ...";
  private static final int STARTED = 25;
  private static final int STOPPED = 26;

  private VxCacheCommand() {}

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "start" -> call.change(group -> start(call, group));
      case "stop" -> call.change(group -> stop(call, group));
      case "set" -> call.change(group -> set(call, group));
      case "growcacheby" -> call.change(group -> grow(call, group, true));
      case "growcacheto" -> call.change(group -> grow(call, group, false));
      case "listvol" -> call.read(() -> listvol(call));
      case "stat" -> call.read(() -> stat(call));
      default -> throw VxOptions.usage("vxcache", USAGE);
    };
  }

  private static CacheRecord cache(VxCall call, DiskGroup group, String name) {
    return group
        .cache(name)
        .orElseThrow(
            () ->
                call.fail(
                    VxFailure.NOT_FOUND, "V-5-1-6332", "Cache " + name + " not in configuration"));
  }

  private static Reply start(VxCall call, DiskGroup group) {
    CacheRecord cache = cache(call, group, call.operand(0, USAGE));
    if (cache.started()) {
      return Reply.error(
          STARTED, "VxVM vxcache INFO V-5-1-6325 Cache " + cache.name() + " is already started\n");
    }
    group.put(cache.withStarted(true));
    return Reply.SILENT;
  }

  private static Reply stop(VxCall call, DiskGroup group) {
    CacheRecord cache = cache(call, group, call.operand(0, USAGE));
    if (!cache.started()) {
      return Reply.error(
          STOPPED, "VxVM vxcache INFO V-5-1-6326 Cache " + cache.name() + " is already stopped\n");
    }
    List<VolumeRecord> snapshots = new VxCaches(call.storage()).snapshotsIn(group, cache);
    if (!snapshots.isEmpty() && !call.options().has("f")) {
      throw call.fail(
          VxFailure.IN_USE, "V-5-1-6327", "Cache " + cache.name() + " has snapshots, use -f");
    }
    snapshots.forEach(snap -> group.put(snap.withState("DETACHED", "INVALID")));
    group.put(cache.withStarted(false));
    return Reply.SILENT;
  }

  private static Reply set(VxCall call, DiskGroup group) {
    List<String> attributes = call.operands().stream().filter(it -> it.contains("=")).toList();
    List<String> names = call.operands().stream().filter(it -> !it.contains("=")).toList();
    if (names.isEmpty()) {
      throw VxOptions.usage("vxcache", USAGE);
    }
    VxAttributes given = new VxAttributes("vxcache", attributes, GROWTH);
    CacheRecord cache = cache(call, group, names.get(0));
    group.put(
        cache.withAutogrow(
            given.yes("autogrow", cache.autogrow()), given.sectors("maxautogrow", cache.most())));
    return Reply.SILENT;
  }

  private static final Set<String> GROWTH =
      Set.of("autogrow", "autogrowby", "maxautogrow", "highwatermark");

  private static Reply grow(VxCall call, DiskGroup group, boolean by) {
    CacheRecord cache = cache(call, group, call.operand(0, USAGE));
    VxCaches caches = new VxCaches(call.storage());
    long size = VxAttributes.sectors("vxcache", call.operand(1, USAGE));
    long more = VxCreation.aligned(by ? size : size - caches.size(group, cache));
    if (more <= 0 || !caches.grow(group, cache, more)) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-436",
          "Cannot allocate space to grow volume to "
              + (caches.size(group, cache) + more)
              + " blocks");
    }
    return Reply.SILENT;
  }

  private static Reply listvol(VxCall call) {
    DiskGroup group = call.group();
    CacheRecord cache = cache(call, group, call.operand(0, USAGE));
    String names =
        new VxCaches(call.storage())
            .snapshotsIn(group, cache).stream()
                .map(VolumeRecord::name)
                .collect(Collectors.joining(" "));
    return Reply.out(names + "\n");
  }

  private static Reply stat(VxCall call) {
    DiskGroup group = call.group();
    List<CacheRecord> caches =
        call.operands().isEmpty()
            ? group.caches()
            : List.of(cache(call, group, call.operands().get(0)));
    VxCaches space = new VxCaches(call.storage());
    StringBuilder out = new StringBuilder();
    out.append("CACHE NAME   TOTAL SIZE (Mb)  USED SIZE (Mb) (%)   AVAILABLE SIZE (Mb) (%)\n");
    for (CacheRecord cache : caches) {
      long size = Math.max(1, space.size(group, cache));
      long used = Math.min(size, space.used(group, cache));
      out.append(
          String.format(
              Locale.ROOT,
              "%-12s %-16d %d (%d) %12d (%d)\n",
              cache.name(),
              size / 2048,
              used / 2048,
              100 * used / size,
              (size - used) / 2048,
              100 * (size - used) / size));
    }
    return Reply.out(out.toString());
  }

  /** {@code vxmake cache NAME cachevolname=VOL [regionsize=R] [autogrow=on]}. */
  static Work vxmake(VxCall call) {
    if (!call.verb().equals("cache")) {
      throw VxOptions.usage("vxmake", "[-g diskgroup] cache name cachevolname=volume ...");
    }
    return call.change(group -> make(call, group));
  }

  private static Reply make(VxCall call, DiskGroup group) {
    String name = call.operand(0, "cache name cachevolname=volume");
    VxAttributes given =
        new VxAttributes(
            "vxmake",
            call.operands(1),
            Set.of(
                "cachevolname",
                "regionsize",
                "autogrow",
                "autogrowby",
                "maxautogrow",
                "highwatermark",
                "comment"));
    if (group.cache(name).isPresent()) {
      throw call.fail(VxFailure.EXISTS, "V-5-1-6317", "Cache " + name + " already exists");
    }
    VolumeRecord volume = call.volume(group, given.value("cachevolname").orElse(""));
    call.requireClosed(group, volume.name());
    boolean free =
        volume.role() == VolumeRecord.Role.DATA
            && volume.origin() == null
            && group.dcoOf(volume.name()).isEmpty();
    if (!free) {
      throw call.fail(
          VxFailure.ASSOCIATED, "V-5-1-6318", "Volume " + volume.name() + " cannot be a cache");
    }
    new VxCreation("vxmake", group).requireNew(name);
    group.put(volume.withRole(VolumeRecord.Role.CACHE, name));
    group.put(
        new CacheRecord(
            name,
            volume.name(),
            given.sectors("regionsize", VxSnap.REGION),
            given.yes("autogrow", false),
            given.sectors("maxautogrow", 2 * volume.length()),
            false,
            false));
    return Reply.SILENT;
  }
}
