package org.cvmsnap.plan.take;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.GuestFacts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.SystemDisks;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;

/**
 * All data volumes of a guest: the volumes of shared disk groups behind its disks, apart from those
 * that its system is on.
 */
final class DataVolumes {
  private final GuestName guest;
  private final OutageFacts facts;

  DataVolumes(GuestName guest, OutageFacts facts) {
    this.guest = guest;
    this.facts = facts;
  }

  Sources sources() {
    List<VolumeId> shared = facts.guest().volumes().stream().filter(this::shared).toList();
    Optional<GuestFacts.Os> os = facts.guest().os();
    if (os.isEmpty()) {
      return unknown("no operating system answers in it", shared);
    }
    SystemDisks system = SystemDisks.of(os.get());
    if (!system.unknown().isEmpty()) {
      return unknown(
          "what %s lies on cannot be told".formatted(String.join(", ", system.unknown())), shared);
    }
    List<VolumeId> data = new ArrayList<>();
    Map<VolumeId, String> left = new TreeMap<>();
    for (VolumeId volume : shared) {
      Set<String> needed = needed(system, volume);
      if (needed.isEmpty()) {
        data.add(volume);
      } else {
        left.put(volume, String.join(", ", needed));
      }
    }
    return data.isEmpty()
        ? none(left)
        : new Sources(data, List.of(), List.of(note(data, left)), omitted(system));
  }

  /** Disks of other kinds than can be taken. What nobody can write to is no data of the guest's. */
  private List<String> omitted(SystemDisks system) {
    String disks =
        facts.guest().disks().stream()
            .filter(disk -> disk.volume().filter(this::shared).isEmpty())
            .filter(disk -> disk.backEnd().filter(BackEnd::readOnly).isEmpty())
            .filter(disk -> disk.vdisk().id().stream().allMatch(id -> system.on(id).isEmpty()))
            .map(
                disk ->
                    "%s (%s)"
                        .formatted(
                            disk.vdisk().name(),
                            disk.backEnd().map(BackEnd::device).orElse("nobody here exports it")))
            .collect(Collectors.joining(", "));
    return disks.isEmpty()
        ? List.of()
        : List.of(
            "Not taken are the disks of %s that are no volumes of shared disk groups: %s."
                .formatted(guest, disks));
  }

  private boolean shared(VolumeId volume) {
    return facts.group(volume).filter(group -> group.group().shared()).isPresent();
  }

  /** What of the system is on a volume. */
  private Set<String> needed(SystemDisks system, VolumeId volume) {
    return facts.guest().disks().stream()
        .filter(disk -> disk.volume().equals(Optional.of(volume)))
        .map(Disk::vdisk)
        .flatMapToInt(disk -> disk.id().stream())
        .boxed()
        .flatMap(number -> system.on(number).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Sources unknown(String why, List<VolumeId> shared) {
    return refused(
        "Which disks %s boots from cannot be learned, as %s.".formatted(guest, why),
        shared.isEmpty()
            ? "Name the volumes."
            : "Name the volumes; those behind its disks are %s.".formatted(shared));
  }

  private Sources none(Map<VolumeId, String> left) {
    return refused(
        "%s has no data volume in a shared disk group%s."
            .formatted(guest, left.isEmpty() ? "" : ", only what its system needs: " + told(left)),
        ShellLine.hint("See: cvmsnap topology; ldm list -o disk %s.", guest));
  }

  private static Sources refused(String problem, String next) {
    return new Sources(List.of(), List.of(new Refusal(problem, next)), List.of(), List.of());
  }

  private String note(List<VolumeId> data, Map<VolumeId, String> left) {
    return "All data volumes of %s are %s%s."
        .formatted(
            guest,
            data.stream().map(VolumeId::toString).collect(Collectors.joining(", ")),
            left.isEmpty() ? "" : "; its system needs " + told(left));
  }

  private static String told(Map<VolumeId, String> left) {
    return left.entrySet().stream()
        .map(each -> "%s (%s)".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
