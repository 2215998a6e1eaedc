package org.cvmsnap.sim.vxvm;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of records by name, for {@code vxprint -F} and {@code -m}. */
final class VxFields {
  private final VxCall call;
  private final DiskGroup group;
  private final VxUnit unit;

  /** What is open on this node; null as long as nobody has asked. */
  private @Nullable Set<String> open;

  VxFields(VxCall call, DiskGroup group) {
    this.call = call;
    this.group = group;
    this.unit = call.program().equals("vxprint") ? VxUnit.of(call.options()) : new VxUnit("");
  }

  /** Whether records of the type have the field. */
  static boolean known(String type, String field) {
    return field.equals("name") || dumped(type).contains(field);
  }

  /** A line in the given format; a field that is not known is left blank. */
  String format(VxFormat format, VxNode node) {
    return format.line(field -> value(node, field));
  }

  /** Empty for a field that the record does not have. */
  String value(VxNode node, String field) {
    return switch (field) {
      case "type" -> node.type();
      case "name" -> node.name();
      case "dg", "dgname" -> group.name();
      case "dgid" -> group.id();
      default -> ofObject(node, field);
    };
  }

  private String ofObject(VxNode node, String field) {
    if (node.object() instanceof VolumeRecord volume) {
      String own = volume(volume, field);
      return own.isEmpty() ? volume.attributes().getOrDefault(field, "") : own;
    }
    if (node.object() instanceof PlexRecord plex) {
      return plex(plex, field);
    }
    if (node.object() instanceof SubdiskRecord sub) {
      return switch (field) {
        case "assoc", "plex" -> node.parent();
        case "len" -> unit.text(sub.length());
        case "offset" -> unit.text(sub.offset());
        case "disk" -> sub.on();
        default -> "";
      };
    }
    if (node.object() instanceof VxDisk disk) {
      return switch (field) {
        case "device" -> disk.device();
        case "len", "publen" -> unit.text(disk.length());
        case "privlen" -> unit.text(VxDisk.PRIVATE);
        default -> "";
      };
    }
    if (node.object() instanceof DcoRecord dco) {
      return switch (field) {
        case "assoc", "parent_vol" -> dco.volume();
        case "log_vol" -> dco.log();
        case "regionsz" -> String.valueOf(dco.regionSize());
        case "badlog" -> onOff(group.badLog(dco.volume()));
        default -> "";
      };
    }
    if (node.object() instanceof SnapObject snap) {
      return switch (field) {
        case "assoc", "vol_name" -> snap.volume();
        case "snap_vol" -> snap.peer();
        default -> "";
      };
    }
    return node.object() instanceof CacheRecord cache ? cache(cache, field) : "";
  }

