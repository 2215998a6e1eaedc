package org.cvmsnap.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Recording;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.solaris.GuestOs;

/** Writes what the operating system of a guest keeps on its disks, and has mounted. */
final class GuestTables {
  /** The columns of vfstab(4). */
  private static final int COLUMNS = 7;

  private static final Set<String> ON_DISKS = Set.of("/dev/dsk/", "/dev/md/", "/dev/vx/");

  private static final Pattern FRONT_END = Pattern.compile("c(?<controller>\\d{1,4})d\\d.*");
  private static final Pattern USED = Pattern.compile("(?m)^(?<device>/dev/\\S+):\\s*[a-z]+");

  private final Answers answers;
  private final List<String> assumed;

  GuestTables(Answers answers, List<String> assumed) {
    this.answers = answers;
    this.assumed = assumed;
  }

  void write(ScenarioTable table, Machine node, Domain domain, List<VirtualDisk> disks)
      throws InterruptedException {
    Machine guest = Machine.guest(domain.name(), domain.name().value());
    Optional<Boolean> autoBoot =
        Answers.learned(() -> new Ldm(answers.on(node)).autoBoot(domain.name()));
    if (autoBoot.isEmpty()) {
      assumed.add(domain.name() + " boots by itself (auto-boot? is true)");
    }
    table.table("variables").put("auto-boot?", String.valueOf(autoBoot.orElse(true)));
    if (domain.state() != DomainState.ACTIVE || disks.isEmpty()) {
      assumed.add("what is on the disks of " + domain.name() + ": it did not run");
      return;
    }
    List<String> prefix = answers.access().prefix(guest);
    if (!prefix.isEmpty()) {
      table.put("rights", NodeTables.rights(prefix));
    }
    answers.virtinfo(guest, "absent").ifPresent(word -> table.put("virtinfo", word));
    controller(table, guest);
    Optional<List<Mount>> mounts = Answers.learned(os(guest)::mounts);
    if (mounts.isEmpty()) {
      assumed.add("nothing is mounted in " + domain.name() + ": it gave no answer");
      return;
    }
    List<ScenarioTable> pools = layers(table, guest, mounts.get(), disks);
    List<String> mounted = fileSystems(table, guest, mounts.get());
    if (pools.isEmpty() && mounted.isEmpty() && table.all("vfstab").isEmpty()) {
      assumed.add("no file system of " + domain.name() + " is on a virtual disk");
    }
    table.put("mounted", mounted);
    others(table, guest);
    reconfiguration(table, guest);
    holders(table, guest, mounts.get());
    openers(table, guest);
  }

  /** Whether disks can be taken from it while it runs, where that was asked. */
  private void reconfiguration(ScenarioTable table, Machine guest) throws InterruptedException {
    boolean asked =
        answers.of(guest).stream().anyMatch(each -> each.argv().contains(GuestOs.RECONFIGURATION));
    String state =
        Answers.learned(() -> os(guest).service(GuestOs.RECONFIGURATION)).orElse("absent");
    if (asked && !state.equals("online")) {
      table.put("drd", state.equals("absent") ? "absent" : "disabled");
    }
  }

  /** The X of the front ends {@code cXdN}, by their links where these were recorded. */
  private void controller(ScenarioTable table, Machine guest) throws InterruptedException {
    Set<String> names = Answers.learned(os(guest)::frontEnds).map(Map::keySet).orElse(Set.of());
    names.stream()
        .map(FRONT_END::matcher)
        .filter(Matcher::matches)
        .map(name -> Long.parseLong(name.group("controller")))
        .findFirst()
        .filter(controller -> controller != 0)
        .ifPresent(controller -> table.put("controller", controller));
  }

  private GuestOs os(Machine guest) {
    return new GuestOs(answers.on(guest));
  }

  /** What vfstab has, and what is mounted besides; the mount points of what is not at boot. */
  private List<String> fileSystems(ScenarioTable table, Machine guest, List<Mount> mounts) {
    List<String> mounted = new ArrayList<>();
    Set<String> written = new HashSet<>();
    Optional<String> vfstab = answers.printed(guest, "cat", "/etc/vfstab");
    if (vfstab.isEmpty()) {
      assumed.add("what " + guest.name() + " has mounted it mounts at boot, with usual options");
    }
    for (String line : vfstab.orElse("").lines().map(String::strip).toList()) {
      List<String> words = List.of(line.split("\\s+"));
      if (line.startsWith("#") || words.size() != COLUMNS || !onDisk(words.get(0))) {
        continue;
      }
      boolean atBoot = words.get(5).equals("yes");
      boolean there = mounts.stream().anyMatch(mount -> is(mount, words));
      if (atBoot && !there) {
        assumed.add(words.get(2) + " of " + guest.name() + " is mounted, as at boot: it was not");
      }
      if (!atBoot && there) {
        mounted.add(words.get(2));
      }
      written.add(words.get(2));
      table
          .add("vfstab")
          .put("special", words.get(0))
          .put("fsck", words.get(1))
          .put("mountPoint", words.get(2))
          .put("fstype", words.get(3))
          .put("pass", words.get(4))
          .put("atBoot", atBoot)
          .put("options", words.get(6));
    }
    for (Mount mount : mounts) {
      if (onDisk(mount.special()) && written.add(mount.mountPoint())) {
        boolean atBoot = vfstab.isEmpty();
        if (!atBoot) {
          mounted.add(mount.mountPoint());
          assumed.add(mount.mountPoint() + " of " + guest.name() + " is in its vfstab: it was not");
        }
        table
            .add("vfstab")
            .put("special", mount.special())
            .put("mountPoint", mount.mountPoint())
            .put("fstype", mount.fsType())
            .put("atBoot", atBoot);
      }
    }
    return mounted;
  }

