package org.cvmsnap.ldm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VirtualDisk;

/**
 * The command lines that change domains, in the forms that all releases have in common. Success and
 * failure are told by the domain's state afterwards, not by their exit status.
 */
public final class LdmCommands {
  private LdmCommands() {}

  /**
   * Asks the guest's operating system to go down, and waits; may fail though it goes down later.
   */
  public static List<String> stop(GuestName guest) {
    return List.of("ldm", "stop", guest.value());
  }

  /** Takes the domain down without asking its operating system. */
  public static List<String> stopForced(GuestName guest) {
    return List.of("ldm", "stop", "-f", guest.value());
  }

  /** Gives up the domain's resources, and so closes the back ends of its disks. */
  public static List<String> unbind(GuestName guest) {
    return List.of("ldm", "unbind", guest.value());
  }

  /** Gives the domain its resources, and so opens the back ends of its disks. */
  public static List<String> bind(GuestName guest) {
    return List.of("ldm", "bind", guest.value());
  }

  public static List<String> start(GuestName guest) {
    return List.of("ldm", "start", guest.value());
  }

  /** Exports a back end; fails where the same path is exported already. */
  public static List<String> addVdsdev(BackEnd backEnd) {
    List<String> argv = new ArrayList<>(List.of("ldm", "add-vdsdev"));
    if (!backEnd.options().isEmpty()) {
      argv.add("options=" + String.join(",", backEnd.options()));
    }
    backEnd.mpgroup().ifPresent(mpgroup -> argv.add("mpgroup=" + mpgroup));
    argv.add(backEnd.device());
    argv.add(backEnd.volume() + "@" + backEnd.service());
    return List.copyOf(argv);
  }

  /** Stops exporting a back end; fails while a virtual disk uses it. */
  public static List<String> rmVdsdev(String volume, String service) {
    return List.of("ldm", "rm-vdsdev", volume + "@" + service);
  }

  /** Gives a guest a virtual disk; without an id the manager chooses the number. */
  public static List<String> addVdisk(
      OptionalInt id, String disk, String volume, String service, GuestName guest) {
    List<String> argv = new ArrayList<>(List.of("ldm", "add-vdisk"));
    id.ifPresent(number -> argv.add("id=" + number));
    argv.addAll(List.of(disk, volume + "@" + service, guest.value()));
    return List.copyOf(argv);
  }

  /** Gives a guest a disk with all that the disk had. */
  public static List<String> addVdisk(VirtualDisk disk) {
    List<String> argv = new ArrayList<>(List.of("ldm", "add-vdisk"));
    disk.timeout().ifPresent(seconds -> argv.add("timeout=" + seconds));
    disk.id().ifPresent(number -> argv.add("id=" + number));
    argv.addAll(List.of(disk.name(), disk.volume() + "@" + disk.service(), disk.domain().value()));
    return List.copyOf(argv);
  }

  /** Takes a virtual disk from a guest. */
  public static List<String> rmVdisk(String disk, GuestName guest) {
    return List.of("ldm", "rm-vdisk", disk, guest.value());
  }
}
