package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.cvmsnap.sim.vxvm.FileSystemState;
import org.cvmsnap.sim.vxvm.Storage;
import org.cvmsnap.sim.vxvm.Volumes;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Volumes that are there and started, without commands: for tests of all but the storage. */
final class BareStorage implements Storage {
  @Override
  public Volumes of(TomlTable scenario, Volumes.Surroundings around) {
    Bare bare = new Bare();
    TomlArray groups = scenario.getArrayOrEmpty("diskgroup");
    for (int g = 0; g < groups.size(); g++) {
      TomlTable group = groups.getTable(g);
      TomlArray volumes = group.getArrayOrEmpty("volume");
      for (int v = 0; v < volumes.size(); v++) {
        bare.names.add(group.getString("name") + "/" + volumes.getTable(v).getString("name"));
      }
    }
    return bare;
  }

  @Override
  public Volumes fromJson(Map<String, Object> json, Volumes.Surroundings around) {
    ConfigTable doc = ConfigTable.of(json, "the saved storage");
    Bare bare = new Bare();
    bare.names.addAll(doc.texts("names"));
    bare.corrupt.addAll(doc.texts("corrupt"));
    bare.events.addAll(doc.texts("events"));
    return bare;
  }

  /** The volumes' names, and what was told about them. */
  static final class Bare implements Volumes {
    final Set<String> names = new LinkedHashSet<>();
    final Set<String> corrupt = new LinkedHashSet<>();
    final List<String> events = new ArrayList<>();

    @Override
    public Set<String> programs() {
      return Set.of("vxdctl");
    }

    @Override
    public Work work(String node, List<String> argv) {
      return Work.read(Duration.ofMillis(200), () -> Reply.out("mode: enabled\n"));
    }

    @Override
    public void advanceTo(Instant now) {}

    @Override
    public boolean enabled(String group, String volume) {
      return exists(group, volume);
    }

    @Override
    public boolean exists(String group, String volume) {
      return names.contains(group + "/" + volume);
    }

    @Override
    public void fileSystem(
        String group, String volume, String at, String type, FileSystemEvent event) {
      if (event != FileSystemEvent.MADE) {
        events.add(volume + " " + event);
      }
    }

    @Override
    public Optional<FileSystemState> fileSystem(String group, String volume, String at) {
      return Optional.empty();
    }

    @Override
    public void corrupt(String group, String volume) {
      corrupt.add(group + "/" + volume);
    }

    @Override
    public List<VolumeTruth> volumes() {
      return names.stream()
          .sorted()
          .map(
              name ->
                  new VolumeTruth(
                      name.substring(0, name.indexOf('/')),
                      name.substring(name.indexOf('/') + 1),
                      corrupt.contains(name),
                      name))
          .toList();
    }

    @Override
    public List<SnapshotTruth> snapshots() {
      return List.of();
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("names", List.copyOf(names));
      map.put("corrupt", List.copyOf(corrupt));
      map.put("events", List.copyOf(events));
      return map;
    }
  }
}
