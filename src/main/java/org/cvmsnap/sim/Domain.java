package org.cvmsnap.sim;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A logical domain on a node: its disks, and what its guest has mounted and runs. */
final class Domain {
  /** What the Logical Domains Manager keeps of a domain; {@code ldm list} prints it. */
  enum State {
    INACTIVE,
    BOUND,
    ACTIVE,
    SUSPENDED
  }

  /** A request that is under way; printed in place of the state. */
  enum Transition {
    NONE,
    BINDING,
    UNBINDING,
    STARTING
  }

  private static final String SOLARIS = "Solaris running";

  /** What the service {@code drd} is, through which disks come and go while Solaris runs. */
  enum Drd {
    ONLINE,
    DISABLED,
    ABSENT
  }

  /** How much virtinfo tells. */
  enum Virtinfo {
    FULL,
    SILENT,
    ABSENT
  }

  final String name;
  final String node;
  final boolean control;
  final int cpus;
  final long megabytes;
  final String console;
  final String mac;

  /** Whether it serves virtual disks or networks to others. */
  final boolean service;

  /** Whether a policy is enabled by which the manager gives it CPUs that are free. */
  final boolean policy;

  /** Whether there is an operating system to boot. */
  final boolean installed;

  /** For primary: a delayed reconfiguration waits for its reboot. */
  final boolean delayed;

  /** The sixth letter of the flags, {@code -} unless the domain is being migrated. */
  String migration;

  /** What virtinfo says in it: everything, or nothing, as with some updates of Solaris 11. */
  final Virtinfo virtinfo;

  final Drd drd;

  /** What the guest says of itself once it runs; empty where it says nothing. */
  final String softstate;

  /**
   * How many LDC end points there are for disks that it is given while it is active (4,080 in all
   * from the T5 on).
   */
  final long endPoints;

  /** In what it is not as cvmsnap assumes. */
  Deviations deviations;

  /** Whether the file systems' own programs are there, such as fsck. */
  final boolean fsck;

  /** How whoever logs in there becomes root. */
  final Rights rights;

  /** How far its clock is ahead of the simulated time; behind where that is negative. */
  final long clockSeconds;

  /** The home directory of whoever logs in there. */
  final String home;

  /** The domains that it depends on. */
  final List<String> masters;

  /** What happens to those that depend on it. */
  final String failurePolicy;

  final Map<Span, Duration> times = new EnumMap<>(Span.class);
  final Map<String, String> variables = new LinkedHashMap<>();
  final List<Vdisk> disks = new ArrayList<>();

  /** Its disks in the configuration that a power cycle comes up with. */
  final List<Vdisk> saved = new ArrayList<>();

  /** What it has let go of, and still is open. */
  final List<Lingering> lingering = new ArrayList<>();

  final List<VfstabEntry> vfstab = new ArrayList<>();
  final List<Mount> mounts = new ArrayList<>();
  final List<Holder> holders = new ArrayList<>();

  /** The applications in it that SMF starts. */
  final List<GuestService> services = new ArrayList<>();

  /** What the site has installed in it. */
  final List<SiteProgram> programs = new ArrayList<>();

  final GuestStorage storage;
  final OperatingSystem os;

  State state;
  Transition transition;

  /** How many of the end points are used up; none comes back before the next bind. */
  long endPointsUsed;

  private Domain(ConfigTable doc, String node, Instant now) {
    this.node = node;
    name = doc.text("name");
    control = doc.flag("control", false);
    service = doc.flag("service", false);
    policy = doc.flag("policy", false);
    cpus = doc.integer("cpus", 8);
    megabytes = doc.number("megabytes", 8192);
    console = doc.text("console", control ? "UART" : "");
    mac = doc.text("mac", mac(node + "/" + name));
    installed = doc.flag("installed", true);
    delayed = doc.flag("delayedReconfiguration", false);
    migration = doc.text("migration", "-");
    fsck = doc.flag("fsck", true);
    deviations = Deviations.from(doc.table("deviations"));
    virtinfo = doc.choice("virtinfo", Virtinfo.class, Virtinfo.FULL);
    drd = doc.choice("drd", Drd.class, Drd.ONLINE);
    softstate = doc.text("softstate", SOLARIS);
    endPoints = doc.number("ldcEndpoints", 4080);
    rights = doc.choice("rights", Rights.class, Rights.LOGIN);
    clockSeconds = doc.number("clockSeconds", 0);
    home = doc.text("home", "/");
    storage = GuestStorage.from(doc);
    masters = doc.texts("masters");
    failurePolicy = doc.text("failurePolicy", "ignore");
    state = doc.choice("state", State.class, control ? State.ACTIVE : State.INACTIVE);
    transition = doc.choice("transition", Transition.class, Transition.NONE);
    endPointsUsed = doc.number("ldcEndpointsUsed", 0);
    os = OperatingSystem.from(doc, live(), now);
  }

