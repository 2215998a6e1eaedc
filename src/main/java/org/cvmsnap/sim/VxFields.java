package org.cvmsnap.sim;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The attributes of records by name, for {@code vxprint -F} and {@code -m}. */
final class VxFields {
  private static final Pattern FIELD = Pattern.compile("%(%|-?[0-9]*[a-z][a-z0-9_]*)");

  private final VxCall call;
  private final DiskGroup group;

  VxFields(VxCall call, DiskGroup group) {
    this.call = call;
    this.group = group;
  }

  /** A line in the given format; a field that is not known is left blank. */
  String format(String spec, VxNode node) {
    Map<String, String> values = values(node);
    Matcher matcher = FIELD.matcher(spec.replace("\\n", "\n").replace("\\t", "\t"));
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String field = matcher.group(1).replaceFirst("^-?[0-9]*", "");
      String value = field.equals("%") ? "%" : values.getOrDefault(field, "");
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(out).append('\n').toString();
  }

  private Map<String, String> values(VxNode node) {
    Map<String, String> values = new TreeMap<>();
    values.put("type", node.type());
    values.put("name", node.name());
    values.put("dg", group.name());
    values.put("dgname", group.name());
    values.put("dgid", group.id());
    for (String util : new String[] {"tutil0", "tutil1", "tutil2", "putil0", "putil1", "putil2"}) {
      values.put(util, "");
    }
    values.put("comment", "");
    if (node.object() instanceof VolumeRecord volume) {
      volume(values, volume);
    } else if (node.object() instanceof PlexRecord plex) {
      plex(values, plex);
    } else if (node.object() instanceof SubdiskRecord sub) {
      values.put("assoc", node.parent());
      values.put("plex", node.parent());
      values.put("len", "" + sub.length());
      values.put("offset", "" + sub.offset());
      values.put("disk", sub.on());
    } else if (node.object() instanceof VxDisk disk) {
      values.put("device", disk.device());
      values.put("len", "" + disk.length());
    } else if (node.object() instanceof DcoRecord dco) {
      values.put("parent_vol", dco.volume());
      values.put("log_vol", dco.log());
      values.put("assoc", dco.volume());
      values.put("regionsz", "" + dco.regionSize());
    } else if (node.object() instanceof SnapObject snap) {
      values.put("vol_name", snap.volume());
      values.put("snap_vol", snap.peer());
      values.put("assoc", snap.volume());
    } else if (node.object() instanceof CacheRecord cache) {
      values.put("cachevol", cache.volume());
      values.put("assoc", cache.volume());
      values.put("regionsz", "" + cache.regionSize());
      values.put("kstate", cache.started() ? "ENABLED" : "DISABLED");
      values.put("state", "ACTIVE");
      values.put("autogrow", cache.autogrow() ? "on" : "off");
    }
    return values;
  }

  private void volume(Map<String, String> values, VolumeRecord volume) {
    boolean prepared = group.dcoOf(volume.name()).isPresent();
    boolean map = prepared || volume.attributes().getOrDefault("fastresync", "off").equals("on");
    values.put("use_type", volume.useType());
    values.put("assoc", volume.owner() == null ? "-" : volume.owner());
    values.put("kstate", volume.kstate());
    values.put("state", volume.state());
    values.put("admin_state", volume.state());
    values.put("len", "" + volume.length());
    values.put("pl_num", "" + group.plexesOf(volume.name()).size());
    values.put("instant", prepared ? "on" : "off");
    values.put("exclusive", "off");
    values.put("minor", "" + volume.minor());
    values.put("read_pol", "SELECT");
    values.put("layered", volume.layered() ? "on" : "off");
    values.put("dco_name", group.dcoOf(volume.name()).map(DcoRecord::name).orElse(""));
    values.put(
        "regionsz", group.dcoOf(volume.name()).map(dco -> "" + dco.regionSize()).orElse("0"));
    values.put("restore", restoring(volume) ? "on" : "off");
    values.putAll(volume.attributes());
    values.put("fastresync", map ? "on" : "off");
    boolean open = call.storage().openOn(call.node(), group, volume.name());
    values.put("devopen", open ? "on" : "off");
  }