  private static String cache(CacheRecord cache, String field) {
    return switch (field) {
      case "assoc", "cachevol" -> cache.volume();
      case "regionsz" -> String.valueOf(cache.regionSize());
      case "kstate" -> cache.started() ? "ENABLED" : "DISABLED";
      case "state" -> "ACTIVE";
      case "autogrow" -> onOff(cache.autogrow());
      default -> "";
    };
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  private String volume(VolumeRecord volume, String field) {
    String name = volume.name();
    return switch (field) {
      case "use_type" -> volume.useType();
      case "assoc" -> volume.owner() == null ? "-" : volume.owner();
      case "kstate" -> volume.kstate();
      case "state", "admin_state" -> volume.state();
      case "len" -> unit.text(volume.length());
      case "pl_num" -> String.valueOf(group.plexesOf(name).size());
      case "instant" -> onOff(group.dcoOf(name).isPresent());
      case "fastresync" -> onOff(group.dcoOf(name).isPresent() || on(volume, "fastresync"));
      case "exclusive" -> onOff(on(volume, "exclusive"));
      case "minor" -> String.valueOf(volume.minor());
      case "read_pol" -> "SELECT";
      case "layered" -> onOff(volume.layered());
      case "dco_name" -> group.dcoOf(name).map(DcoRecord::name).orElse("");
      case "regionsz", "dcoregionsz" ->
          group.dcoOf(name).map(dco -> String.valueOf(dco.regionSize())).orElse("0");
      case "restore" -> onOff(restoring(volume));
      case "devopen" -> on(volume, "blind") ? "off" : onOff(open(name));
      default -> "";
    };
  }

  /** Whether the volume is open on this node itself: the kernel knows of no other. */
  private boolean open(String volume) {
    Set<String> found = open;
    if (found == null) {
      found = call.storage().around().openOn(call.node(), group.name());
      open = found;
    }
    return found.contains(volume);
  }

  private static boolean on(VolumeRecord volume, String attribute) {
    return volume.attributes().getOrDefault(attribute, "off").equals("on");
  }

  private boolean restoring(VolumeRecord volume) {
    return group.tasksOf(volume.name()).stream()
        .anyMatch(task -> task.type() == VxTask.Type.RESTORE);
  }

  private String plex(PlexRecord plex, String field) {
    return switch (field) {
      case "assoc", "vol_name" -> plex.volume() == null ? "" : plex.volume();
      case "kstate" -> plex.kstate();
      case "state" -> plex.state();
      case "len" -> unit.text(plex.length());
      case "layout" -> plex.layout();
      case "sd_num" -> String.valueOf(plex.subdisks().size());
      case "mode" -> plex.mode();
      default -> plex.attributes().getOrDefault(field, "");
    };
  }

  /** What the dump shows of each type, in this order. */
  private static List<String> dumped(String type) {
    return switch (type) {
      case "v", "v2" ->
          List.of(
              "use_type",
              "comment",
              "putil0",
              "putil1",
              "putil2",
              "tutil0",
              "tutil1",
              "tutil2",
              "admin_state",
              "state",
              "kstate",
              "read_pol",
              "minor",
              "pl_num",
              "len",
              "layered",
              "exclusive",
              "devopen",
              "fastresync",
              "instant",
              "dco_name",
              "regionsz",
              "restore",
              "assoc");
      case "pl", "p2" ->
          List.of(
              "comment",
              "putil0",
              "putil1",
              "putil2",
              "tutil0",
              "tutil1",
              "tutil2",
              "layout",
              "sd_num",
              "state",
              "kstate",
              "len",
              "vol_name",
              "mode");
      case "sd", "s2", "sv", "sc" -> List.of("len", "offset", "disk", "plex");
      case "dm" -> List.of("device", "len", "publen", "privlen");
      case "dc" -> List.of("parent_vol", "log_vol", "regionsz", "badlog");
      case "sp" -> List.of("vol_name", "snap_vol");
      case "co" -> List.of("cachevol", "regionsz", "kstate", "state", "autogrow");
      default -> List.of("dgid");
    };
  }

  /** The dump of {@code -m}, which vxmake(1M) reads: a keyword and a name, then the attributes. */
  String dump(VxNode node) {
    String keyword =
        switch (node.type()) {
          case "v", "v2" -> "vol";
          case "pl", "p2" -> "plex";
          case "s2" -> "sd";
          case "dc" -> "dco";
          case "sp" -> "snap";
          case "co" -> "cache";
          default -> node.type();
        };
    StringBuilder out = new StringBuilder(keyword).append("  ").append(node.name()).append('\n');
    for (String field : dumped(node.type())) {
      boolean text = field.equals("comment") || field.equals("state") || field.contains("util");
      out.append('\t').append(field).append(text ? "=\"" : "=");
      out.append(value(node, field)).append('\n');
    }
    return out.toString();
  }

  /** The lines of {@code -l}. */
  String details(VxNode node) {
    if (!(node.object() instanceof VolumeRecord volume)) {
      return plexDetails(node);
    }
    boolean open = open(volume.name());
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
    return """
        %s: %s
        info:     len=%s
        state:    state=%s kernel=%s
        assoc:    %s
        """
        .formatted(
            node.type().startsWith("p") ? "Plex:    " : "Record:  ",
            node.name(),
            orDash(value(node, "len")),
            orDash(value(node, "state")),
            orDash(value(node, "kstate")),
            orDash(value(node, "assoc")));
  }

  private static String orDash(String value) {
    return value.isEmpty() ? "-" : value;
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
