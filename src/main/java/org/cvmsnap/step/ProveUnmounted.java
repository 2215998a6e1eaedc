package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.site.Site;

/**
 * Nothing is mounted of the volumes just before the guest goes down, and nothing else that was not
 * before: what somebody has mounted since the survey would go down with it, and not come back.
 *
 * @param devices the slices of the disks that the volumes are, such as {@code c0d2s0}
 * @param layers the names of what lies on these disks: pools, metadevices, disk groups
 * @param known the mount points at the time of the survey; empty where nobody has written them down
 */
public record ProveUnmounted(
    GuestName guest, Machine os, List<String> devices, List<String> layers, List<String> known)
    implements SiteStep.InGuest {
  public ProveUnmounted {
    devices = List.copyOf(devices);
    layers = List.copyOf(layers);
    known = List.copyOf(known);
  }

  @Override
  public boolean onlyLooks() {
    return true;
  }

  @Override
  public Optional<String> remedy() {
    return Optional.of(
        ShellLine.hint(
            "Find out who mounts it, in %s: mount -v. A run that begins now takes it for granted, and mounts it again.",
            guest));
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        subject(kind(), guest.value()),
        Limits.watching(Duration.ofSeconds(3))
            .settling(Duration.ofSeconds(2), Duration.ofSeconds(2)),
        acts -> {
          List<Mount> now = site.os(os).mounts();
          List<Mount> since = known.isEmpty() ? List.of() : Mounts.since(known, now);
          String mounted =
              now.stream()
                  .filter(mount -> on(mount.special()) || since.contains(mount))
                  .map(mount -> mount.special() + " on " + mount.mountPoint())
                  .collect(Collectors.joining(", "));
          return mounted.isEmpty()
              ? Look.reached()
              : Look.blocked("somebody has mounted it since the survey: " + mounted);
        });
  }

  private boolean on(String special) {
    String[] parts = special.split("/", -1);
    if (!special.startsWith("/")) {
      return layers.contains(parts[0]);
    }
    String slice = parts[parts.length - 1].replaceFirst(":.*", "");
    boolean plain = special.startsWith("/dev/dsk/") || special.startsWith("/dev/rdsk/");
    boolean layered = special.matches("/dev/(md|vx|zvol)/.*");
    return plain
        ? devices.contains(slice)
        : layered && List.of(parts).subList(3, parts.length).stream().anyMatch(layers::contains);
  }
}
