package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** The command vxassist, as far as it makes volumes longer or gives them another mirror. */
final class VxGrow {
  private static final String USAGE =
      "[-g diskgroup] growby|growto volume length [disk...] | [-b] mirror volume [disk...]";

  private final VxCall call;

  VxGrow(VxCall call) {
    this.call = call;
  }

  Work work() {
    if (!call.verb().equals("mirror")) {
      return call.change(this::grow);
    }
    return call.options().has("b")
        ? call.change(this::mirror)
        : call.changeAndWait(
            this::mirror, group -> call.storage().times().copying(volume(group).length()));
  }

  private VolumeRecord volume(DiskGroup group) {
    return call.volume(group, call.operand(0, USAGE));
  }

  /** The disks that may be used; none for all. */
  private Set<String> disks(DiskGroup group, int from) {
    Set<String> disks = new TreeSet<>();
    for (String word : call.operands(from)) {
      if (word.contains("=")) {
        disks.addAll(new VxAttributes("vxassist", List.of(word), Set.of("alloc")).names("alloc"));
      } else {
        disks.add(word);
      }
    }
    for (String disk : disks) {
      if (group.disk(disk).isEmpty()) {
        throw call.noRecord(disk);
      }
    }
    return disks;
  }

  /**
   * Its snapshots stay as long as they are (Administrator's Guide, "Effect of growing a volume").
   */
  private Reply grow(DiskGroup group) {
    VolumeRecord volume = volume(group);
    long length = VxAttributes.sectors("vxassist", call.operand(1, USAGE));
    boolean by = call.verb().equals("growby");
    long to = VxCreation.aligned(by ? volume.length() + length : length);
    if (to <= volume.length()) {
      throw call.fail(
          VxFailure.REFUSED, "V-5-1-0", "Volume " + volume.name() + " is that long already");
    }
    requireSimple(group, volume);
    Set<String> wanted = disks(group, 2);
    List<PlexRecord> plexes = group.plexesOf(volume.name());
    for (PlexRecord plex : plexes) {
      Set<String> avoided =
          VxSpace.disksOf(plexes.stream().filter(it -> !it.equals(plex)).toList());
      Optional<List<SubdiskRecord>> more =
          new VxSpace(group).allot(to - volume.length(), avoided, wanted);
      if (more.isEmpty()) {
        throw call.fail(
            VxFailure.REFUSED,
            "V-5-1-436",
            "Cannot allocate space to grow volume to " + to + " blocks");
      }
      group.put(longer(plex, to, more.get()));
    }
    group.put(volume.withLength(to));
    return Reply.SILENT;
  }

  private static PlexRecord longer(PlexRecord plex, long length, List<SubdiskRecord> more) {
    List<SubdiskRecord> subdisks = new ArrayList<>(plex.subdisks());
    subdisks.addAll(more);
    return new PlexRecord(
        plex.name(),
        plex.volume(),
        plex.kstate(),
        plex.state(),
        length,
        subdisks,
        plex.attributes());
  }

  private void requireSimple(DiskGroup group, VolumeRecord volume) {
    boolean complete =
        group.plexesOf(volume.name()).stream().allMatch(it -> it.in("ACTIVE") && !it.striped());
    boolean optimized = volume.isSnapshot(SnapOrigin.Kind.SPACEOPT);
    if (volume.role() != VolumeRecord.Role.DATA || volume.layered() || optimized || !complete) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-0",
          "Volume "
              + volume.name()
              + " has layers, columns, a cache or incomplete mirrors: vxassist "
              + call.verb()
              + " of it is not simulated");
    }
  }

  private Reply mirror(DiskGroup group) {
    VolumeRecord volume = volume(group);
    boolean striped = group.plexesOf(volume.name()).stream().anyMatch(PlexRecord::striped);
    if (volume.role() != VolumeRecord.Role.DATA || volume.layered() || striped) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-0",
          "A mirror of layers, of columns or of a log is not simulated");
    }
    List<String> made =
        new VxCreation("vxassist", group)
            .plexes(volume, 1, "TEMPRMSD", disks(group, 1)).stream().map(PlexRecord::name).toList();
    call.storage().startTask(group, VxTask.Type.PLXATT, volume.name(), made, volume.length());
    return Reply.SILENT;
  }
}
