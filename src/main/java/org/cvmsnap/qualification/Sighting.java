package org.cvmsnap.qualification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Cleanness;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/**
 * What was seen of a guest at one moment, between the runs; a part is empty where it could not be
 * learned.
 *
 * @param open on which nodes each of the volumes is open
 * @param numbers of its disks, by their names
 * @param mounts all of its mount table
 * @param softState what the domain says of its operating system; empty text for nothing
 * @param asked what file systems say of themselves, by raw device
 */
public record Sighting(
    Optional<Map<VolumeId, List<String>>> open,
    Optional<Map<String, Integer>> numbers,
    Optional<List<Mount>> mounts,
    Optional<String> softState,
    Map<String, Cleanness> asked) {

  /**
   * Whom is looked at.
   *
   * @param os the operating system in the guest
   * @param fileSystems the types of those that are mounted of the volumes, by raw device
   */
  public record Subject(
      GuestName guest,
      Machine control,
      Machine os,
      List<VolumeId> volumes,
      Map<String, String> fileSystems) {}

  private interface Question<T> {
    T ask() throws NotLearnedException, InterruptedException;
  }

  /** Looks now; nothing is changed. */
  public static Sighting of(Site site, Subject subject) throws InterruptedException {
    Map<String, Cleanness> asked = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : subject.fileSystems.entrySet()) {
      learned(() -> site.fsck(subject.os).cleanness(each.getValue(), each.getKey()))
          .ifPresent(says -> asked.put(each.getKey(), says));
    }
    return new Sighting(
        learned(() -> new OpenVolumes(site, subject.control).of(subject.volumes)),
        learned(() -> numbers(site, subject)),
        learned(() -> site.os(subject.os).mounts()),
        learned(() -> site.ldm(subject.control).softState(subject.guest).orElse("")),
        asked);
  }

  private static Map<String, Integer> numbers(Site site, Subject subject)
      throws NotLearnedException, InterruptedException {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    site.ldm(subject.control).disks().stream()
        .filter(disk -> disk.domain().equals(subject.guest))
        .forEach(disk -> disk.id().ifPresent(id -> numbers.put(disk.name(), id)));
    return numbers;
  }

  private static <T> Optional<T> learned(Question<T> question) throws InterruptedException {
    try {
      return Optional.of(question.ask());
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }
}
