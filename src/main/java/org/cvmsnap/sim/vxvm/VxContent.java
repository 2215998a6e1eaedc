package org.cvmsnap.sim.vxvm;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is really written on a volume.
 *
 * @param data names the bytes: equal names, equal bytes
 * @param quality how the bytes were caught, whatever is on them
 * @param corrupt whether two owners wrote on it at some time; it never heals
 * @param written how much was ever written over the volume, in 1/10000 of its length
 * @param fileSystems what is on it, by the place where it is: {@code s0} for a slice of the disk
 *     that the volume is, an empty text for the whole volume, or the name of a layer that lies on
 *     it
 */
record VxContent(
    String data,
    Quality quality,
    boolean corrupt,
    long written,
    SortedMap<String, FileSystemState> fileSystems) {
  VxContent(
      String data,
      Quality quality,
      boolean corrupt,
      long written,
      @Nullable SortedMap<String, FileSystemState> fileSystems) {
    this.data = data;
    this.quality = quality;
    this.corrupt = corrupt;
    this.written = written;
    this.fileSystems =
        Collections.unmodifiableSortedMap(
            new TreeMap<>(fileSystems == null ? Map.of() : fileSystems));
  }

  /** From the best to the worst; the worse one wins when two meet. */
  enum Quality {
    CLEAN("clean"),
    CRASH_CONSISTENT("crash-consistent"),
    TORN("torn");

    private final String text;

    Quality(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    Quality worse(Quality other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  static VxContent fresh(String data) {
    return new VxContent(data, Quality.CLEAN, false, 0, new TreeMap<>());
  }

  /** What somebody finds on it who mounts or imports all that is there. */
  Quality found() {
    return fileSystems.values().stream()
        .map(FileSystemState::quality)
        .reduce(quality, Quality::worse);
  }

  /** After a write of that much: new bytes, caught in the given quality. */
  VxContent writtenTo(String token, Quality now, long much) {
    Quality lasting = quality == Quality.TORN ? Quality.TORN : now;
    return new VxContent(token, lasting, corrupt, written + much, fileSystems);
  }

  /** After something has happened to what is at a place. */
  VxContent after(Volumes.FileSystemEvent event, String at, String type) {
    SortedMap<String, FileSystemState> changed = new TreeMap<>(fileSystems);
    changed.put(at, changed.getOrDefault(at, FileSystemState.made(type)).after(event, type));
    return new VxContent(data, quality, corrupt, written, changed);
  }

  /** After all bytes were replaced by those of another volume. */
  VxContent overwrittenBy(VxContent other, long much) {
    return new VxContent(
        other.data, other.quality, corrupt || other.corrupt, written + much, other.fileSystems);
  }

  /** With all that is on it left to be checked. */
  VxContent dropped() {
    SortedMap<String, FileSystemState> changed = new TreeMap<>(fileSystems);
    changed.replaceAll((at, state) -> state.after(Volumes.FileSystemEvent.DROPPED, state.type()));
    return new VxContent(data, quality, corrupt, written, changed);
  }

  VxContent ruined(String token) {
    return new VxContent(token, quality, true, written + 1, fileSystems);
  }

  /** The same bytes on another volume, which has not been written to itself. */
  VxContent copied(Quality observed) {
    return new VxContent(data, quality.worse(observed), corrupt, 0, fileSystems);
  }
}
