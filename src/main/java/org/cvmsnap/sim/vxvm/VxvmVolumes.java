package org.cvmsnap.sim.vxvm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.command.Work;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/** The shared storage as VxVM and CVM give it: the commands of that family over one state. */
final class VxvmVolumes implements Volumes {
  private static final Set<String> PROGRAMS =
      Set.of(
          "vxdctl",
          "vxclustadm",
          "vxdg",
          "vxdisk",
          "vxprint",
          "vxsnap",
          "vxassist",
          "vxedit",
          "vxmake",
          "vxcache",
          "vxplex",
          "vxvol",
          "vxtask",
          "vxinfo",
          "vxrecover");

  private final VxStorage storage;

  private VxvmVolumes(VxStorage storage) {
    this.storage = storage;
  }

  /**
   * Reads {@code [[diskgroup]]}, {@code [times]} and {@code [vxvm]}.
   *
   * @throws IllegalArgumentException for a key or a value that is not known, or if the disks are
   *     too small for the volumes
   */
  static VxvmVolumes of(TomlTable scenario, Surroundings around) {
    VxStorage storage =
        new VxStorage(
            VxScenario.groups(scenario, around),
            around,
            VxScenario.times(scenario),
            VxScenario.release(scenario));
    VxScenario.spares(scenario).forEach(storage::addSpare);
    for (DiskGroup group : storage.groups()) {
      for (VolumeRecord volume : group.volumes()) {
        if (volume.state().equals("SYNC")) {
          VxVol.resync(storage, group, volume.name());
        }
      }
    }
    return new VxvmVolumes(storage);
  }

  /** All of the state. */
  private record Image(
      VxTimes times,
      @Nullable VxRelease release,
      @Nullable Instant switchedAt,
      @Nullable String nextMaster,
      List<DiskGroup.Image> groups,
      @Nullable List<VxDisk> spares) {}

  static VxvmVolumes fromJson(Map<String, Object> json, Surroundings around) {
    Image image = VxJson.read(Image.class, json);
    List<DiskGroup> groups = image.groups.stream().map(DiskGroup::new).toList();
    VxRelease release = image.release == null ? VxRelease.USUAL : image.release;
    VxStorage storage = new VxStorage(groups, around, image.times, release);
    storage.switchMaster(image.nextMaster, image.switchedAt);
    if (image.spares != null) {
      image.spares.forEach(storage::addSpare);
    }
    return new VxvmVolumes(storage);
  }

  @Override
  public Map<String, Object> toJson() {
    List<DiskGroup.Image> groups = storage.groups().stream().map(DiskGroup::image).toList();
    return VxJson.write(
        new Image(
            storage.times(),
            storage.release(),
            storage.switchedAt(),
            storage.nextMaster(),
            groups,
            List.copyOf(storage.spares())));
  }

  @Override
  public Set<String> programs() {
    return PROGRAMS;
  }

  @Override
  public Work work(String node, List<String> argv) {
    try {
      return dispatch(node, argv.get(0), argv);
    } catch (VxFailure failure) {
      return Work.refused(false, storage.times().reading(), failure.reply());
    }
  }

  private Work dispatch(String node, String program, List<String> argv) {
    return switch (program) {
      case "vxdctl" -> VxCluster.vxdctl(call(node, argv, "c", VxCluster.USAGE));
      case "vxclustadm" -> VxCluster.vxclustadm(call(node, argv, "v", "nidmap | nodestate"));
      case "vxdg" -> VxDg.work(call(node, argv, VxDg.OPTIONS, VxDg.USAGE));
      case "vxdisk" -> VxDiskCommand.work(call(node, argv, "g:o:qe", VxDiskCommand.USAGE));
      case "vxprint" -> {
        VxOptions options = VxOptions.parse(argv, VxPrint.OPTIONS, true, VxPrint.USAGE);
        yield VxPrint.work(new VxCall(storage, node, program, options));
      }
      case "vxsnap" -> VxSnap.work(call(node, argv, VxSnap.OPTIONS, VxSnap.USAGE));
      case "vxassist" -> VxAssist.work(call(node, argv, VxAssist.OPTIONS, VxAssist.USAGE));
      case "vxedit" -> VxEdit.work(call(node, argv, VxEdit.OPTIONS, VxEdit.USAGE));
      case "vxmake" -> VxCacheCommand.vxmake(call(node, argv, "g:d:o:", "cache ..."));
      case "vxcache" -> VxCacheCommand.work(call(node, argv, "g:o:fl", VxCacheCommand.USAGE));
      case "vxplex" ->
          VxPlexCommand.work(call(node, argv, VxPlexCommand.OPTIONS, VxPlexCommand.USAGE));
      case "vxvol" -> VxVol.work(call(node, argv, VxVol.OPTIONS, VxVol.USAGE));
      case "vxinfo" -> VxVol.vxinfo(call(node, argv, "g:p", "[-p] [-g diskgroup] [volume...]"));
      case "vxrecover" -> VxVol.vxrecover(call(node, argv, "g:o:bcnsv", "[-g diskgroup]"));
      case "vxtask" -> VxTaskCommand.work(call(node, argv, "hlpqrg:i:v:", VxTaskCommand.USAGE));
      default -> throw VxOptions.usage(program, "(unknown command)");
    };
  }

