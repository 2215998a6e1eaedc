package org.cvmsnap.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;

/** What steps are made of, as it is written into a JSON file; {@link Fields} reads it again. */
final class PlanValues {
  private PlanValues() {}

  static Map<String, Object> json(Making making) {
    if (making instanceof Making.Mirrors mirrors) {
      return ordered("kind", "mirrors", "family", mirrors.family().name());
    }
    if (making instanceof Making.Plexes plexes) {
      Map<String, Object> names = new TreeMap<>();
      plexes.plexes().forEach((volume, plex) -> names.put(volume.value(), plex));
      return ordered("kind", "plexes", "plexes", names);
    }
    if (making instanceof Making.Volumes) {
      return ordered("kind", "volumes");
    }
    if (making instanceof Making.Cache cache) {
      return ordered("kind", "cache", "name", cache.name());
    }
    if (making instanceof Making.Links links) {
      return ordered("kind", "links", "group", links.group().value());
    }
    throw new IllegalStateException("no form in the journal for " + making);
  }

  static Map<String, Object> json(Machine machine) {
    return ordered(
        "kind", machine.kind().name(), "name", machine.name(), "address", machine.address());
  }

  static Map<String, Object> json(VolumeId volume) {
    return ordered("group", volume.group().value(), "name", volume.name().value());
  }

  static Map<String, Object> json(LockRecord record) {
    return ordered("volume", json(record.volume()), "holder", record.holder());
  }

  static Map<String, Object> json(OwnerGroup owner) {
    return ordered("group", owner.group(), "resource", owner.resource(), "system", owner.system());
  }

  static Map<String, Object> json(SnapshotPair pair) {
    return ordered("source", pair.source().value(), "snapshot", pair.snapshot().value());
  }

  static Map<String, Object> json(SnapshotTarget target) {
    return ordered(
        "id", json(target.id()),
        "source", target.source().map(PlanValues::json).map(List::of).orElse(List.of()),
        "family", target.family().name(),
        "linked", target.linked(),
        "run", target.run());
  }

  static Map<String, Object> json(BackEnd backEnd) {
    return ordered(
        "service", backEnd.service(),
        "volume", backEnd.volume(),
        "options", backEnd.options(),
        "device", backEnd.device(),
        "mpgroup", backEnd.mpgroup().map(List::of).orElse(List.of()));
  }

  static Map<String, Object> json(Mount mount) {
    return ordered(
        "special", mount.special(),
        "mountPoint", mount.mountPoint(),
        "fsType", mount.fsType(),
        "options", mount.options());
  }

  static Map<String, Object> json(Timeouts timeouts) {
    return ordered(
        "stop", timeouts.stop().toSeconds(),
        "boot", timeouts.boot().toSeconds(),
        "umount", timeouts.umount().toSeconds());
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