  private static boolean is(Mount mount, List<String> words) {
    return mount.special().equals(words.get(0)) && mount.mountPoint().equals(words.get(2));
  }

  private static boolean onDisk(String special) {
    return ON_DISKS.stream().anyMatch(special::startsWith);
  }

  /** Pools, metadevices and disk groups in the guest; the pools. */
  private List<ScenarioTable> layers(
      ScenarioTable table, Machine guest, List<Mount> mounts, List<VirtualDisk> disks)
      throws InterruptedException {
    Set<String> pools =
        mounts.stream()
            .filter(mount -> mount.fsType().equals("zfs"))
            .map(mount -> mount.special().replaceFirst("/.*", ""))
            .collect(Collectors.toSet());
    List<StorageLayer> layers = new ArrayList<>();
    Optional<List<StorageLayer>> told = Answers.learned(os(guest)::layers);
    layers.addAll(told.orElse(List.of()));
    if (told.isEmpty()) {
      layers.addAll(Answers.learned(os(guest)::pools).orElse(List.of()));
      pools.stream()
          .filter(pool -> layers.stream().noneMatch(layer -> layer.name().equals(pool)))
          .forEach(pool -> guessed(layers, guest, pool, disks));
    }
    List<ScenarioTable> written = new ArrayList<>();
    for (StorageLayer layer : layers) {
      String key =
          switch (layer.kind()) {
            case POOL -> "pool";
            case METADEVICE -> "metadevice";
            case DISK_GROUP -> "diskgroup";
          };
      ScenarioTable row = table.add(key).put("name", layer.name()).put("devices", layer.devices());
      if (layer.kind() == StorageLayer.Kind.POOL) {
        written.add(row);
        for (Mount mount : mounts) {
          if ((mount.special() + "/").startsWith(layer.name() + "/")) {
            row.add("dataset").put("name", mount.special()).put("mountPoint", mount.mountPoint());
          }
        }
      }
    }
    return written;
  }

  private void guessed(
      List<StorageLayer> layers, Machine guest, String pool, List<VirtualDisk> disks) {
    OptionalInt first = disks.get(0).id();
    assumed.add("pool " + pool + " of " + guest.name() + " is on its first disk");
    layers.add(
        new StorageLayer(StorageLayer.Kind.POOL, pool, List.of("c0d" + first.orElse(0) + "s0")));
  }

  private void others(ScenarioTable table, Machine guest) throws InterruptedException {
    table.put("swap", Answers.learned(os(guest)::swap).orElse(List.of()));
    Answers.learned(os(guest)::dump)
        .flatMap(dump -> dump)
        .ifPresent(device -> table.put("dump", device));
    if (Answers.learned(os(guest)::pathUses).filter(List::isEmpty).isEmpty()) {
      assumed.add("nothing is shared by " + guest.name() + ", or a block device by lofi");
    }
    if (Answers.learned(() -> os(guest).service(GuestOs.MULTI_USER)).isEmpty()) {
      assumed.add(guest.name() + " has reached its multi-user milestone");
    }
  }

  private void holders(ScenarioTable table, Machine guest, List<Mount> mounts)
      throws InterruptedException {
    for (Mount mount : mounts) {
      Optional<List<Holder>> holders = Answers.learned(() -> os(guest).holders(mount.mountPoint()));
      if (holders.isEmpty() && onDisk(mount.special()) && !unused(guest, mount.mountPoint())) {
        assumed.add("nobody uses file systems of " + guest.name() + " that were not asked for");
      }
      for (Holder holder : holders.orElse(List.of())) {
        process(table, holder, mount.mountPoint());
      }
    }
  }

  /** Whether it was among file systems of which none was in use. */
  private boolean unused(Machine guest, String mountPoint) {
    return answers.of(guest).stream()
        .filter(asked -> answers.words(asked).get(0).equals("fuser"))
        .filter(asked -> answers.words(asked).contains(mountPoint))
        .anyMatch(
            asked ->
                asked.result() instanceof Finished fuser
                    && fuser.exit() == 0
                    && fuser.out().isBlank());
  }

  // /dev/rdsk/c0d2s6: o

  /**
   * Who has devices themselves open: all of them the first that fuser shows to be in use, where it
   * was asked about the fewest.
   */
  private void openers(ScenarioTable table, Machine guest) throws InterruptedException {
    List<Recording> fewest =
        answers.of(guest).stream()
            .sorted(Comparator.comparingInt(asked -> answers.words(asked).size()))
            .toList();
    for (Recording asked : fewest) {
      List<String> words = answers.words(asked);
      Matcher used =
          USED.matcher(asked.result() instanceof Finished finished ? finished.err() : "");
      if (words.get(0).equals("fuser") && used.find()) {
        List<String> devices = words.subList(1, words.size());
        Answers.learned(() -> os(guest).openers(devices))
            .orElse(List.of())
            .forEach(holder -> process(table, holder, used.group("device")));
        return;
      }
    }
  }

  private static void process(ScenarioTable table, Holder holder, String place) {
    table
        .add("process")
        .put("pid", holder.pid())
        .put("user", holder.user().isEmpty() ? "root" : holder.user())
        .put("command", holder.command().isEmpty() ? "unknown" : holder.command())
        .put("mountPoint", place);
  }
}
