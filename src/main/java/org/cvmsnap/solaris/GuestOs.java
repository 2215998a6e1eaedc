package org.cvmsnap.solaris;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Reading;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.PathUse;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.Slice;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.VfstabEntry;

/**
 * What the Solaris inside a guest knows. Every method asks anew, changes nothing, and throws {@link
 * NotLearnedException} rather than guess.
 */
public final class GuestOs {
  /** The milestone after which all that vfstab mounts at boot is mounted (smf(7)). */
  public static final String MULTI_USER = "svc:/milestone/multi-user:default";

  /** The service that lets go of devices while the guest runs, and takes them again. */
  public static final String RECONFIGURATION = "svc:/platform/sun4v/drd:default";

  /** The service that mounts what vfstab mounts at boot; a mount that fails puts it to rest. */
  public static final String FILE_SYSTEMS = "svc:/system/filesystem/local:default";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A star, as in {@code offline*}, means that it is on the way to another state (svcs(1)). */
  private static final Pattern STATE = Pattern.compile("[a-z_]+\\*?");

  private final Reading reading;

  public GuestOs(Host guest) {
    this(guest, LIMIT);
  }

  /**
   * @param limit how long it may take for each answer
   */
  public GuestOs(Host guest, Duration limit) {
    this.reading = new Reading(guest, limit);
  }

  /** What is mounted, in the order of mounting; never empty. */
  public List<Mount> mounts() throws NotLearnedException, InterruptedException {
    return reading.read(new MnttabParser()::parse, "cat", "/etc/mnttab");
  }

  /** What is to be mounted, at boot or when asked for. */
  public List<VfstabEntry> vfstab() throws NotLearnedException, InterruptedException {
    return reading.read(new VfstabParser()::parse, "cat", "/etc/vfstab");
  }

  /**
   * The processes that use the file system mounted there; empty when there are none. One that ends
   * between being found and being named counts too, without its user and command.
   */
  public List<Holder> holders(String mountPoint) throws NotLearnedException, InterruptedException {
    return using(List.of("fuser", "-c", mountPoint));
  }

  /** The {@link #holders(String)} of each, by one question where there are none. */
  public Map<String, List<Holder>> holders(List<String> mountPoints)
      throws NotLearnedException, InterruptedException {
    Map<String, List<String>> files = new LinkedHashMap<>();
    mountPoints.forEach(each -> files.put(each, List.of(each)));
    return using(List.of("fuser", "-c"), files);
  }

  /** The {@link #openers(List)} of each, by one question where there are none. */
  public <K> Map<K, List<Holder>> openers(Map<K, List<String>> devices)
      throws NotLearnedException, InterruptedException {
    return using(List.of("fuser"), devices);
  }

  /** Of several files one answer tells of processes, and not always which file they use. */
  private <K> Map<K, List<Holder>> using(List<String> command, Map<K, List<String>> files)
      throws NotLearnedException, InterruptedException {
    List<String> all = files.values().stream().flatMap(List::stream).toList();
    boolean unused = files.size() > 1 && unused(command, all);
    Map<K, List<Holder>> using = new LinkedHashMap<>();
    for (Map.Entry<K, List<String>> each : files.entrySet()) {
      using.put(each.getKey(), unused ? List.of() : using(with(command, each.getValue())));
    }
    return using;
  }

  private boolean unused(List<String> command, List<String> files)
      throws NotLearnedException, InterruptedException {
    Finished fuser = reading.ended(with(command, files));
    return fuser.exit() == 0
        && fuser.out().isBlank()
        && !HolderParser.tellsOfUse(files, fuser.err());
  }

  private static List<String> with(List<String> command, List<String> files) {
    return Stream.concat(command.stream(), files.stream()).toList();
  }

