package org.cvmsnap.sim.vxvm;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

  VolumeRecord withRole(Role newRole, @Nullable String newOwner) {
    return new VolumeRecord(
        name,
        newRole,
        newOwner,
        length,
        useType,
        kstate,
        state,
        layered,
        minor,
        attributes,
        tags,
        content,
        origin);
  }

  VolumeRecord withLength(long newLength) {
    return new VolumeRecord(
        name,
        role,
        owner,
        newLength,
        useType,
        kstate,
        state,
        layered,
        minor,
        attributes,
        tags,
        content,
        origin);
  }

  VolumeRecord withState(String newKstate, String newState) {
    return new VolumeRecord(
        name,
        role,
        owner,
        length,
        useType,
        newKstate,
        newState,
        layered,
        minor,
        attributes,
        tags,
        content,
        origin);
  }

  VolumeRecord withLayers() {
    return new VolumeRecord(
        name,
        role,
        owner,
        length,
        useType,
        kstate,
        state,
        true,
        minor,
        attributes,
        tags,
        content,
        origin);
  }

  VolumeRecord withAttributes(Map<String, String> changed) {
    return new VolumeRecord(
        name, role, owner, length, useType, kstate, state, layered, minor, changed, tags, content,
        origin);
  }

  VolumeRecord withTags(SortedMap<String, String> changed) {
    return new VolumeRecord(
        name,
        role,
        owner,
        length,
        useType,
        kstate,
        state,
        layered,
        minor,
        attributes,
        changed,
        content,
        origin);
  }

  VolumeRecord withContent(VxContent changed) {
    return new VolumeRecord(
        name,
        role,
        owner,
        length,
        useType,
        kstate,
        state,
        layered,
        minor,
        attributes,
        tags,
        changed,
        origin);
  }

  VolumeRecord withOrigin(@Nullable SnapOrigin changed) {
    return new VolumeRecord(
        name,
        role,
        owner,
        length,
        useType,
        kstate,
        state,
        layered,
        minor,
        attributes,
        tags,
        content,
        changed);
  }
}
