package org.cvmsnap.plan.take;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.MakeVolume;
import org.cvmsnap.step.PrepareVolume;

/**
 * What a kind of snapshots works with.
 *
 * @param group the disk group of the sources
 * @param volumes the sources in it
 * @param set their snapshots; empty where they could not be named
 */
record KindContext(
    Machine control,
    GroupFacts group,
    KindFacts facts,
    List<VolumeId> volumes,
    List<SnapshotPair> set) {
  KindContext {
    volumes = List.copyOf(volumes);
    set = List.copyOf(set);
  }

  GroupName sources() {
    return group.name();
  }

  /** The region size of a prepared volume, in sectors; empty where it is not known. */
  Optional<Long> region(VolumeName volume) {
    return group.layout().dcoOf(volume).flatMap(dco -> facts.region(dco.name()));
  }

  long region(SnapshotPair pair) {
    return region(pair.source().name()).orElseThrow();
  }

  /** Whether the volume has a complete mirror that waits to be broken off. */
  boolean hasMirror(VolumeId volume) {
    return group.layout().plexesOf(volume.name()).stream().anyMatch(Plex::readyToBreakOff);
  }

  Family family() {
    return group.family(set.get(0).source().name()).orElseThrow();
  }

  /** A volume like each source, and ready as it is. */
  List<Step> volumes(RunId run) {
    return set.stream()
        .flatMap(
            pair ->
                Stream.<Step>of(
                    new MakeVolume(
                        control, pair.snapshot(), sectors(pair.source()), Tags.comment(run)),
                    new PrepareVolume(control, pair.snapshot(), region(pair))))
        .toList();
  }

  /** The disk group that the snapshots will be in. */
  GroupFacts target() {
    return facts.target().orElse(group);
  }

  private long sectors(VolumeId volume) {
    return group.layout().volume(volume.name()).map(VolumeRecord::sectors).orElse(0L);
  }

  private long log(VolumeId volume) {
    return group
        .layout()
        .dcoOf(volume.name())
        .flatMap(dco -> group.layout().volume(dco.logVolume()))
        .map(VolumeRecord::sectors)
        .orElse(0L);
  }

  /** The space for the logs of the snapshots' DCOs, in sectors. */
  long logs(List<VolumeId> volumes) {
    return volumes.stream().mapToLong(this::log).sum();
  }

  /** The space for copies of sources and the logs of their DCOs, in sectors. */
  long copies(List<VolumeId> volumes) {
    return logs(volumes) + volumes.stream().mapToLong(this::sectors).sum();
  }
}