  private static String mac(String seed) {
    int low = seed.hashCode() & 0x3ffff;
    return String.format("00:14:4f:f%x:%02x:%02x", low >> 16, (low >> 8) & 0xff, low & 0xff);
  }

  String uuid() {
    return UUID.nameUUIDFromBytes((node + "/" + name).getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** As hostid(1) prints it. */
  String hostid() {
    return "84" + mac.substring(9).replace(":", "");
  }

  boolean open() {
    return state != State.INACTIVE;
  }

  /** Whether the Logical Domains Manager cannot change it without its operating system. */
  boolean live() {
    return state == State.ACTIVE || state == State.SUSPENDED;
  }

  /** Whether its operating system takes and gives disks while it runs. */
  boolean reconfigures() {
    return reachable() && drd == Drd.ONLINE;
  }

  /** Whether somebody can log in over ssh. */
  boolean reachable() {
    return state == State.ACTIVE && os.stage == OperatingSystem.Stage.RUNNING;
  }

  /** Whether the kernel answers the Logical Domains Manager's request to shut down. */
  boolean answers() {
    return state == State.ACTIVE && os.answers();
  }

  /** The number that a disk is given which is not given one. */
  int lowestNumber() {
    return IntStream.iterate(0, id -> id + 1)
        .filter(id -> disk(id).isEmpty())
        .findFirst()
        .getAsInt();
  }

  /** Binding gives each disk that has no number of its own the lowest one that is free. */
  void number() {
    if (deviations.renumbers()) {
      List<Vdisk> all = List.copyOf(disks);
      disks.clear();
      all.forEach(disk -> disks.add(disk.numbered(lowestNumber())));
      deviations = deviations.renumbered();
      return;
    }
    List<Vdisk> all = List.copyOf(disks);
    disks.removeIf(Vdisk::auto);
    all.stream().filter(Vdisk::auto).forEach(disk -> disks.add(disk.numbered(lowestNumber())));
    disks.sort(Comparator.comparingInt(disk -> names(all).indexOf(disk.name())));
  }

  private static List<String> names(List<Vdisk> all) {
    return all.stream().map(Vdisk::name).toList();
  }

  Optional<Vdisk> disk(int id) {
    return disks.stream().filter(disk -> disk.id() == id).findFirst();
  }

  Optional<Vdisk> disk(String name) {
    return disks.stream().filter(disk -> disk.name().equals(name)).findFirst();
  }

  /**
   * What is written to while the operating system runs: file systems that are mounted, pools, raw
   * devices that processes have open, and swap.
   */
  Stream<String> uses() {
    return Stream.of(
            mounts.stream().filter(Mount::writes).map(Mount::special),
            storage
                .of(GuestStorage.Layer.Kind.POOL)
                .filter(pool -> pool.imported && os.kernelUp)
                .map(pool -> pool.name),
            holders.stream().map(Holder::mountPoint).filter(file -> file.startsWith("/dev/")),
            storage.swap.stream().filter(device -> os.kernelUp))
        .flatMap(uses -> uses);
  }

  /** Of which type the file system at {@code special} is; empty where it is none, or not known. */
  String type(String special) {
    if (!special.startsWith("/")) {
      return "zfs";
    }
    String device = special.replaceFirst(":\\w+$", "");
    return Stream.concat(
            mounts.stream().filter(one -> one.special().equals(device)).map(Mount::fstype),
            vfstab.stream().filter(one -> one.special().equals(device)).map(VfstabEntry::fstype))
        .findFirst()
        .orElse("");
  }

  Optional<Mount> mountedAt(String mountPoint) {
    return mounts.stream().filter(mount -> mount.mountPoint().equals(mountPoint)).findFirst();
  }

  /** The mount that a path is on; empty for the root file system. */
  Optional<Mount> mountOf(String path) {
    return mounts.stream()
        .filter(mount -> !mount.mountPoint().equals("/"))
        .filter(mount -> (path + "/").startsWith(mount.mountPoint() + "/"))
        .max(Comparator.comparingInt(mount -> mount.mountPoint().length()));
  }

  private void mountAll(List<String> byHand) {
    long epoch = os.startedAt.getEpochSecond();
    storage
        .pools()
        .flatMap(pool -> pool.parts.stream())
        .filter(dataset -> dataset.auto() || byHand.contains(dataset.mountPoint()))
        .forEach(dataset -> mounts.add(Mount.of(dataset, epoch)));
    vfstab.stream()
        .filter(entry -> entry.atBoot() || byHand.contains(entry.mountPoint()))
        .forEach(entry -> mounts.add(entry.mount(epoch)));
  }

  void settleServices() {
    services.forEach(service -> service.settle(this));
  }

  static Domain from(ConfigTable doc, String node, Instant now) {
    Domain domain = new Domain(doc, node, now);
    domain.times.putAll(Span.read(doc));
    domain.variables.putAll(doc.pairs("variables"));
    doc.list("disk").forEach(disk -> domain.disks.add(Vdisk.from(disk)));
    domain.saved.addAll(
        doc.has("saved") ? doc.list("saved").stream().map(Vdisk::from).toList() : domain.disks);
    doc.list("lingering").forEach(one -> domain.lingering.add(Lingering.from(one)));
    doc.list("vfstab").forEach(entry -> domain.vfstab.add(VfstabEntry.from(entry)));
    doc.list("mount").forEach(mount -> domain.mounts.add(Mount.from(mount)));
    doc.list("process").forEach(holder -> domain.holders.add(Holder.from(holder)));
    doc.list("smf").forEach(service -> domain.services.add(GuestService.from(service)));
    doc.list("program").forEach(program -> domain.programs.add(SiteProgram.from(program)));
    List<String> mounted = doc.texts("mounted");
    if (domain.os.stage == OperatingSystem.Stage.RUNNING && !doc.has("mount")) {
      domain.mountAll(mounted);
      domain.settleServices();
    }
    doc.finish();
    return domain;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("control", control);
    map.put("service", service);
    map.put("policy", policy);
    map.put("cpus", cpus);
    map.put("megabytes", megabytes);
    map.put("console", console);
    map.put("mac", mac);
    map.put("installed", installed);
    map.put("delayedReconfiguration", delayed);
    map.put("migration", migration);
    map.put("virtinfo", CommandWords.of(virtinfo));
    map.put("drd", CommandWords.of(drd));
    map.put("softstate", softstate);
    map.put("ldcEndpoints", endPoints);
    map.put("fsck", fsck);
    map.put("deviations", deviations.toMap());
    map.put("lingering", lingering.stream().map(Lingering::toMap).toList());
    map.put("rights", CommandWords.of(rights));
    map.put("clockSeconds", clockSeconds);
    map.put("home", home);
    storage.putInto(map);
    map.put("masters", masters);
    map.put("failurePolicy", failurePolicy);
    map.putAll(Span.toMap(times));
    map.put("variables", new LinkedHashMap<>(variables));
    map.put("disk", disks.stream().map(Vdisk::toMap).toList());
    map.put("saved", saved.stream().map(Vdisk::toMap).toList());
    map.put("vfstab", vfstab.stream().map(VfstabEntry::toMap).toList());
    map.put("mount", mounts.stream().map(Mount::toMap).toList());
    map.put("process", holders.stream().map(Holder::toMap).toList());
    map.put("smf", services.stream().map(GuestService::toMap).toList());
    map.put("program", programs.stream().map(SiteProgram::toMap).toList());
    map.put("state", CommandWords.of(state));
    map.put("transition", CommandWords.of(transition));
    map.put("ldcEndpointsUsed", endPointsUsed);
    os.putInto(map);
    return map;
  }
}
