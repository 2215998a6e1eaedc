package org.cvmsnap.sim.vxvm;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plex: one copy of a volume. Without a volume it is dissociated. */
record PlexRecord(
    String name,
    @Nullable String volume,
    String kstate,
    String state,
    long length,
    List<SubdiskRecord> subdisks,
    Map<String, String> attributes) {

  PlexRecord {
    subdisks = List.copyOf(subdisks);
    attributes = Map.copyOf(attributes);
  }

  /** Whether its subdisks are columns, side by side. */
  boolean striped() {
    return layout().equals("STRIPE");
  }

  String layout() {
    return attributes.getOrDefault("layout", "CONCAT");
  }

  boolean of(String name) {
    return name.equals(volume);
  }

  boolean in(String... states) {
    return List.of(states).contains(state);
  }

  /** A plex that is being filled takes writes and gives no reads. */
  String mode() {
    return in("SNAPATT", "SNAPTMP", "SNAPDONE", "TEMP", "TEMPRMSD", "DCOSNP") ? "WO" : "RW";
  }

  PlexRecord withState(String newState) {
    return new PlexRecord(name, volume, kstate, newState, length, subdisks, attributes);
  }

  PlexRecord under(@Nullable String newVolume, String newKstate, String newState) {
    return new PlexRecord(name, newVolume, newKstate, newState, length, subdisks, attributes);
  }

  PlexRecord withAttributes(Map<String, String> changed) {
    return new PlexRecord(name, volume, kstate, state, length, subdisks, changed);
  }
}
