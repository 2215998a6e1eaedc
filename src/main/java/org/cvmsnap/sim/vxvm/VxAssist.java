package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** The command vxassist: make, remove, maxsize, maxgrow; the other verbs are elsewhere. */
final class VxAssist {
  static final String OPTIONS = "g:o:d:t:T:U:bfqv";
  static final String USAGE =
      "[-b] [-g diskgroup] [-o option] make | remove | maxsize | maxgrow | growby | growto |"
          + " mirror | snapstart | snapwait | snapshot | snapback | snapclear | snapabort | snapprint | settag | removetag |"
          + " replacetag | listtag | list ...";
  private static final Set<String> KEYS =
      Set.of(
          "layout",
          "nmirror",
          "ncol",
          "init",
          "usetype",
          "comment",
          "exclusive",
          "alloc",
          "user",
          "group",
          "mode");

  private VxAssist() {}

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "make" -> call.change(group -> make(call, group));
      case "remove" -> call.change(group -> remove(call, group));
      case "maxsize" -> call.read(() -> maxsize(call));
      case "maxgrow" -> call.read(() -> maxgrow(call));
      case "growby", "growto", "mirror" -> new VxGrow(call).work();
      case "snapstart", "snapwait", "snapshot", "snapback", "snapclear", "snapabort", "snapprint" ->
          VxThirdMirror.work(call);
      case "settag", "removetag", "replacetag", "listtag", "list" -> VxTags.work(call);
      default -> throw VxOptions.usage("vxassist", USAGE);
    };
  }

  /** Attributes, and words without an equals sign, which name disks. */
  private record Layout(VxAttributes attributes, Set<String> disks) {
    /** {@code layout=mirror} alone means two mirrors. */
    int mirrors() {
      boolean mirrored =
          attributes.names("layout").stream()
              .anyMatch(word -> word.contains("mirror") && !word.equals("nomirror"));
      return attributes.number("nmirror", mirrored ? 2 : 1);
    }

    boolean striped() {
      return !layered()
          && attributes.names("layout").stream()
              .anyMatch(word -> word.contains("stripe") && !word.equals("nostripe"));
    }

    boolean layered() {
      String layout = attributes.value("layout").orElse("");
      return layout.contains("stripe-mirror") || layout.contains("concat-mirror");
    }
  }

  private static Layout layout(VxCall call, DiskGroup group, int from) {
    List<String> attributes = new ArrayList<>();
    Set<String> disks = new TreeSet<>();
    for (String word : call.operands(from)) {
      if (word.contains("=")) {
        attributes.add(word);
      } else {
        disks.add(word);
      }
    }
    VxAttributes given = new VxAttributes("vxassist", attributes, KEYS);
    disks.addAll(given.names("alloc"));
    for (String disk : disks) {
      if (group.disk(disk).isEmpty()) {
        throw call.noRecord(disk);
      }
    }
    Layout layout = new Layout(given, disks);
    boolean columns = given.number("ncol", 2) > 1 && (layout.striped() || !given.has("ncol"));
    if (!columns || (layout.striped() && !call.verb().equals("make"))) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-0",
          "vxassist " + call.verb() + " with such a layout and columns is not simulated");
    }
    return layout;
  }

  private static Reply make(VxCall call, DiskGroup group) {
    String usage = "[-g diskgroup] make volume length [attributes...]";
    String name = call.operand(0, usage);
    long length = VxAttributes.sectors("vxassist", call.operand(1, usage));
    Layout layout = layout(call, group, 2);
    VxDeviations deviations = call.storage().release().deviating();
    if (deviations.sameNameTwice() && group.volume(name).isPresent()) {
      return Reply.SILENT;
    }
    VxCreation creation = new VxCreation("vxassist", group);
    String useType = layout.attributes.value("usetype").orElse("fsgen");
    if (layout.layered()) {
      creation.layered(name, length, layout.mirrors(), useType, layout.disks);
    } else if (layout.striped()) {
      int columns = layout.attributes.number("ncol", 2);
      creation.striped(name, length, layout.mirrors(), columns, useType, layout.disks);
    } else {
      creation.volume(name, length, layout.mirrors(), useType, layout.disks);
    }
    if (deviations.ownVolumesOnly()) {
      group.change(
          name, it -> it.withAttributes(VxEdit.with(it.attributes(), "madeOn", call.node())));
    }
    for (String attribute : List.of("comment", "exclusive")) {
      layout
          .attributes
          .value(attribute)
          .map(value -> attribute.equals("comment") ? deviations.comment(value) : value)
          .ifPresent(
              value ->
                  group.change(
                      name,
                      it -> it.withAttributes(VxEdit.with(it.attributes(), attribute, value))));
    }
    return Reply.SILENT;
  }

  private static Reply remove(VxCall call, DiskGroup group) {
    String usage = "[-g diskgroup] remove volume|mirror name";
    String what = call.operand(0, usage);
    VolumeRecord volume = call.volume(group, call.operand(1, usage));
    if (what.equals("volume")) {
      new VxRemoval(call.storage(), "vxassist").removeVolume(group, volume);
      return Reply.SILENT;
    }
    if (!what.equals("mirror")) {
      throw VxOptions.usage("vxassist", usage);
    }
    List<PlexRecord> mirrors = group.plexesOf(volume.name(), "ACTIVE");
    if (mirrors.size() < 2) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-1242", "Volume " + volume.name() + " has no mirror to remove");
    }
    group.removePlex(mirrors.get(mirrors.size() - 1).name());
    return Reply.SILENT;
  }

  private static Reply maxsize(VxCall call) {
    DiskGroup group = call.group();
    Layout layout = layout(call, group, 0);
    long most = new VxSpace(group).largest(layout.mirrors(), layout.disks) / 16 * 16;
    if (most == 0) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-15809",
          "No free space remaining in diskgroup " + group.name() + " with given constraints");
    }
    return Reply.out("Maximum volume size: %d (%dMb)\n".formatted(most, most / 2048));
  }

  private static Reply maxgrow(VxCall call) {
    DiskGroup group = call.group();
    VolumeRecord volume = call.volume(group, call.operand(0, "maxgrow volume"));
    int mirrors = Math.max(1, group.plexesOf(volume.name(), "ACTIVE").size());
    long by = new VxSpace(group).largest(mirrors, Set.of()) / 16 * 16;
    if (by == 0) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-436",
          "Cannot allocate space to grow volume to " + (volume.length() + 16) + " blocks");
    }
    long to = volume.length() + by;
    return Reply.out(
        "Volume %s can be extended by %d to %d (%dMb)\n"
            .formatted(volume.name(), by, to, to / 2048));
  }
}
