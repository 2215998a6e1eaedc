package org.cvmsnap.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A service group, and what VCS believes of it. Its first resource is the one that an agent looks
 * after here, if it is an LDom; the others are only listed.
 */
final class VcsGroup {
  final String name;
  final List<String> systems;
  final boolean autoFailOver;

  /** How long VCS takes to clean up after a fault and to make another system ready. */
  final Duration failover;

  /** Whether a fault stays until it is cleared, though the agent sees the domain run again. */
  final boolean keepsFaults;

  final Resource resource;
  final List<Resource> resources;
  boolean frozen;
  boolean temporarilyFrozen;

  /** Where the agent last saw the resource online. */
  final TreeSet<String> online = new TreeSet<>();

  /** Where it went down without VCS having asked for it. */
  final TreeSet<String> faulted = new TreeSet<>();

  /** Where VCS is bringing it online; empty text for nowhere. */
  String starting = "";

  private final boolean begun;

  /** A resource of a group. */
  record Resource(String name, String type, boolean critical, Map<String, String> attributes) {
    boolean manages() {
      return type.equals("LDom");
    }

    String domain() {
      return attributes.getOrDefault("LDomName", "");
    }
  }

  private VcsGroup(ConfigTable doc) {
    name = doc.text("group");
    systems = doc.texts("systems");
    autoFailOver = doc.flag("autoFailOver", true);
    failover = Duration.ofSeconds(doc.number("failoverSeconds", 0));
    keepsFaults = doc.flag("keepsFaults", false);
    resources = doc.list("resource").stream().map(VcsGroup::resource).toList();
    if (resources.isEmpty()) {
      throw doc.wrong("resource", "has to be there");
    }
    resource = resources.get(0);
    frozen = doc.flag("frozen", false);
    temporarilyFrozen = doc.flag("temporarilyFrozen", false);
    begun = doc.has("online");
    online.addAll(doc.texts("online"));
    faulted.addAll(doc.texts("faulted"));
    starting = doc.text("starting", "");
    doc.finish();
  }

  private static Resource resource(ConfigTable doc) {
    Resource resource =
        new Resource(
            doc.text("name"),
            doc.text("type"),
            doc.flag("critical", true),
            doc.pairs("attributes"));
    doc.finish();
    if (resource.manages() && resource.domain().isEmpty()) {
      throw doc.wrong("attributes", "have to hold LDomName");
    }
    return resource;
  }

  /** A group of a scenario begins with what is really so. */
  static VcsGroup from(ConfigTable doc, SimCluster cluster) {
    VcsGroup group = new VcsGroup(doc);
    for (String system : group.systems) {
      if (cluster.find(system).isEmpty()) {
        throw doc.wrong("systems", "names '" + system + "', which is no node");
      }
    }
    if (!group.begun) {
      group.systems.stream()
          .filter(system -> group.active(cluster, system))
          .forEach(group.online::add);
    }
    return group;
  }

  boolean active(SimCluster cluster, String system) {
    SimNode node = cluster.node(system);
    Optional<Domain> domain = node.domain(resource.domain());
    return resource.manages()
        && node.up
        && domain.filter(one -> one.state == Domain.State.ACTIVE).isPresent();
  }

  boolean held() {
    return frozen || temporarilyFrozen;
  }

  String state(String system) {
    List<String> words = new ArrayList<>();
    words.add(online.contains(system) ? "ONLINE" : "OFFLINE");
    if (faulted.contains(system)) {
      words.add("FAULTED");
    }
    if (starting.equals(system)) {
      words.add("STARTING");
    }
    return String.join("|", words);
  }

  String resourceState(String system) {
    return faulted.contains(system) ? "FAULTED" : online.contains(system) ? "ONLINE" : "OFFLINE";
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("group", name);
    map.put("systems", systems);
    map.put("autoFailOver", autoFailOver);
    map.put("failoverSeconds", failover.toSeconds());
    map.put("keepsFaults", keepsFaults);
    map.put(
        "resource",
        resources.stream()
            .map(
                one ->
                    Map.of(
                        "name", one.name(),
                        "type", one.type(),
                        "critical", one.critical(),
                        "attributes", one.attributes()))
            .toList());
    map.put("frozen", frozen);
    map.put("temporarilyFrozen", temporarilyFrozen);
    map.put("online", List.copyOf(online));
    map.put("faulted", List.copyOf(faulted));
    map.put("starting", starting);
    return map;
  }
}