  /** Its standard output has no end that could be missed, but its standard error tells as well. */
  private List<Holder> using(List<String> argv) throws NotLearnedException, InterruptedException {
    Finished fuser = reading.ended(argv);
    if (fuser.exit() != 0) {
      throw new NotLearnedException(Reading.failure(argv, fuser));
    }
    List<Long> pids = Reading.understood(argv, fuser.out(), HolderParser::pids);
    if (!pids.isEmpty()) {
      return named(pids);
    }
    if (HolderParser.tellsOfUse(argv.subList(1, argv.size()), fuser.err())) {
      throw new NotLearnedException(
          "'%s' tells of processes and names none".formatted(String.join(" ", argv)));
    }
    return List.of();
  }

  private List<Holder> named(List<Long> pids) throws NotLearnedException, InterruptedException {
    List<String> argv =
        List.of(
            "ps",
            "-o",
            "pid,user,args",
            "-p",
            pids.stream().map(String::valueOf).collect(Collectors.joining(",")));
    Finished ps = reading.ended(argv);
    if (ps.exit() != 0 && ps.out().isBlank()) {
      return pids.stream().map(Holder::unnamed).toList(); // ps fails when all have ended
    }
    return Reading.understood(argv, ps.out(), output -> HolderParser.holders(pids, output));
  }

  /**
   * The device paths' unit addresses of its virtual disks, by the names of the raw devices, such as
   * {@code 2} of {@code c0d2s0}: of a name only its link tells which disk it is (Oracle VM Server
   * administration guide, virtual disk identifier and device name).
   */
  public Map<String, String> frontEnds() throws NotLearnedException, InterruptedException {
    return reading.read(StorageParsers::links, "ls", "-l", "/dev/rdsk");
  }

  /**
   * The slices of a disk, as its label has them.
   *
   * @param device the raw one of any of its slices
   */
  public List<Slice> slices(String device) throws NotLearnedException, InterruptedException {
    return reading.read(new LabelParser()::parse, "prtvtoc", device);
  }

  /** Pools, metadevices, and the disk groups of a VxVM in the guest, that are in use there. */
  public List<StorageLayer> layers() throws NotLearnedException, InterruptedException {
    List<StorageLayer> layers = new ArrayList<>(pools());
    layers.addAll(
        ifAny(
            StorageParsers::metadevices,
            "there are no existing databases|no metadevices|No such file",
            "metastat",
            "-p"));
    layers.addAll(diskGroups());
    return List.copyOf(layers);
  }

  /** The ZFS pools that are imported. */
  public List<StorageLayer> pools() throws NotLearnedException, InterruptedException {
    return ifAny(StorageParsers::pools, "no pools available", "zpool", "status");
  }

  /** The disk groups that are imported by a VxVM in the guest. */
  public List<StorageLayer> diskGroups() throws NotLearnedException, InterruptedException {
    return ifAny(
        StorageParsers::diskGroups,
        "V-5-1-684|not running|not enabled", // IPC failure: vxconfigd does not run
        "vxdisk",
        "-o",
        "alldgs",
        "-e",
        "list");
  }

  /** Whether all volumes of a disk group in the guest are started. */
  public boolean started(String group) throws NotLearnedException, InterruptedException {
    return reading.read(GuestOs::states, "vxprint", "-g", group, "-v", "-F", "%kstate").stream()
        .allMatch("ENABLED"::equals);
  }

  private static List<String> states(String output) {
    List<String> states =
        output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (states.isEmpty()) {
      throw new IllegalArgumentException("no states of volumes");
    }
    return states;
  }

  /** The devices and files that are used as swap space. */
  public List<String> swap() throws NotLearnedException, InterruptedException {
    return ifAny(StorageParsers::swap, "[Nn]o swap devices configured", "swap", "-l");
  }

