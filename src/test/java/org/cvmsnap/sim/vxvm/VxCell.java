package org.cvmsnap.sim.vxvm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** Simulated storage on two nodes, with a clock and openers that a test sets by hand. */
final class VxCell implements Volumes.Surroundings {
  static final String USUAL =
      """
      [[diskgroup]]
      name = "appdg"
      [[diskgroup.disk]]
      name = "appdg01"
      device = "c2t1d0s2"
      megabytes = 20480
      [[diskgroup.disk]]
      name = "appdg02"
      device = "c2t2d0s2"
      megabytes = 20480
      [[diskgroup.disk]]
      name = "appdg03"
      device = "c2t3d0s2"
      megabytes = 20480
      [[diskgroup.disk]]
      name = "appdg04"
      device = "c2t4d0s2"
      megabytes = 20480
      [[diskgroup.volume]]
      name = "data1"
      megabytes = 2000
      mirrors = 2
      prepared = true
      [[diskgroup.volume]]
      name = "data2"
      megabytes = 2000
      mirrors = 2
      prepared = true
      [[diskgroup.volume]]
      name = "plain1"
      megabytes = 1000
      [[diskgroup.volume]]
      name = "layers1"
      megabytes = 1000
      mirrors = 2
      layered = true
      prepared = true
      """;

  final Map<String, List<String>> open = new HashMap<>();
  final Map<String, String> mounted = new HashMap<>();
  List<Volumes.Node> nodes =
      List.of(new Volumes.Node("hosta", 0, true, true), new Volumes.Node("hostb", 1, true, false));
  Instant now = Instant.parse("2024-03-09T07:05:00Z");
  VxvmVolumes volumes;

  private VxCell(String toml) {
    TomlParseResult parsed = Toml.parse(toml);
    if (parsed.hasErrors()) {
      throw new IllegalArgumentException(parsed.errors().toString());
    }
    volumes = VxvmVolumes.of(parsed, this);
  }

  static VxCell usual() {
    return new VxCell(USUAL);
  }

  static VxCell of(String toml) {
    return new VxCell(toml);
  }

  /** Runs a command line on the first node to its end. */
  Reply run(String line) {
    return runOn("hosta", line);
  }

  Reply runOn(String node, String line) {
    return finish(volumes.work(node, List.of(line.split(" "))));
  }

  Reply finish(Work work) {
    work.start().run();
    pass(work.takes());
    return work.finish();
  }

  /** Runs a command that has to succeed silently or with output, and gives its output. */
  String ok(String line) {
    Reply reply = run(line);
    if (reply.exit() != 0) {
      throw new AssertionError(line + ": " + reply);
    }
    return reply.out();
  }

  void pass(Duration time) {
    now = now.plus(time);
    volumes.advanceTo(now);
  }

  void opened(String volume, String... by) {
    open.put("appdg/" + volume, List.of(by));
  }

  void mount(String volume, String guest) {
    mounted.put("appdg/" + volume, guest);
    volumes.fileSystem("appdg", volume, "s0", "vxfs", Volumes.FileSystemEvent.MOUNTED);
  }

  void unmount(String volume) {
    mounted.remove("appdg/" + volume);
    volumes.fileSystem("appdg", volume, "s0", "vxfs", Volumes.FileSystemEvent.UNMOUNTED);
  }

  String contentOf(String snapshot) {
    return volumes.snapshots().stream()
        .filter(it -> it.name().equals(snapshot))
        .map(Volumes.SnapshotTruth::content)
        .findFirst()
        .orElse("no such snapshot");
  }

  String dataOn(String volume) {
    return volumes.volumes().stream()
        .filter(it -> it.name().equals(volume))
        .map(Volumes.VolumeTruth::data)
        .findFirst()
        .orElse("no such volume");
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    volumes.volumes().forEach(it -> names.add(it.name()));
    return names;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public List<Volumes.Node> nodes() {
    return nodes;
  }

  @Override
  public List<String> openBy(String group, String volume) {
    return open.getOrDefault(group + "/" + volume, List.of());
  }

  @Override
  public Set<String> openOn(String node, String group) {
    return open.keySet().stream()
        .filter(volume -> volume.startsWith(group + "/"))
        .map(volume -> volume.substring(group.length() + 1))
        .filter(
            volume ->
                openBy(group, volume).stream().anyMatch(who -> (who + "/").startsWith(node + "/")))
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<String> mountedBy(String group, String volume) {
    return Optional.ofNullable(mounted.get(group + "/" + volume));
  }

  @Override
  public void promote(String node) {
    nodes =
        nodes.stream()
            .map(it -> new Volumes.Node(it.name(), it.id(), it.joined(), it.name().equals(node)))
            .toList();
  }
}
