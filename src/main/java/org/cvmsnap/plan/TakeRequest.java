package org.cvmsnap.plan;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeName;

/**
 * What the operator asks of {@code take}.
 *
 * @param group where the volumes are; empty to find them among the guest's disks
 * @param name the template of the snapshots' names; empty for the usual one
 * @param address how ssh reaches the guest; empty for the domain's name
 * @param remount whether what is unmounted is mounted again
 * @param force whether a domain that does not stop when asked may be stopped all the same
 * @param kind what kind of snapshots
 * @param freeze what is done about a cluster manager
 * @param fence whether VxVM is to let only one node at a time open the volumes meanwhile
 */
public record TakeRequest(
    GuestName guest,
    List<VolumeName> volumes,
    Optional<GroupName> group,
    Optional<String> name,
    Optional<String> address,
    boolean remount,
    boolean force,
    Timeouts timeouts,
    Kind kind,
    Freeze freeze,
    boolean fence) {
  public TakeRequest {
    volumes = List.copyOf(volumes);
    if (volumes.isEmpty() || volumes.stream().distinct().count() != volumes.size()) {
      throw new IllegalArgumentException("each volume once, and at least one");
    }
  }

  /** Without a fence. */
  public TakeRequest(
      GuestName guest,
      List<VolumeName> volumes,
      Optional<GroupName> group,
      Optional<String> name,
      Optional<String> address,
      boolean remount,
      boolean force,
      Timeouts timeouts,
      Kind kind,
      Freeze freeze) {
    this(guest, volumes, group, name, address, remount, force, timeouts, kind, freeze, false);
  }

  /** With the usual freeze. */
  public TakeRequest(
      GuestName guest,
      List<VolumeName> volumes,
      Optional<GroupName> group,
      Optional<String> name,
      Optional<String> address,
      boolean remount,
      boolean force,
      Timeouts timeouts,
      Kind kind) {
    this(guest, volumes, group, name, address, remount, force, timeouts, kind, Freeze.TEMPORARY);
  }

  /** For break-off snapshots. */
  public TakeRequest(
      GuestName guest,
      List<VolumeName> volumes,
      Optional<GroupName> group,
      Optional<String> name,
      Optional<String> address,
      boolean remount,
      boolean force,
      Timeouts timeouts) {
    this(guest, volumes, group, name, address, remount, force, timeouts, new Kind.BreakOff());
  }

  /** How the guest is taken down and brought back. */
  public OutageOptions outage() {
    return new OutageOptions(guest, address, remount, force, timeouts, freeze, fence);
  }
}
