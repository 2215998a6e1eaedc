package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.DomainView;
import org.cvmsnap.cluster.Exposure;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.cluster.NodeView;
import org.cvmsnap.cluster.OwnerConflict;
import org.cvmsnap.cluster.TopologyView;
import org.cvmsnap.cluster.VolumeUse;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;

/** The cluster as a tree: nodes with their domains and disks, then disk groups with volumes. */
final class TopologyText {
  private final TopologyView view;

  TopologyText(TopologyView view) {
    this.view = view;
  }

  /**
   * @param width how long a line may be
   */
  String text(int width) {
    Tree nodes = new Tree("Nodes");
    view.nodes().forEach(node -> node(nodes, node));
    Tree groups = new Tree("Disk groups");
    view.groups().forEach(group -> group(groups, group));
    if (view.groups().isEmpty()) {
      groups.add("none");
    }
    return nodes.text(width) + "\n" + groups.text(width);
  }

  /** What an operator has to know of it, a line each. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    view.unknown().forEach(each -> warnings.add("not known: " + each));
    for (NodeView node : view.nodes()) {
      node.unknown().forEach(why -> warnings.add(node.name() + " does not tell all: " + why));
      node.domains().stream()
          .filter(domain -> !domain.unknown().isEmpty())
          .forEach(domain -> warnings.add(silent(domain)));
    }
    for (TopologyView.Group group : view.groups()) {
      group.unknown().forEach(why -> warnings.add(group.group().name() + ": " + why));
    }
    view.contests().forEach(contest -> warnings.add(contest.described()));
    return warnings;
  }

  private static String silent(DomainView domain) {
    return "guest %s does not tell what it has mounted: %s"
        .formatted(domain.domain().name(), domain.unknown());
  }

  private void node(Tree nodes, NodeView node) {
    Tree line =
        nodes.add(
            node.name(),
            node.member().map(TopologyText::state).orElse("not known in the cluster")
                + (node.here() ? ", here" : "")
                + (node.plain() ? ", without logical domains" : ""));
    node.unknown().forEach(why -> line.add("NOT KNOWN: " + why));
    for (DomainView domain : node.domains()) {
      Tree below = line.add(domain.domain().name().value(), state(domain));
      domain.disks().forEach(disk -> disk(below, node, domain, disk));
    }
    for (BackEnd backEnd : node.unused()) {
      line.add("(no domain)", name(backEnd) + " as " + backEnd.volume() + "@" + backEnd.service());
    }
  }

  static String state(ClusterMember member) {
    return member.master()
        ? "master"
        : member.state().replaceFirst("^Joined: ", "").toLowerCase(Locale.ROOT);
  }

  private static String state(DomainView view) {
    List<String> words = new ArrayList<>();
    words.add(view.domain().state().word());
    if (view.domain().flags().control()) {
      words.add("control domain");
    }
    if (view.domain().flags().transition()) {
      words.add("booting, or at the ok prompt");
    }
    if (view.domain().flags().migrating()) {
      words.add("migrating");
    }
    if (!view.unknown().isEmpty()) {
      words.add("mounts NOT KNOWN");
    }
    return String.join(", ", words);
  }

  private void disk(Tree domain, NodeView node, DomainView owner, Disk disk) {
    VirtualDisk vdisk = disk.vdisk();
    String mounts =
        owner
            .mountsOn(disk)
            .map(all -> all.stream().map(Mount::mountPoint).collect(Collectors.joining(", ")))
            .orElse("");
    domain.add(
        vdisk.frontEnd().orElse("c0d?"),
        vdisk.name(),
        disk.paths().isEmpty()
            ? vdisk.volume() + "@" + vdisk.service() + " (exported by nobody here)"
            : disk.paths().stream().map(TopologyText::name).collect(Collectors.joining(" or ")),
        mounts,
        disk.paths().stream()
            .flatMap(path -> path.vxvmVolume().stream())
            .flatMap(volume -> view.contest(node, volume).stream())
            .map(TopologyText::mark)
            .findFirst()
            .orElse(""));
  }

  private static String name(BackEnd backEnd) {
    String name = backEnd.vxvmVolume().map(VolumeId::toString).orElse(backEnd.device());
    return backEnd.options().isEmpty()
        ? name
        : name + " (" + String.join(",", backEnd.options()) + ")";
  }

  private static String mark(OwnerConflict contest) {
    return contest.open() ? "<== OPEN TWICE" : "<== TWO OWNERS";
  }

  private static void group(Tree groups, TopologyView.Group group) {
    List<String> words = new ArrayList<>();
    words.add(
        group.group().shared() ? "shared" : "private, on " + String.join(", ", group.nodes()));
    if (!group.group().enabled()) {
      words.add("DISABLED: what is in it is not known");
    }
    Tree line = groups.add(group.group().name().value(), String.join(", ", words));
    group.unknown().forEach(why -> line.add("NOT KNOWN: " + why));
    Family family = Family.of(group);
    for (TopologyView.Volume volume : group.volumes()) {
      if (!family.beneath(volume)) {
        volume(line, family, volume);
      }
    }
  }

  /**
   * The volumes of a disk group, each beneath its source, where that is in the same tree.
   *
   * @param snapshots what is beneath each
   */
  private record Family(Set<VolumeId> volumes, Map<VolumeId, List<TopologyView.Volume>> snapshots) {
    static Family of(TopologyView.Group group) {
      return new Family(
          group.volumes().stream().map(TopologyView.Volume::id).collect(Collectors.toSet()),
          group.volumes().stream()
              .filter(each -> each.source().filter(source -> !source.equals(each.id())).isPresent())
              .collect(Collectors.groupingBy(each -> each.source().orElseThrow())));
    }