  private VxCall call(String node, List<String> argv, String spec, String usage) {
    return new VxCall(storage, node, argv.get(0), VxOptions.parse(argv, spec, false, usage));
  }

  @Override
  public void advanceTo(Instant now) {
    storage.settle(now);
  }

  private Optional<VolumeRecord> volume(String group, String volume) {
    return storage.group(group).filter(it -> !it.deported()).flatMap(it -> it.volume(volume));
  }

  @Override
  public boolean enabled(String group, String volume) {
    boolean up = storage.group(group).filter(it -> !it.disabled() && !it.deported()).isPresent();
    return up && volume(group, volume).filter(it -> it.kstate().equals("ENABLED")).isPresent();
  }

  @Override
  public boolean exclusive(String group, String volume) {
    return volume(group, volume)
        .filter(it -> it.attributes().getOrDefault("exclusive", "off").equals("on"))
        .isPresent();
  }

  @Override
  public boolean exists(String group, String volume) {
    return volume(group, volume).isPresent();
  }

  @Override
  public void fileSystem(
      String group, String volume, String at, String type, FileSystemEvent event) {
    storage
        .group(group)
        .filter(it -> it.volume(volume).isPresent())
        .ifPresent(it -> storage.happened(it, volume, at, type, event));
  }

  @Override
  public Optional<FileSystemState> fileSystem(String group, String volume, String at) {
    return volume(group, volume).map(it -> it.content().fileSystems().get(at));
  }

  @Override
  public void corrupt(String group, String volume) {
    storage
        .group(group)
        .ifPresent(
            it ->
                it.change(volume, old -> old.withContent(old.content().ruined(it.token(volume)))));
  }

  @Override
  public List<VolumeTruth> volumes() {
    List<VolumeTruth> truths = new ArrayList<>();
    for (DiskGroup group : storage.groups()) {
      group.volumes().stream()
          .filter(it -> it.role() == VolumeRecord.Role.DATA || it.role() == VolumeRecord.Role.CACHE)
          .sorted(Comparator.comparing(VolumeRecord::name))
          .map(
              it ->
                  new VolumeTruth(
                      group.name(), it.name(), it.content().corrupt(), it.content().data()))
          .forEach(truths::add);
    }
    return List.copyOf(truths);
  }

  @Override
  public List<SnapshotTruth> snapshots() {
    List<SnapshotTruth> truths = new ArrayList<>();
    for (DiskGroup group : storage.groups()) {
      List<VolumeRecord> sorted =
          group.volumes().stream().sorted(Comparator.comparing(VolumeRecord::name)).toList();
      for (VolumeRecord volume : sorted) {
        SnapOrigin origin = volume.origin();
        if (origin != null) {
          truths.add(
              new SnapshotTruth(
                  group.name(),
                  volume.name(),
                  origin.source(),
                  volume.content().found().text(),
                  origin.taken(),
                  volume.content().data(),
                  volume.content().fileSystems()));
        }
      }
    }
    return List.copyOf(truths);
  }

  // ---- for tests and for faults of the storage itself

  /** The master is being switched for that long: configuration commands are refused. */
  void masterSwitch(Duration lasting) {
    storage.switchMaster(null, storage.now().plus(lasting));
  }

  void disable(String group, boolean disabled) {
    storage.group(group).ifPresent(it -> it.disabled(disabled));
  }

  /**
   * The mirrors of the volume may differ after a crash; with {@code running} they are made equal.
   */
  void needsResync(String group, String volume, boolean running) {
    storage
        .group(group)
        .ifPresent(
            it -> {
              it.change(volume, old -> old.withState(old.kstate(), "NEEDSYNC"));
              if (running) {
                VxVol.resync(storage, it, volume);
              }
            });
  }

  /** A guest writes over that much of the volume, in percent. */
  void write(String group, String volume, double percent) {
    storage
        .group(group)
        .ifPresent(
            it ->
                storage.write(
                    it, volume, VxContent.Quality.CRASH_CONSISTENT, Math.round(percent * 100)));
  }
}