  /**
   * What keeps file systems from being unmounted besides processes: shares (share(1M), unshared
   * before), swap files, and files that are block devices (lofiadm(1M)).
   */
  public List<PathUse> pathUses() throws NotLearnedException, InterruptedException {
    List<PathUse> uses = new ArrayList<>();
    for (String path : shares()) {
      uses.add(new PathUse(path, "is shared over NFS", ShellLine.hint("unshare %s", path)));
    }
    for (String path : swap()) {
      uses.add(new PathUse(path, "is used as swap space", ShellLine.hint("swap -d %s", path)));
    }
    for (String path : ifAny(StorageParsers::lofi, "Usage|[Pp]ermission", "lofiadm")) {
      uses.add(
          new PathUse(path, "is a block device by lofi", ShellLine.hint("lofiadm -d %s", path)));
    }
    return List.copyOf(uses);
  }

  /** A guest that has never shared anything may have no such file. */
  private List<String> shares() throws NotLearnedException, InterruptedException {
    List<String> argv = List.of("cat", "/etc/dfs/sharetab");
    Finished cat = reading.ended(argv);
    if (cat.exit() == 0) {
      return Reading.understood(argv, cat.out(), StorageParsers::shares);
    }
    if (cat.err().contains("No such file")) {
      return List.of();
    }
    throw new NotLearnedException(Reading.failure(argv, cat));
  }

  /** The programs of cluster managers that run in the guest. */
  public List<String> clusterManagers() throws NotLearnedException, InterruptedException {
    List<String> argv = List.of("pgrep", "-lx", "had|rgmd|clexecd|cl_execd");
    Finished pgrep = reading.ended(argv);
    if (pgrep.exit() == 1 && pgrep.out().isBlank()) {
      return List.of(); // no process matched (pgrep(1))
    }
    if (pgrep.exit() != 0) {
      throw new NotLearnedException(Reading.failure(argv, pgrep));
    }
    return Reading.understood(argv, pgrep.out(), StorageParsers::programs);
  }

  /** The device that a crash dump would be written to, if it is one of its own. */
  public Optional<String> dump() throws NotLearnedException, InterruptedException {
    return reading.read(StorageParsers::dump, "dumpadm");
  }

  /**
   * Whether one may unmount and mount there, as commands tell that can have no effect. An umount of
   * what is not there is told to everybody, unless it is not let run at all.
   */
  public List<RightTrial> triedRights() throws InterruptedException {
    return List.of(tried(SolarisCommands.triedUmount()), tried(SolarisCommands.triedMount()));
  }

  private RightTrial tried(List<String> argv) throws InterruptedException {
    try {
      return RightTrial.ended(argv, reading.ended(argv));
    } catch (NotLearnedException e) {
      return RightTrial.unanswered(argv, e.why());
    }
  }

  /** The processes that have one of the devices itself open, and no file system on it. */
  public List<Holder> openers(List<String> devices)
      throws NotLearnedException, InterruptedException {
    return using(with(List.of("fuser"), devices));
  }

  /**
   * What a command lists; nothing where there is no such program, or it says that there is none.
   */
  private <T> List<T> ifAny(Function<String, List<T>> parser, String none, String... argv)
      throws NotLearnedException, InterruptedException {
    Optional<Finished> ended = reading.endedIfThere(argv);
    if (ended.isEmpty()) {
      return List.of();
    }
    Finished finished = ended.get();
    if (finished.exit() == 0) {
      return finished.out().isBlank() && Pattern.compile(none).matcher(finished.err()).find()
          ? List.of()
          : Reading.understood(List.of(argv), finished.out(), parser);
    }
    if (Pattern.compile(none).matcher(finished.err() + finished.out()).find()) {
      return List.of();
    }
    throw new NotLearnedException(Reading.failure(List.of(argv), finished));
  }

  /**
   * The state of a service, such as {@code online}; with a star on the way to another (svcs(1)).
   */
  public String service(String name) throws NotLearnedException, InterruptedException {
    return reading.read(GuestOs::state, "svcs", "-H", "-o", "state", name);
  }

  private static String state(String output) {
    String state = output.strip();
    if (!STATE.matcher(state).matches()) {
      throw new IllegalArgumentException("not the state of a service");
    }
    return state;
  }
}