    boolean beneath(TopologyView.Volume volume) {
      return volume
          .source()
          .filter(source -> !source.equals(volume.id()))
          .filter(volumes::contains)
          .isPresent();
    }

    List<TopologyView.Volume> of(VolumeId source) {
      return snapshots.getOrDefault(source, List.of());
    }
  }

  private static void volume(Tree above, Family family, TopologyView.Volume volume) {
    Tree line =
        above.add(
            volume.id().name().value(),
            Quantities.size(volume.volume().sectors()),
            open(volume.use()),
            described(family, volume),
            volume.contest().map(TopologyText::mark).orElse(""));
    volume.use().exposures().forEach(each -> exposure(line, volume, each));
    family.of(volume.id()).forEach(each -> volume(line, family, each));
  }

  private static void exposure(Tree line, TopologyView.Volume volume, Exposure exposure) {
    String how = volume.snapshot().isPresent() ? "exported to " : "disk of ";
    line.add((exposure.disk().isPresent() ? how : "exported by ") + exposure.described());
  }

  private static String open(VolumeUse use) {
    List<String> words = new ArrayList<>();
    if (!use.openOn().isEmpty()) {
      words.add("open on " + String.join(", ", use.openOn()));
    }
    if (!use.unknown().isEmpty()) {
      words.add("may be open on " + String.join(", ", use.unknown()));
    }
    return words.isEmpty() ? "closed" : String.join(", ", words);
  }

  private static String described(Family family, TopologyView.Volume volume) {
    List<String> words = new ArrayList<>();
    volume.snapshot().ifPresent(snapshot -> words.addAll(described(family, volume, snapshot)));
    if (LockRecord.named(volume.id().name())) {
      words.add("lock record of a run");
    }
    if (volume.snapshot().isEmpty() && !volume.volume().enabledAndActive()) {
      words.add(volume.volume().kernelState() + "/" + volume.volume().state());
    }
    return String.join(", ", words);
  }

  private static List<String> described(
      Family family, TopologyView.Volume volume, SnapshotInfo snapshot) {
    List<String> words = new ArrayList<>();
    words.add(
        snapshot.kind()
            + " snapshot"
            + (family.beneath(volume)
                ? ""
                : " of " + volume.source().map(VolumeId::toString).orElse("?")));
    words.add("taken " + snapshot.taken().orElse("?"));
    words.add(snapshot.standing());
    if (!snapshot.ours()) {
      words.add("not cvmsnap's");
    }
    return words;
  }
}
