package org.cvmsnap.sim.vxvm;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A volume; {@code length} in sectors.
 *
 * @param owner the DCO of a log, the cache object of a cache volume, the plex above a lower volume
 * @param attributes what vxedit and vxvol set: comment, putil2, exclusive, ...
 */
record VolumeRecord(
    String name,
    Role role,
    @Nullable String owner,
    long length,
    String useType,
    String kstate,
    String state,
    boolean layered,
    int minor,
    Map<String, String> attributes,
    SortedMap<String, String> tags,
    VxContent content,
    @Nullable SnapOrigin origin) {

  /** What the volume is there for. */
  enum Role {
    DATA,
    LOG,
    CACHE,
    LOWER
  }

  VolumeRecord {
    attributes = Map.copyOf(attributes);
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  static VolumeRecord of(String name, long length, String useType, int minor, VxContent content) {
    return new VolumeRecord(
        name,
        Role.DATA,
        null,
        length,
        useType,
        "ENABLED",
        "ACTIVE",
        false,
        minor,
        Map.of(),
        new TreeMap<>(),
        content,
        null);
  }

  boolean isSnapshot(SnapOrigin.Kind kind) {
    return origin != null && origin.kind() == kind;
  }

  boolean active() {
    return kstate.equals("ENABLED") && state.equals("ACTIVE");
  }

  /** The log of a DCO that is BADLOG, whatever becomes of the log itself. */
  boolean badLog() {
    return attributes.getOrDefault("badlog", "off").equals("on");
  }

  VolumeRecord withBadLog() {
    return withState("DETACHED", "DETACH").withAttributes(VxEdit.with(attributes, "badlog", "on"));
  }

  VolumeRecord withRole(Role newRole, @Nullable String newOwner) {
    return changed(
        copy -> {
          copy.role = newRole;
          copy.owner = newOwner;
        });
  }

  VolumeRecord withLength(long newLength) {
    return changed(copy -> copy.length = newLength);
  }

  VolumeRecord withState(String newKstate, String newState) {
    return changed(
        copy -> {
          copy.kstate = newKstate;
          copy.state = newState;
        });
  }

  VolumeRecord withLayers() {
    return changed(copy -> copy.layered = true);
  }

  VolumeRecord withAttributes(Map<String, String> newAttributes) {
    return changed(copy -> copy.attributes = newAttributes);
  }

  VolumeRecord withTags(SortedMap<String, String> newTags) {
    return changed(copy -> copy.tags = newTags);
  }

  VolumeRecord withContent(VxContent newContent) {
    return changed(copy -> copy.content = newContent);
  }

  VolumeRecord withOrigin(@Nullable SnapOrigin newOrigin) {
    return changed(copy -> copy.origin = newOrigin);
  }

  private VolumeRecord changed(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return new VolumeRecord(
        name,
        copy.role,
        copy.owner,
        copy.length,
        useType,
        copy.kstate,
        copy.state,
        copy.layered,
        minor,
        copy.attributes,
        copy.tags,
        copy.content,
        copy.origin);
  }

  /** What can change of a volume, for as long as a new record of it is being made. */
  private static final class Copy {
    private Role role;
    private @Nullable String owner;
    private long length;
    private String kstate;
    private String state;
    private boolean layered;
    private Map<String, String> attributes;
    private SortedMap<String, String> tags;
    private VxContent content;
    private @Nullable SnapOrigin origin;

    Copy(VolumeRecord volume) {
      role = volume.role;
      owner = volume.owner;
      length = volume.length;
      kstate = volume.kstate;
      state = volume.state;
      layered = volume.layered;
      attributes = volume.attributes;
      tags = volume.tags;
      content = volume.content;
      origin = volume.origin;
    }
  }
}
