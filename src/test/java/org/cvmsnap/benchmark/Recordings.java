package org.cvmsnap.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.testing.GivenProcess;
import org.cvmsnap.testing.LargeSite;

/**
 * Records what a large site answers to commands of cvmsnap, so that these can be measured without
 * the simulator. The site has many guests like the first one of {@link LargeSite}, each with forty
 * volumes and a snapshot of each: whatever bears that guest's name is there once for each guest.
 */
public final class Recordings {
  private static final int VOLUMES = 40;

  /** The commands, by the names of their recordings. */
  private static final Map<String, List<String>> COMMANDS =
      Map.of(
          "list", List.of("list"),
          "topology", List.of("topology", "--no-guests"),
          "prune", List.of("prune", "--ldom", LargeSite.GUEST, "--keep-last", "1", "--dry-run"),
          "take", List.of("take", LargeSite.volume(0), "--ldom", LargeSite.GUEST, "--dry-run"));

  private final Path directory;

  private Recordings(Path directory) {
    this.directory = directory;
  }

  /** The directory for the recordings, and how many guests there are to be in each site. */
  public static void main(String[] args) throws IOException {
    Recordings recordings = new Recordings(Path.of(args[0]));
    Path small = recordings.small();
    for (int i = 1; i < args.length; i++) {
      recordings.record(small, Integer.parseInt(args[i]));
    }
  }

  private Path small() {
    Path small = directory.resolve("small");
    SimCluster cluster =
        Scenario.of(LargeSite.scenario(2, VOLUMES), "the benchmark's scenario").cluster();
    SimStore store = SimStore.directory(small, () -> cluster);
    run(store, List.of("take", "--all", "--ldom", LargeSite.GUEST));
    return small;
  }

  private void record(Path small, int guests) throws IOException {
    Path large = Files.createDirectories(directory.resolve("site-" + guests));
    Map<String, Object> saved = JSON.std.mapFrom(small.resolve("cluster.json").toFile());
    saved.put("logged", 0);
    JSON.std.write(multiplied(saved, guests), large.resolve("cluster.json").toFile());
    SimCluster cluster =
        SimStore.directory(
                large,
                () -> {
                  throw new IllegalStateException("no cluster");
                })
            .look(SimCluster::copy);
    for (Map.Entry<String, List<String>> command : COMMANDS.entrySet()) {
      List<String> words = new ArrayList<>(command.getValue());
      words.addAll(List.of("--record", large.resolve(command.getKey()).toString()));
      run(SimStore.memory(cluster.copy()), words);
    }
  }

  private void run(SimStore store, List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(
        List.of(
            "--host", "sim:" + directory, "--state-dir", directory.resolve("state").toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exit = new GivenProcess(all.toArray(String[]::new)).cluster(store).run(out, out);
    if (exit != 0) {
      throw new IllegalStateException(words + " ended with " + exit + ":\n" + out.toString(UTF_8));
    }
  }

  private static Object multiplied(Object json, int guests) {
    if (json instanceof Map<?, ?> map) {
      Map<Object, Object> all = new LinkedHashMap<>();
      map.forEach((key, value) -> all.put(key, multiplied(value, guests)));
      return all;
    }
    if (!(json instanceof List<?> list)) {
      return json;
    }
    List<Object> all = new ArrayList<>();
    for (Object each : list) {
      if (each instanceof Map<?, ?> map
          && String.valueOf(map.get("name")).contains(LargeSite.GUEST)) {
        for (int guest = 0; guest < guests; guest++) {
          all.add(renamed(each, "g%03d".formatted(guest)));
        }
      } else {
        all.add(multiplied(each, guests));
      }
    }
    return all;
  }

  private static Object renamed(Object json, String guest) {
    if (json instanceof Map<?, ?> map) {
      Map<Object, Object> all = new LinkedHashMap<>();
      map.forEach((key, value) -> all.put(key, renamed(value, guest)));
      return all;
    }
    if (json instanceof List<?> list) {
      return list.stream().map(each -> renamed(each, guest)).toList();
    }
    return json instanceof String text ? text.replace(LargeSite.GUEST, guest) : json;
  }
}
