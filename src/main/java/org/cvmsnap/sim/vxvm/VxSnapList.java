package org.cvmsnap.sim.vxvm;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cvmsnap.sim.command.Reply;

/** {@code vxsnap list} (the same as {@code vxsnap -n print}) and {@code vxsnap print}. */
final class VxSnapList {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy/M/d H:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final VxCall call;
  private final DiskGroup group;
  private final StringBuilder out = new StringBuilder();

  private VxSnapList(VxCall call, DiskGroup group) {
    this.call = call;
    this.group = group;
  }

  private static List<DiskGroup> groups(VxCall call) {
    return call.options().value("g").isPresent()
        ? List.of(call.group())
        : call.storage().groupsOn(call.node());
  }

  private static List<VolumeRecord> volumes(VxCall call, DiskGroup group) {
    if (!call.operands().isEmpty()) {
      return List.of(call.volume(group, call.operands().get(0)));
    }
    return group.volumes().stream()
        .filter(volume -> group.dcoOf(volume.name()).isPresent())
        .toList();
  }

  // ---- list

  static Reply list(VxCall call) {
    StringBuilder out = new StringBuilder();
    if (!call.options().has("l")) {
      out.append(
          row(
              "NAME",
              "DG",
              "OBJTYPE",
              "SNAPTYPE",
              "PARENT",
              "PARENTDG",
              "SNAPDATE",
              "CHANGE_DATA",
              "SYNCED_DATA"));
    }
    for (DiskGroup group : groups(call)) {
      VxSnapList lister = new VxSnapList(call, group);
      List<VolumeRecord> volumes = new ArrayList<>(volumes(call, group));
      if (!call.operands().isEmpty()) {
        VolumeRecord named = volumes.get(0);
        VxSnap.requirePrepared(call, group, named.name());
        call.storage().snapshotsOf(group, named.name()).stream()
            .filter(snap -> !snap.isSnapshot(SnapOrigin.Kind.TRADITIONAL))
            .forEach(volumes::add);
      }
      volumes.forEach(lister::listVolume);
      out.append(lister.out);
    }
    return out.toString().lines().count() > 1 ? Reply.out(out.toString()) : empty(call, out);
  }

  private static Reply empty(VxCall call, StringBuilder heading) {
    return Reply.out(
        switch (call.storage().release().emptySnapshotList()) {
          case HEADING -> heading.toString();
          case NOTHING -> "";
          case NOTICE -> "VxVM vxsnap INFO V-5-1-0 No snapshots to list\n";
        });
  }

  private void listVolume(VolumeRecord volume) {
    SnapOrigin origin = volume.origin();
    if (origin == null) {
      add(volume.name(), "vol", "-", "-", "-", "-", "-", size(volume.length(), 100));
    } else {
      add(
          volume.name(),
          "vol",
          origin.kind().text(),
          origin.source(),
          origin.group(),
          DATE.format(origin.taken()),
          size(volume.length(), call.storage().dirty(volume)),
          size(volume.length(), call.storage().valid(group, volume)));
    }
    for (PlexRecord plex : group.plexesOf(volume.name(), "SNAPDONE", "SNAPATT", "SNAPTMP")) {
      double done = plex.in("SNAPDONE") ? 100 : 100 * fraction(volume, plex.name());
      add(
          plex.name(),
          "plex",
          "snapmir",
          volume.name(),
          group.name(),
          "-",
          "-",
          size(plex.length(), done));
    }
    for (LinkRecord link : group.links()) {
      if (link.volume().equals(volume.name())) {
        double done = link.active() ? 100 : 100 * fraction(volume, link.mirror());
        add(
            link.mirror(),
            "vol",
            "mirvol",
            volume.name(),
            group.name(),
            "-",
            "-",
            size(volume.length(), done));
      }
    }
  }

  private double fraction(VolumeRecord volume, String plex) {
    return group.tasksOf(volume.name()).stream()
        .filter(task -> task.plexes().contains(plex))
        .mapToDouble(task -> task.fraction(call.storage().now()))
        .findFirst()
        .orElse(0);
  }

