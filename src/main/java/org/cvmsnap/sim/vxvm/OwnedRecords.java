package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Records of one type by key, in the order of their creation, and those of each volume. */
final class OwnedRecords<K, R> {
  private final Function<R, K> key;
  private final Function<R, @Nullable String> volume;
  private final Map<K, R> records = new LinkedHashMap<>();

  /** Made when it is asked for; null after a change. */
  private @Nullable Map<@Nullable String, List<R>> byVolume;

  OwnedRecords(List<R> records, Function<R, K> key, Function<R, @Nullable String> volume) {
    this.key = key;
    this.volume = volume;
    records.forEach(this::put);
  }

  List<R> all() {
    return List.copyOf(records.values());
  }

  Optional<R> get(K name) {
    return Optional.ofNullable(records.get(name));
  }

  boolean has(K name) {
    return records.containsKey(name);
  }

  List<R> of(String owner) {
    Map<@Nullable String, List<R>> found = byVolume;
    if (found == null) {
      found = new HashMap<>();
      for (R each : records.values()) {
        found.computeIfAbsent(volume.apply(each), name -> new ArrayList<>()).add(each);
      }
      byVolume = found;
    }
    return List.copyOf(found.getOrDefault(owner, List.of()));
  }

  void put(R each) {
    records.put(key.apply(each), each);
    byVolume = null;
  }

  void remove(K name) {
    records.remove(name);
    byVolume = null;
  }

  void removeIf(Predicate<R> which) {
    records.values().removeIf(which);
    byVolume = null;
  }

  void replaceAll(UnaryOperator<R> change) {
    records.replaceAll((name, each) -> change.apply(each));
    byVolume = null;
  }
}
