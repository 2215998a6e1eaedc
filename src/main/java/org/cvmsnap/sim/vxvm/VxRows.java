package org.cvmsnap.sim.vxvm;

import java.util.List;
import java.util.Locale;

/** The two one-line layouts of vxprint: the default one and that of {@code -t}. */
final class VxRows {
  private static final int[] PLAIN = {0, 3, 16, 29, 38, 47, 56, 65, 73};
  private static final int[] TYPED = {0, 3, 16, 29, 38, 47, 56, 66, 75};

  static final String PLAIN_HEADER =
      "TY NAME         ASSOC        KSTATE   LENGTH   PLOFFS   STATE    TUTIL0  PUTIL0\n";

  private static final String GROUP_HEADER =
      """
      DG NAME         NCONFIG      NLOG     MINORS   GROUP-ID
      ST NAME         STATE        DM_CNT   SPARE_CNT         APPVOL_CNT
      DM NAME         DEVICE       TYPE     PRIVLEN  PUBLEN   STATE
      RV NAME         RLINK_CNT    KSTATE   STATE    PRIMARY  DATAVOLS  SRL
      RL NAME         RVG          KSTATE   STATE    REM_HOST REM_DG    REM_RLNK
      CO NAME         CACHEVOL     KSTATE   STATE
      VT NAME         RVG          KSTATE   STATE    NVOLUME
      """;
  private static final String VOLUME_HEADER =
      """
      V  NAME         RVG/VSET/CO  KSTATE   STATE    LENGTH   READPOL   PREFPLEX UTYPE
      PL NAME         VOLUME       KSTATE   STATE    LENGTH   LAYOUT    NCOL/WID MODE
      SD NAME         PLEX         DISK     DISKOFFS LENGTH   [COL/]OFF DEVICE   MODE
      SV NAME         PLEX         VOLNAME  NVOLLAYR LENGTH   [COL/]OFF AM/NM    MODE
      SC NAME         PLEX         CACHE    DISKOFFS LENGTH   [COL/]OFF DEVICE   MODE
      DC NAME         PARENTVOL    LOGVOL
      SP NAME         SNAPVOL      DCO
      """;
  private static final String TAIL_HEADER =
      """
      EX NAME         ASSOC        VC                       PERMS    MODE     STATE
      SR NAME         KSTATE
      """;

  private final DiskGroup group;
  private final VxUnit unit;

  VxRows(DiskGroup group, VxUnit unit) {
    this.group = group;
    this.unit = unit;
  }

  /** The header of {@code -ht}: all of it for a whole group. */
  static String hierarchyHeader(boolean wholeGroup) {
    return wholeGroup ? GROUP_HEADER + VOLUME_HEADER + TAIL_HEADER : VOLUME_HEADER;
  }

