package org.cvmsnap.rehearsal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.vxvm.Vxvm;

/** Writes the disk groups of a scenario, their disks and their volumes. */
final class GroupTables {
  private static final long SECTORS = 2048; // of a megabyte

  private final Answers answers;
  private final List<String> assumed;
  private final Map<String, Found> groups = new LinkedHashMap<>();
  private final Map<String, Set<VolumeId>> open = new HashMap<>();
  private final Set<VolumeId> blind = new TreeSet<>();

  GroupTables(Answers answers, List<String> assumed) {
    this.answers = answers;
    this.assumed = assumed;
  }

  /** A disk group on the first node that has it. */
  private record Found(
      DiskGroup group, Machine node, Optional<GroupLayout> layout, Set<VolumeId> snapshots) {}

  /** Learns which groups a node has, and which volumes it has open. */
  void read(Machine node) throws InterruptedException {
    Optional<List<DiskGroup>> told = Answers.learned(new Vxvm(answers.on(node))::groups);
    if (told.isEmpty()) {
      assumed.add(node.name() + " has no disk groups of its own");
    }
    for (DiskGroup group : told.orElse(List.of())) {
      Found known = groups.get(group.id());
      if (known == null || known.layout().isEmpty()) {
        Optional<GroupLayout> layout = layout(node, group);
        groups.put(group.id(), new Found(group, node, layout, snapshots(node, group, layout)));
      }
      Optional<List<VolumeAttributes>> attributes =
          Answers.learned(() -> new Vxvm(answers.on(node)).attributes(group.name()));
      for (VolumeAttributes volume : attributes.orElse(List.of())) {
        VolumeId id = new VolumeId(group.name(), volume.name());
        if (volume.open().isEmpty()) {
          blind.add(id);
        } else if (volume.open().get()) {
          open.computeIfAbsent(node.name(), name -> new TreeSet<>()).add(id);
        }
      }
    }
  }

  private Optional<GroupLayout> layout(Machine node, DiskGroup group) throws InterruptedException {
    if (!group.enabled()) {
      return Optional.empty();
    }
    Optional<GroupLayout> logs =
        Answers.learned(() -> new Vxvm(answers.on(node)).layoutAndLogs(group.name()));
    return logs.isPresent()
        ? logs
        : Answers.learned(() -> new Vxvm(answers.on(node)).layout(group.name()));
  }

  private Set<VolumeId> snapshots(Machine node, DiskGroup group, Optional<GroupLayout> layout)
      throws InterruptedException {
    if (layout.isEmpty()) {
      return Set.of();
    }
    return Answers.learned(
            () -> new GroupFacts(group, layout.get()).andSnapshots(new Vxvm(answers.on(node))))
        .map(facts -> facts.snapshots().stream().map(SnapshotInfo::id).collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  /** The volumes for data that a node says are open there. */
  Set<VolumeId> openOn(Machine node) {
    Set<VolumeId> data = new HashSet<>();
    groups.values().stream()
        .flatMap(found -> found.layout().stream())
        .forEach(
            layout ->
                layout
                    .dataVolumes()
                    .forEach(volume -> data.add(new VolumeId(layout.group(), volume.name()))));
    Set<VolumeId> there = new TreeSet<>(open.getOrDefault(node.name(), Set.of()));
    there.retainAll(data);
    return there;
  }

  void write(ScenarioTable scenario) {
    for (Found found : groups.values()) {
      String name = found.group().name().value();
      ScenarioTable table = scenario.add("diskgroup").put("name", name);
      if (!found.group().shared()) {
        table.put("shared", false).put("node", found.node().name());
      }
      if (!found.group().enabled()) {
        table.put("disabled", true);
      } else if (found.layout().isEmpty()) {
        assumed.add("disk group " + name + " is empty");
      }
      found
          .layout()
          .ifPresent(
              layout -> {
                disks(table, found);
                volumes(table, layout, found.snapshots());
              });
    }
  }

  // dm datadg01     c2t0d0s2     auto     65536    419430400 -

  private void disks(ScenarioTable table, Found found) {
    String name = found.group().name().value();
    answers
        .printed(found.node(), "vxprint", "-g", name, "-ht")
        .orElse("")
        .lines()
        .map(line -> List.of(line.strip().split("\\s+")))
        .filter(words -> words.get(0).equals("dm") && words.size() >= 6)
        .forEach(
            words -> {
              boolean known = words.get(5).matches("\\d{1,18}");
              if (!known) {
                assumed.add("disk " + words.get(1) + " of " + name + " has 10 GB");
              }
              table
                  .add("disk")
                  .put("name", words.get(1))
                  .put("device", words.get(2).equals("-") ? words.get(1) : words.get(2))
                  .put("megabytes", known ? Long.parseLong(words.get(5)) / SECTORS : 10_240);
            });
  }

  private void volumes(ScenarioTable table, GroupLayout layout, Set<VolumeId> among) {
    List<String> snapshots = new ArrayList<>();
    for (VolumeRecord volume : layout.dataVolumes()) {
      VolumeId id = new VolumeId(layout.group(), volume.name());
      if (layout.cacheOf(volume.name()).isPresent()) {
        assumed.add(id + " is not there: it is a snapshot in a cache");
        continue;
      }
      ScenarioTable row = table.add("volume").put("name", volume.name().value());
      row.put("megabytes", (volume.sectors() + SECTORS - 1) / SECTORS);
      if (volume.sectors() % SECTORS != 0) {
        assumed.add(id + " is as long as the next whole megabyte");
      }
      row.put("mirrors", mirrors(layout, volume));
      if (volume.layered()) {
        row.put("layered", true);
        assumed.add("layered volume " + id + " has two mirrors");
      }
      Optional<Dco> dco = layout.dcoOf(volume.name());
      if (dco.isPresent()) {
        row.put("prepared", true);
        assumed.add("the region size of prepared volumes is 64 KB");
        if (layout.badLog(volume.name())) {
          row.put("badlog", true);
        }
      }
      snapMirrors(row, layout, id);
      if (!volume.state().equals("ACTIVE")) {
        row.put("state", volume.state());
      }
      if (blind.contains(id)) {
        row.put("blind", true);
      }
      if (among.contains(id)) {
        snapshots.add(volume.name().value());
      }
    }
    if (!snapshots.isEmpty()) {
      assumed.add(
          "snapshots of "
              + layout.group()
              + " are volumes like any other, and have no source: "
              + String.join(", ", snapshots));
    }
  }

  private static int mirrors(GroupLayout layout, VolumeRecord volume) {
    if (volume.layered()) {
      return 2;
    }
    long complete =
        layout.plexesOf(volume.name()).stream()
            .filter(plex -> !plex.readyToBreakOff() && !plex.gettingReady())
            .count();
    return (int) Math.max(1, complete);
  }

  private void snapMirrors(ScenarioTable row, GroupLayout layout, VolumeId volume) {
    List<Plex> plexes = layout.plexesOf(volume.name());
    long ready = plexes.stream().filter(Plex::readyToBreakOff).count();
    if (ready > 0) {
      row.put("snapmirrors", ready);
    }
    if (plexes.stream().anyMatch(Plex::gettingReady)) {
      assumed.add(volume + " has no snapshot mirror that is being filled");
    }
  }
}