  private void add(
      String name,
      String objType,
      String snapType,
      String parent,
      String parentGroup,
      String date,
      String changed,
      String synced) {
    if (!call.options().has("l")) {
      out.append(
          row(name, group.name(), objType, snapType, parent, parentGroup, date, changed, synced));
      return;
    }
    out.append(
        """
        Name:        %s
        Disk group:  %s
        Object type: %s
        Snap type:   %s
        Parent:      %s
        Parent dg:   %s
        Snap date:   %s
        Change data: %s
        Synced data: %s

        """
            .formatted(
                name, group.name(), objType, snapType, parent, parentGroup, date, changed, synced));
  }

  private static final int[] WIDTHS = {16, 10, 8, 9, 14, 10, 16, 14};

  private static String row(String... cells) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      boolean last = i == WIDTHS.length;
      VxFormat.pad(row, cells[i], last ? 0 : -WIDTHS[i]);
      row.append(last ? '\n' : ' ');
    }
    return row.toString();
  }

  /** The part of a length, with a unit, and the percentage: {@code 20M (0.2%)}. */
  private static String size(long sectors, double percent) {
    double kilobytes = sectors / 2.0 * percent / 100;
    String amount;
    if (kilobytes >= 1024 * 1024 && Math.round(kilobytes) % (1024 * 1024) == 0) {
      amount = Math.round(kilobytes / 1024 / 1024) + "G";
    } else if (kilobytes >= 1024 || kilobytes < 1) {
      amount = Math.round(kilobytes / 1024) + "M";
    } else {
      amount = Math.round(kilobytes) + "K";
    }
    double rounded = Math.floor(percent * 10) / 10;
    String share =
        rounded == Math.rint(rounded)
            ? String.valueOf((long) rounded)
            : String.format(Locale.ROOT, "%.1f", rounded);
    return amount + " (" + share + "%)";
  }

  // ---- print

  static Reply print(VxCall call) {
    StringBuilder out = new StringBuilder();
    out.append("NAME     SNAPOBJECT     TYPE    PARENT   SNAPSHOT   %DIRTY   %VALID\n\n");
    for (DiskGroup group : groups(call)) {
      VxSnapList printer = new VxSnapList(call, group);
      for (VolumeRecord volume : volumes(call, group)) {
        VxSnap.requirePrepared(call, group, volume.name());
        printer.printVolume(volume);
      }
      out.append(printer.out);
    }
    return Reply.out(out.toString());
  }

  private void printVolume(VolumeRecord volume) {
    SnapOrigin origin = volume.origin();
    String name = volume.name();
    if (origin == null) {
      line(name, "--", "--", "--", "--", "100");
      name = "";
    }
    for (SnapObject end : group.snapObjectsOf(volume.name())) {
      boolean up = origin != null && end.peer().equals(origin.source());
      if (up) {
        line(
            name,
            end.name(),
            end.peer(),
            "--",
            percent(call.storage().dirty(volume)),
            percent(call.storage().valid(group, volume)));
        name = "";
      }
    }
    for (SnapObject end : group.snapObjectsOf(volume.name())) {
      boolean up = origin != null && end.peer().equals(origin.source());
      if (!up) {
        String dirty =
            call.storage()
                .group(end.peerGroup())
                .flatMap(it -> it.volume(end.peer()))
                .map(snap -> percent(call.storage().dirty(snap)))
                .orElse("--");
        line(name, end.name(), "--", end.peer(), dirty, "--");
        name = "";
      }
    }
  }

  private void line(
      String name, String object, String parent, String snapshot, String dirty, String valid) {
    out.append(format(name, object, "volume", parent, snapshot, dirty, valid));
  }

  private static String format(String... cells) {
    return String.format("%-8s %-14s %-7s %-8s %-10s %-8s %s", (Object[]) cells) + "\n";
  }

  private static String percent(double value) {
    return value >= 100 ? "100" : String.format(Locale.ROOT, "%.2f", value);
  }
}