  /** The header of {@code -t} for records of some types only. */
  static String typedHeader(List<String> types) {
    StringBuilder out = new StringBuilder();
    (GROUP_HEADER + VOLUME_HEADER + TAIL_HEADER)
        .lines()
        .filter(line -> types.contains(line.substring(0, 2).strip().toLowerCase(Locale.ROOT)))
        .forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  /** Each cell starts in its column, or one blank after a cell that was too wide. */
  private static String line(int[] columns, List<Object> cells) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.append(' ');
      }
      while (out.length() < columns[i]) {
        out.append(' ');
      }
      out.append(cells.get(i));
    }
    return out.append('\n').toString();
  }

  private String size(long sectors) {
    return unit.text(sectors);
  }

  private static String orDash(String value) {
    return value.isEmpty() ? "-" : value;
  }

  String plain(VxNode node) {
    return line(PLAIN, plainCells(node));
  }

  private List<Object> plainCells(VxNode node) {
    String type = node.type();
    String name = node.name();
    if (node.object() instanceof VxDisk disk) {
      return List.of(type, name, disk.device(), "-", size(disk.length()), "-", "-", "-", "-");
    }
    if (node.object() instanceof VolumeRecord volume) {
      return List.of(
          type,
          name,
          volume.useType(),
          volume.kstate(),
          size(volume.length()),
          "-",
          orDash(volume.state()),
          volume.attributes().getOrDefault("tutil0", "-"),
          volume.attributes().getOrDefault("putil0", "-"));
    }
    if (node.object() instanceof PlexRecord plex) {
      return List.of(
          type,
          name,
          node.parent(),
          plex.kstate(),
          size(plex.length()),
          "-",
          orDash(plex.state()),
          plex.attributes().getOrDefault("tutil0", "-"),
          plex.attributes().getOrDefault("putil0", "-"));
    }
    if (node.object() instanceof SubdiskRecord sub) {
      return List.of(
          type, name, node.parent(), "ENABLED", size(sub.length()), size(node.at()), "-", "-", "-");
    }
    if (node.object() instanceof CacheRecord cache) {
      String kstate = cache.started() ? "ENABLED" : "DISABLED";
      return List.of(type, name, cache.volume(), kstate, "-", "-", "ACTIVE", "-", "-");
    }
    if (node.object() instanceof DcoRecord dco) {
      String state = group.badLog(dco.volume()) ? "BADLOG" : "-";
      return List.of(type, name, dco.volume(), "-", "-", "-", state, "-", "-");
    }
    String assoc = node.object() instanceof DiskGroup ? name : node.parent();
    return List.of(type, name, assoc, "-", "-", "-", "-", "-", "-");
  }

  String typed(VxNode node) {
    return line(TYPED, typedCells(node));
  }

  private List<Object> typedCells(VxNode node) {
    String type = node.type();
    String name = node.name();
    if (node.object() instanceof DiskGroup it) {
      return List.of(type, name, "default", "default", it.firstMinor(), it.id());
    }
    if (node.object() instanceof VxDisk disk) {
      return List.of(
          type, name, disk.device(), "auto", size(VxDisk.PRIVATE), size(disk.length()), "-");
    }
    if (node.object() instanceof VolumeRecord volume) {
      String owner = volume.role() == VolumeRecord.Role.CACHE ? volume.owner() : null;
      return List.of(
          type,
          name,
          owner == null ? "-" : owner,
          volume.kstate(),
          orDash(volume.state()),
          size(volume.length()),
          "SELECT",
          "-",
          volume.useType());
    }
    if (node.object() instanceof PlexRecord plex) {
      return List.of(
          type,
          name,
          node.parent(),
          plex.kstate(),
          orDash(plex.state()),
          size(plex.length()),
          plex.layout(),
          plex.striped()
              ? plex.attributes().get("ncol") + "/" + plex.attributes().get("st_width")
              : "-",
          plex.mode());
    }
    if (node.object() instanceof SubdiskRecord sub) {
      return subdiskCells(node, sub);
    }
    if (node.object() instanceof CacheRecord cache) {
      String kstate = cache.started() ? "ENABLED" : "DISABLED";
      return List.of(type, name, cache.volume(), kstate, "ACTIVE");
    }
    if (node.object() instanceof DcoRecord dco) {
      return List.of(type, name, dco.volume(), dco.log());
    }
    return List.of(
        type, name, node.parent(), group.dcoOf(node.parent()).map(DcoRecord::name).orElse("-"));
  }

  private List<Object> subdiskCells(VxNode node, SubdiskRecord sub) {
    String device =
        switch (sub.type()) {
          case DISK -> group.disk(sub.on()).map(VxRows::access).orElse("-");
          case CACHE -> "-";
          case VOLUME -> "2/2";
        };
    String offset = sub.type() == SubdiskRecord.Type.VOLUME ? "1" : size(sub.offset());
    return List.of(
        node.type(),
        node.name(),
        node.parent(),
        sub.on(),
        offset,
        size(sub.length()),
        column(node, sub) + size(node.at()),
        device,
        "ENA");
  }

  /** Before the offset of a subdisk in a plex of columns stands the number of its column. */
  private String column(VxNode node, SubdiskRecord sub) {
    return group
        .plex(node.parent())
        .filter(PlexRecord::striped)
        .map(plex -> plex.subdisks().indexOf(sub) + "/")
        .orElse("");
  }

  private static String access(VxDisk disk) {
    String device = disk.device();
    return device.endsWith("s2") ? device.substring(0, device.length() - 2) : device;
  }
}
