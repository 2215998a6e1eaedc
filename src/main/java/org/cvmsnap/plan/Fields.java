package org.cvmsnap.plan;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/** A map from a JSON file, read by key and type; whatever is not as expected is refused. */
record Fields(Map<?, ?> map) {
  private <T> T value(String key, Class<T> type) {
    Object value = map.get(key);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("'" + key + "' is missing or not as expected in " + map);
    }
    return type.cast(value);
  }

  String text(String key) {
    return value(key, String.class);
  }

  boolean flag(String key) {
    return value(key, Boolean.class);
  }

  long number(String key) {
    return value(key, Number.class).longValue();
  }

  int count(String key) {
    return value(key, Number.class).intValue();
  }

  List<String> words(String key) {
    return ((List<?>) value(key, List.class)).stream().map(String.class::cast).toList();
  }

  SnapshotTarget target(String key) {
    Fields fields = fields(key);
    return new SnapshotTarget(
        fields.volume("id"),
        fields.volumes("source").stream().findFirst(),
        fields.family(),
        fields.flag("linked"),
        fields.text("run"));
  }

  BackEnd backEnd(String key) {
    Fields fields = fields(key);
    return new BackEnd(
        fields.text("service"),
        fields.text("volume"),
        fields.words("options"),
        fields.text("device"),
        fields.words("mpgroup").stream().findFirst());
  }

  OptionalInt numberIfAny(String key) {
    return ((List<?>) value(key, List.class))
        .stream().mapToInt(number -> ((Number) number).intValue()).findFirst();
  }

  Duration seconds(String key) {
    return Duration.ofSeconds(number(key));
  }

  Making making() {
    return switch (text("kind")) {
      case "mirrors" -> new Making.Mirrors(family());
      case "plexes" -> new Making.Plexes(plexes());
      case "volumes" -> new Making.Volumes();
      case "cache" -> new Making.Cache(text("name"));
      case "links" -> new Making.Links(new GroupName(text("group")));
      default -> throw new IllegalArgumentException("unknown way of making: " + text("kind"));
    };
  }

  private Map<VolumeName, String> plexes() {
    Map<VolumeName, String> plexes = new LinkedHashMap<>();
    texts("plexes").forEach((volume, plex) -> plexes.put(new VolumeName(volume), plex));
    return plexes;
  }

  Fields fields(String key) {
    return new Fields(value(key, Map.class));
  }

  List<Fields> maps(String key) {
    return ((List<?>) value(key, List.class))
        .stream().map(each -> new Fields((Map<?, ?>) each)).toList();
  }

  Map<String, String> texts(String key) {
    Map<String, String> texts = new TreeMap<>();
    ((Map<?, ?>) value(key, Map.class)).forEach((k, v) -> texts.put((String) k, (String) v));
    return texts;
  }

  List<SnapshotPair> pairs(String key) {
    return maps(key).stream()
        .map(
            pair ->
                new SnapshotPair(
                    new VolumeName(pair.text("source")), new VolumeName(pair.text("snapshot"))))
        .toList();
  }

  Map<VolumeName, LocalDateTime> dates(String key) {
    Map<VolumeName, LocalDateTime> dates = new LinkedHashMap<>();
    texts(key).forEach((name, date) -> dates.put(new VolumeName(name), LocalDateTime.parse(date)));
    return dates;
  }

  GuestName guest() {
    return new GuestName(text("guest"));
  }

  /** Journals of earlier versions do not name it. */
  Optional<OwnerGroup> owner() {
    if (!map.containsKey("owner")) {
      return Optional.empty();
    }
    return maps("owner").stream().map(Fields::ownerGroup).findFirst();
  }

  OwnerGroup ownerGroup() {
    return new OwnerGroup(text("group"), text("resource"), text("system"));
  }

  LockRecord lockRecord() {
    return new LockRecord(volume("volume"), text("holder"));
  }

  Family family() {
    return Family.valueOf(text("family"));
  }

  Machine machine(String key) {
    Fields fields = fields(key);
    return new Machine(
        Machine.Kind.valueOf(fields.text("kind")), fields.text("name"), fields.text("address"));
  }

  VolumeId volume(String key) {
    return fields(key).volume();
  }

  private VolumeId volume() {
    return VolumeId.of(text("group"), text("name"));
  }

  List<VolumeId> volumes(String key) {
    return maps(key).stream().map(Fields::volume).toList();
  }

  Mount mount() {
    Fields fields = fields("mount");
    return new Mount(
        fields.text("special"),
        fields.text("mountPoint"),
        fields.text("fsType"),
        ((List<?>) fields.value("options", List.class)).stream().map(String.class::cast).toList());
  }

  Timeouts timeouts() {
    Fields fields = fields("timeouts");
    return new Timeouts(fields.seconds("stop"), fields.seconds("boot"), fields.seconds("umount"));
  }
}
