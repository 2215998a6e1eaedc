package org.cvmsnap.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.FileSystem;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.GuestDevices;
import org.cvmsnap.cluster.GuestFacts;
import org.cvmsnap.cluster.GuestLock;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.UnnamedSlices;
import org.cvmsnap.cluster.VcsFacts;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Cleanness;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainFlags;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Freeze;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.TakePlan;
import org.cvmsnap.plan.take.TakePlanner;
import org.cvmsnap.plan.take.TakeRequest;

/**
 * What a survey finds where all is well: ldom1 is active on sun-a, with datavol1 as c0d2 at /data
 * and datavol2 as c0d3 at /logs, both prepared, mirrored and ready to be broken off; sun-b is the
 * other node. A test changes what it is about.
 */
public final class SiteFacts {
  public static final GuestName LDOM1 = new GuestName("ldom1");
  public static final Machine SUN_A = Machine.controlDomain("sun-a");
  public static final Machine SUN_B = Machine.node("sun-b");
  public static final GroupName DATADG = new GroupName("datadg");
  public static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

  public DomainState state = DomainState.ACTIVE;
  public String flags = "-n----";
  public String controlFlags = "-n-cv-";
  public boolean autoBoot = true;
  public boolean running = true;
  public boolean shared = true;
  public boolean enabled = true;
  public boolean imported = true;
  public Optional<GuestName> server = Optional.of(new GuestName("primary"));
  public final Map<String, VolumeRecord> records = new LinkedHashMap<>();
  public final Map<String, Optional<Boolean>> prepared = new LinkedHashMap<>();
  public final List<Plex> plexes = new ArrayList<>();
  public final Map<String, String> marks = new LinkedHashMap<>();
  public final List<Disk> disks = new ArrayList<>();
  public final List<Disk> othersOnA = new ArrayList<>();
  public final List<Disk> disksOnB = new ArrayList<>();
  public Optional<DomainState> namesakeOnB = Optional.empty();
  public final List<VolumeId> openOnA = new ArrayList<>();
  public final List<VolumeId> openOnB = new ArrayList<>();
  public final List<Mount> mounts = new ArrayList<>();
  public final List<VfstabEntry> vfstab = new ArrayList<>();
  public final Map<String, List<Holder>> holders = new LinkedHashMap<>();

  public Optional<GroupName> group = Optional.empty();
  public Optional<String> template = Optional.empty();
  public boolean remount = true;
  public boolean fence;
  public OutageFacts.Fence fenceFacts =
      new OutageFacts.Fence(Optional.of(SUN_A.name()), Set.of(id("datavol1"), id("datavol2")));

  public SiteFacts() {
    volume("datavol1", 2);
    volume("datavol2", 3);
    mounts.add(mount("/dev/dsk/c0d0s0", "/"));
    mounts.add(mount("/dev/dsk/c0d2s0", "/data"));
    mounts.add(mount("/dev/dsk/c0d3s0", "/logs"));
  }

  /** A good volume behind a disk of the guest, open where the guest is. */
  public void volume(String name, int id) {
    record(name, "ENABLED", "ACTIVE", false);
    prepared.put(name, Optional.of(true));
    plexes.add(plex(name + "-03", name, "SNAPDONE"));
    marks.put(name + "-03", "");
    disks.add(disk("ldom1", name, id));
    openOnA.add(id(name));
  }

  public void record(String name, String kernelState, String recordState, boolean layered) {
    records.put(
        name, new VolumeRecord(new VolumeName(name), kernelState, recordState, 2048, layered));
  }

  public static VolumeId id(String name) {
    return new VolumeId(DATADG, new VolumeName(name));
  }

  public static Plex plex(String name, String volume, String state) {
    return new Plex(name, Optional.of(new VolumeName(volume)), "ENABLED", state, "CONCAT");
  }

  public static Mount mount(String special, String mountPoint) {
    return new Mount(special, mountPoint, "vxfs", List.of("rw", "nosuid", "dev=1"));
  }

  public static VfstabEntry atBoot(String special, String mountPoint, String... options) {
    return new VfstabEntry(special, Optional.of(mountPoint), "vxfs", true, List.of(options));
  }

  public static Disk disk(String domain, String volume, int id) {
    return disk(domain, DATADG, volume, OptionalInt.of(id));
  }