  private boolean restoring(VolumeRecord volume) {
    return group.tasksOf(volume.name()).stream()
        .anyMatch(task -> task.type() == VxTask.Type.RESTORE);
  }

  private static void plex(Map<String, String> values, PlexRecord plex) {
    values.put("assoc", plex.volume() == null ? "" : plex.volume());
    values.put("vol_name", plex.volume() == null ? "" : plex.volume());
    values.put("kstate", plex.kstate());
    values.put("state", plex.state());
    values.put("len", "" + plex.length());
    values.put("layout", "CONCAT");
    values.put("sd_num", "" + plex.subdisks().size());
    values.put("mode", plex.mode());
    values.putAll(plex.attributes());
  }

  /** The dump of {@code -m}, which vxmake(1M) reads: a keyword and a name, then the attributes. */
  String dump(VxNode node) {
    Map<String, String> values = values(node);
    for (String field : new String[] {"type", "name", "dg", "dgname", "dgid"}) {
      values.remove(field);
    }
    String keyword =
        switch (node.type()) {
          case "v", "v2" -> "vol";
          case "pl", "p2" -> "plex";
          case "sd", "s2" -> "sd";
          case "dc" -> "dco";
          case "sp" -> "snap";
          case "co" -> "cache";
          default -> node.type();
        };
    StringBuilder out = new StringBuilder(keyword).append("  ").append(node.name()).append('\n');
    values.forEach(
        (field, value) -> {
          boolean text = field.matches("comment|state|[pt]util[0-2]");
          out.append('\t').append(field).append(text ? "=\"" : "=").append(value).append('\n');
        });
    return out.toString();
  }

  /** The lines of {@code -l}. */
  String details(VxNode node) {
    if (!(node.object() instanceof VolumeRecord volume)) {
      return plexDetails(node);
    }
    boolean open = call.storage().openOn(call.node(), group, volume.name());
    StringBuilder plexes = new StringBuilder();
    for (PlexRecord plex : group.plexesOf(volume.name())) {
      plexes.append(plexes.isEmpty() ? "" : ",").append(plex.name());
    }
    return """
        Volume:   %s
        info:     len=%d
        type:     usetype=%s
        state:    state=%s kernel=%s cdsrecovery=0/0 (clean)
        assoc:    plexes=%s
        policies: read=SELECT (round-robin) exceptions=GEN_DET_SPARSE
        flags:    %s writecopy writeback%s
        logging:  type=%s
        apprecov: seqno=0/0
        recovery: mode=default
                  recov_id=0
        device:   minor=%d bdev=270/%d cdev=270/%d path=/dev/vx/dsk/%s/%s
        perms:    user=root group=root mode=0600
        """
        .formatted(
            volume.name(),
            volume.length(),
            volume.useType(),
            volume.state(),
            volume.kstate(),
            plexes,
            open ? "open" : "closed",
            volume.attributes().getOrDefault("exclusive", "off").equals("on") ? " exclusive" : "",
            group.dcoOf(volume.name()).isPresent() ? "DCO" : "NONE",
            volume.minor(),
            volume.minor(),
            volume.minor(),
            group.name(),
            volume.name());
  }

  private String plexDetails(VxNode node) {
    Map<String, String> values = values(node);
    return """
        %s: %s
        info:     len=%s
        state:    state=%s kernel=%s
        assoc:    %s
        """
        .formatted(
            node.type().startsWith("p") ? "Plex:    " : "Record:  ",
            node.name(),
            values.getOrDefault("len", "-"),
            values.getOrDefault("state", "-"),
            values.getOrDefault("kstate", "-"),
            values.getOrDefault("assoc", "-"));
  }

  /** {@code -l} for the group itself. */
  String groupDetails() {
    return "Group:    %s\ninfo:     dgid=%s\nactivation: %s\nflags:    %s\n"
        .formatted(
            group.name(),
            group.id(),
            group.shared() ? "shared-write" : "read-write",
            group.shared() ? "shared cds" : "cds");
  }
}
