package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/**
 * Who uses volumes: which nodes have them open, and which domains have them as disks, whether these
 * run or not. Each node is asked; one that does not answer counts as using them all.
 */
public final class VolumeUsers {
  private final Site site;
  private final Machine control;

  public VolumeUsers(Site site, Machine control) {
    this.site = site;
    this.control = control;
  }

  /** Who uses the volume. */
  public VolumeUse of(VolumeId volume) throws InterruptedException {
    return of(List.of(volume)).values().iterator().next();
  }

  /** Who uses each of the volumes; there is an entry for every one. */
  public Map<VolumeId, VolumeUse> of(List<VolumeId> volumes) throws InterruptedException {
    Map<VolumeId, Found> found = new TreeMap<>();
    volumes.forEach(volume -> found.put(volume, new Found()));
    List<VolumeId> asked = List.copyOf(found.keySet());
    try {
      List<Machine> nodes = asked.isEmpty() ? List.of() : new OpenVolumes(site, control).nodes();
      site.ofEach(nodes, node -> answer(node, asked))
          .forEach((node, answer) -> answer.addTo(node, found));
    } catch (NotLearnedException e) {
      found.values().forEach(each -> each.unknown.add(e.why()));
    }
    Map<VolumeId, VolumeUse> uses = new LinkedHashMap<>();
    found.forEach((volume, each) -> uses.put(volume, each.use()));
    return uses;
  }

  private Answer answer(Machine node, List<VolumeId> volumes) throws InterruptedException {
    List<String> unknown = new ArrayList<>();
    List<VolumeId> open = List.of();
    try {
      open = new OpenVolumes(site, control).openOn(node, volumes);
    } catch (NotLearnedException e) {
      unknown.add(e.why());
    }
    Exposures exposures = new Exposures(node, List.of(), List.of());
    try {
      exposures = exposures(node);
    } catch (NotLearnedException e) {
      unknown.add(e.why());
    }
    return new Answer(open, exposures, unknown);
  }

  private Exposures exposures(Machine node) throws NotLearnedException, InterruptedException {
    Ldm ldm = site.ldm(node);
    List<VirtualDisk> vdisks = NodeInquiry.domains(ldm, Ldm::disks, List.of());
    List<BackEnd> exports = NodeInquiry.domains(ldm, Ldm::backEnds, List.of());
    BackEnds backEnds = new BackEnds(exports);
    List<Disk> disks = vdisks.stream().map(disk -> Disk.of(disk, backEnds)).toList();
    return new Exposures(node, disks, exports);
  }

  /**
   * What one node says.
   *
   * @param open which of the volumes are open there
   * @param unknown what it did not answer, and why
   */
  private record Answer(List<VolumeId> open, Exposures exposures, List<String> unknown) {
    void addTo(Machine node, Map<VolumeId, Found> found) {
      open.forEach(volume -> found.getOrDefault(volume, new Found()).open.add(node.name()));
      found.forEach(
          (volume, each) -> {
            each.exposures.addAll(exposures.of(volume));
            unknown.forEach(why -> each.unknown.add(node.name() + ": " + why));
          });
    }
  }

  /** What has been found of one volume so far. */
  private static final class Found {
    private final List<String> open = new ArrayList<>();
    private final List<Exposure> exposures = new ArrayList<>();
    private final TreeSet<String> unknown = new TreeSet<>();

    VolumeUse use() {
      return new VolumeUse(open, exposures, List.copyOf(unknown));
    }
  }
}