  public static Disk disk(String domain, GroupName group, String volume, OptionalInt id) {
    return new Disk(
        virtualDisk(domain, volume, id),
        Optional.of(
            new BackEnd(
                "vds0",
                volume,
                List.of(),
                "/dev/vx/dsk/" + group + "/" + volume,
                Optional.empty())),
        List.of());
  }

  public static VirtualDisk virtualDisk(String domain, String volume, OptionalInt id) {
    return new VirtualDisk(
        new GuestName(domain),
        "disk-" + volume,
        volume,
        "vds0",
        Optional.of(new GuestName("primary")),
        id,
        OptionalInt.empty(),
        Optional.empty());
  }

  /** The same disk, served by another domain. */
  public static Disk servedBy(String server, Disk disk) {
    VirtualDisk old = disk.vdisk();
    return new Disk(
        new VirtualDisk(
            old.domain(),
            old.name(),
            old.volume(),
            old.service(),
            Optional.of(new GuestName(server)),
            old.id(),
            old.timeout(),
            old.mpgroup()),
        disk.backEnd(),
        List.of());
  }

  private OutageFacts facts() {
    Domain guest = new Domain(LDOM1, state, new DomainFlags(flags));
    Domain primary =
        new Domain(new GuestName("primary"), DomainState.ACTIVE, new DomainFlags(controlFlags));
    GroupFacts groupFacts =
        new GroupFacts(
            new DiskGroup(DATADG, enabled, shared, "1"),
            new GroupLayout(
                DATADG,
                List.copyOf(records.values()),
                plexes,
                List.of(),
                Set.of(),
                List.of(),
                Set.of(),
                Map.of()),
            prepared.entrySet().stream()
                .map(
                    each ->
                        new VolumeAttributes(
                            new VolumeName(each.getKey()),
                            each.getValue(),
                            Optional.empty(),
                            Optional.empty()))
                .toList(),
            marks);
    return new OutageFacts(
        SUN_A,
        new GuestName("primary"),
        List.of(primary, guest),
        new GuestFacts(
            guest,
            disks,
            autoBoot,
            "VERSION 1.11\n",
            running ? Optional.of(os()) : Optional.empty()),
        List.of(
            new OutageFacts.Node(
                SUN_A,
                Stream.concat(disks.stream(), othersOnA.stream()).toList(),
                Set.copyOf(openOnA),
                Optional.of(state)),
            new OutageFacts.Node(SUN_B, disksOnB, Set.copyOf(openOnB), namesakeOnB)),
        imported ? Map.of(DATADG, groupFacts) : Map.of(),
        VcsFacts.NONE,
        OutageFacts.Hazards.NONE,
        fenceFacts,
        GuestLock.NONE,
        OutageFacts.Reconfiguration.NONE);
  }

  private GuestFacts.Os os() {
    return new GuestFacts.Os(
        mounts,
        vfstab,
        GuestDevices.plain(disks),
        UnnamedSlices.NONE,
        holders,
        clean(),
        List.of(),
        List.of(),
        true);
  }

  /** Each file system can be asked: what is mounted says so. */
  private Map<String, FileSystem.Answer> clean() {
    Map<String, FileSystem.Answer> clean = new LinkedHashMap<>();
    mounts.forEach(
        mount ->
            clean.put(
                mount.special().replace("/dsk/", "/rdsk/"),
                new FileSystem.Answer(Optional.of(Cleanness.MOUNTED), "")));
    return clean;
  }

  public Decision<TakePlan> take(String... volumes) {
    TakeRequest request =
        new TakeRequest(
            new OutageOptions(
                LDOM1,
                Optional.empty(),
                remount,
                false,
                Timeouts.USUAL,
                Freeze.TEMPORARY,
                fence,
                false,
                false,
                false,
                false,
                Mode.STOP,
                List.of(),
                List.of()),
            SnapshotRef.in(group, Stream.of(volumes).map(SnapshotRef::of).toList()),
            template,
            new BreakOff());
    return new TakePlanner(request, facts(), Map.of(), "0.1.0")
        .decide(RunId.of(NOW, LDOM1, "ab12"), NOW);
  }

  /** What the guest is off for: not even its operating system answers. */
  public SiteFacts guestIs(DomainState other) {
    state = other;
    flags = "------";
    running = false;
    if (other == DomainState.INACTIVE) {
      openOnA.clear();
    }
    return this;
  }
}
