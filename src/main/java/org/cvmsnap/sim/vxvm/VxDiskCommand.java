package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.jspecify.annotations.Nullable;

/** The command vxdisk, as far as it lists disks. */
final class VxDiskCommand {
  static final String USAGE = "[-g diskgroup] [-o alldgs] [-eq] list [disk ...]";

  private final VxCall call;

  /** A disk, and the group that it is in; none for one that is in no group. */
  private record Place(VxDisk disk, @Nullable DiskGroup group) {}

  private VxDiskCommand(VxCall call) {
    this.call = call;
  }

  static Work work(VxCall call) {
    List<String> modifiers = call.options().list("o");
    if (!call.verb().equals("list") || !List.of("alldgs").containsAll(modifiers)) {
      throw VxOptions.usage("vxdisk", USAGE);
    }
    return call.read(() -> new VxDiskCommand(call).list());
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (DiskGroup group : call.storage().groups()) {
      group.disks().forEach(disk -> places.add(new Place(disk, group)));
    }
    call.storage().spares().forEach(disk -> places.add(new Place(disk, null)));
    places.sort(Comparator.comparing(place -> place.disk.device()));
    return places;
  }

  private boolean imported(Place place) {
    return place.group != null && call.storage().groupsOn(call.node()).contains(place.group);
  }

  private Reply list() {
    List<Place> places = places();
    if (call.options().value("g").isPresent()) {
      DiskGroup only = call.group();
      places.removeIf(place -> place.group != only);
    }
    if (!call.operands().isEmpty()) {
      StringBuilder out = new StringBuilder();
      call.operands().forEach(name -> out.append(details(find(places, name))));
      return Reply.out(out.toString());
    }
    boolean wide = call.options().has("e");
    StringBuilder out = new StringBuilder();
    if (!call.options().has("q")) {
      out.append(
          wide
              ? row(true, "DEVICE", "TYPE", "DISK", "GROUP", "STATUS")
              : row(false, "DEVICE", "TYPE", "DISK", "GROUP", "STATUS"));
    }
    places.forEach(place -> out.append(row(wide, place)));
    return Reply.out(out.toString());
  }

  private Place find(List<Place> places, String name) {
    return places.stream()
        .filter(
            place ->
                place.disk.device().equals(name)
                    || (imported(place) && place.disk.name().equals(name)))
        .findFirst()
        .orElseThrow(
            () -> call.fail(VxFailure.NOT_FOUND, "V-5-1-0", "Device " + name + ": no such disk"));
  }

  /** The groups that this node has not imported are told in parentheses, if they are asked for. */
  private String row(boolean wide, Place place) {
    String group = "-";
    if (place.group != null) {
      boolean all = call.options().list("o").contains("alldgs");
      group = imported(place) ? place.group.name() : all ? "(" + place.group.name() + ")" : "-";
    }
    String disk = imported(place) ? place.disk.name() : "-";
    return row(wide, place.disk.device(), "auto:cdsdisk", disk, group, status(place));
  }

  private String status(Place place) {
    if (place.group == null || !imported(place)) {
      return "online";
    }
    return "online"
        + (place.group.disabled() ? " dgdisabled" : "")
        + (place.group.shared() ? " shared" : "");
  }

  private static String row(
      boolean wide, String device, String type, String disk, String group, String status) {
    if (!wide) {
      return "%-12s %-15s %-12s %-12s %s\n".formatted(device, type, disk, group, status);
    }
    boolean header = device.equals("DEVICE");
    return "%-12s %-14s %-11s %-12s %-20s %-16s %s\n"
        .formatted(
            device,
            type,
            disk,
            group,
            status,
            header ? "OS_NATIVE_NAME" : device,
            header ? "ATTR" : "-");
  }

  private String details(Place place) {
    String device = place.disk.device();
    StringBuilder out = new StringBuilder();
    out.append("Device:    ").append(device).append('\n');
    out.append("devicetag: ").append(device.replaceFirst("s2$", "")).append('\n');
    out.append("type:      auto\n");
    DiskGroup group = place.group;
    if (group != null) {
      String name = imported(place) ? place.disk.name() : "";
      out.append("disk:      name=").append(name).append('\n');
      out.append("group:     name=").append(group.name()).append(" id=").append(group.id());
      out.append('\n');
    }
    out.append("info:      format=cdsdisk,privoffset=256,pubslice=2,privslice=2\n");
    out.append("flags:     online ready private autoconfig");
    out.append(imported(place) && group != null && group.shared() ? " shared" : "");
    out.append(imported(place) ? " autoimport imported\n" : "\n");
    out.append("pubpaths:  block=/dev/vx/dmp/").append(device);
    out.append(" char=/dev/vx/rdmp/").append(device).append('\n');
    out.append("version:   3.1\n");
    out.append("public:    slice=2 offset=65792 len=").append(place.disk.length());
    out.append(" disk_offset=0\n");
    out.append("private:   slice=2 offset=256 len=65536 disk_offset=0\n");
    return out.toString();
  }
}
