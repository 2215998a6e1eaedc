package org.cvmsnap.sim.vxvm;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** The command vxdg, as far as it changes groups, their disks, and who has them imported. */
final class VxDgChange {
  private final VxCall call;
  private final VxStorage storage;

  VxDgChange(VxCall call) {
    this.call = call;
    this.storage = call.storage();
  }

  Work work() {
    return switch (call.verb()) {
      case "init" -> call.changeGroups(this::init);
      case "adddisk" -> call.change(this::addDisks);
      case "rmdisk" -> call.change(this::removeDisks);
      case "destroy" -> call.changeGroups(this::destroy);
      case "deport" -> call.changeGroups(this::deport);
      case "import" -> call.changeGroups(this::importing);
      case "flush" -> call.changeGroups(this::flush);
      default -> throw usage();
    };
  }

  private static VxFailure usage() {
    return VxOptions.usage("vxdg", VxDg.USAGE);
  }

  private VxFailure refused(String text) {
    return call.fail(VxFailure.REFUSED, "V-5-1-0", text);
  }

  private Reply init() {
    String name = call.operand(0, VxDg.USAGE);
    call.operand(1, VxDg.USAGE);
    if (storage.group(name).isPresent()) {
      throw call.fail(
          VxFailure.EXISTS, "V-5-1-0", "Disk group " + name + " already exists or is deported");
    }
    boolean shared = call.options().has("s");
    requireMember(shared, name);
    int minor = 1000 * storage.groups().size() + 55_000;
    String id = storage.now().getEpochSecond() + "." + minor / 1000 + "." + call.node();
    DiskGroup group = DiskGroup.empty(name, id, shared, shared ? null : call.node(), minor);
    storage.put(group);
    call.operands(1).forEach(word -> addDisk(group, word));
    return Reply.SILENT;
  }

  private Reply addDisks(DiskGroup group) {
    call.operand(0, VxDg.USAGE);
    call.operands().forEach(word -> addDisk(group, word));
    return Reply.SILENT;
  }

  /** {@code name=device}, or the device alone, which gets the name of the group and a number. */
  private void addDisk(DiskGroup group, String word) {
    int equals = word.indexOf('=');
    String device = word.substring(equals + 1);
    VxDisk disk = storage.spare(device).orElseThrow(() -> notSpare(device));
    String name = equals > 0 ? word.substring(0, equals) : freeName(group);
    if (group.disk(name).isPresent()) {
      throw call.fail(
          VxFailure.EXISTS, "V-5-1-0", "Disk " + name + " already exists in " + group.name());
    }
    storage.removeSpare(device);
    group.add(new VxDisk(name, device, disk.length()));
  }

  private VxFailure notSpare(String device) {
    Optional<DiskGroup> owner =
        storage.groups().stream()
            .filter(group -> group.disks().stream().anyMatch(it -> it.device().equals(device)))
            .findFirst();
    return owner
        .map(
            group ->
                call.fail(
                    VxFailure.IN_USE,
                    "V-5-1-2349",
                    "Device " + device + " appears to be owned by disk group " + group.name()))
        .orElseGet(
            () -> call.fail(VxFailure.NOT_FOUND, "V-5-1-0", "Device " + device + " not found"));
  }

  private static String freeName(DiskGroup group) {
    for (int number = 1; ; number++) {
      String name = String.format("%s%02d", group.name(), number);
      if (group.disk(name).isEmpty()) {
        return name;
      }
    }
  }

  private Reply removeDisks(DiskGroup group) {
    call.operand(0, VxDg.USAGE);
    for (String name : call.operands()) {
      VxDisk disk = group.disk(name).orElseThrow(() -> call.noRecord(name));
      if (VxSpace.disksOf(group.plexes()).contains(name)) {
        throw call.fail(
            VxFailure.IN_USE, "V-5-1-0", "Disk " + name + " is used by one or more subdisks");
      }
      if (group.disks().size() == 1) {
        throw refused("Disk " + name + " is the last one of " + group.name() + ": destroy it");
      }
      group.removeDisk(name);
      storage.addSpare(disk);
    }
    return Reply.SILENT;
  }

  /**
   * @throws VxFailure if a volume of the group is open on any node, or being synchronized
   */
  private void requireIdle(DiskGroup group) {
    boolean open = group.volumes().stream().anyMatch(volume -> storage.open(group, volume.name()));
    if (open || !group.tasks().isEmpty()) {
      throw call.fail(
          VxFailure.IN_USE,
          "V-5-1-584",
          "Disk group " + group.name() + ": Some volumes in the disk group are in use");
    }
    call.requireMaster(group.shared());
  }

  private Reply destroy() {
    call.operand(0, VxDg.USAGE);
    for (String name : call.operands()) {
      DiskGroup group = call.group(name);
      requireIdle(group);
      storage.destroy(group);
    }
    return Reply.SILENT;
  }

  private Reply deport() {
    call.operand(0, VxDg.USAGE);
    for (String name : call.operands()) {
      DiskGroup group = call.group(name);
      requireIdle(group);
      storage.put(group.imported(false, null));
    }
    return Reply.SILENT;
  }

  private Reply importing() {
    String name = call.operand(0, VxDg.USAGE);
    if (call.operands().size() > 1) {
      throw usage();
    }
    if (storage.groupOn(call.node(), name).isPresent()) {
      throw notImported(name, "Disk group exists and is imported");
    }
    DiskGroup group =
        storage
            .group(name)
            .orElseThrow(() -> notImported(name, "No valid disk found containing disk group"));
    if (!group.deported()) {
      throw notImported(name, "Disk is in use by another host");
    }
    boolean shared = call.options().has("s");
    requireMember(shared, name);
    storage.put(group.imported(shared, shared ? null : call.node()));
    return Reply.SILENT;
  }

  private VxFailure notImported(String name, String why) {
    return call.fail(
        VxFailure.REFUSED, "V-5-1-10978", "Disk group " + name + ": import failed:\n" + why);
  }

  /** A shared group comes to be on the master of the cluster. */
  private void requireMember(boolean shared, String name) {
    boolean master = storage.master().filter(node -> node.name().equals(call.node())).isPresent();
    if (shared && !master) {
      throw notImported(name, "Operation must be executed on master");
    }
    call.requireMaster(shared);
  }

  /** All that is known of a group is on its disks already. */
  private Reply flush() {
    List<String> names = call.operands();
    names.forEach(call::group);
    return Reply.SILENT;
  }
}
