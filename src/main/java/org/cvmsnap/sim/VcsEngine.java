package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Veritas Cluster Server: its agents see at once what becomes of a domain (IMF), and a group that
 * went down without having been asked to is brought up on another system, unless it is frozen.
 */
final class VcsEngine {
  private static final Duration NOTICED = Duration.ofSeconds(1);

  private final SimCluster cluster;
  private final List<VcsGroup> groups = new ArrayList<>();
  private boolean open;

  VcsEngine(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** Reads the groups; the nodes have to be known by now. */
  void read(List<ConfigTable> docs) {
    docs.forEach(doc -> groups.add(VcsGroup.from(doc, cluster)));
  }

  List<Map<String, Object>> toList() {
    return groups.stream().map(VcsGroup::toMap).toList();
  }

  boolean installed() {
    return !groups.isEmpty();
  }

  List<VcsGroup> groups() {
    return groups;
  }

  Optional<VcsGroup> group(String name) {
    return groups.stream().filter(group -> group.name.equals(name)).findFirst();
  }

  Optional<VcsGroup> owner(String resource) {
    return groups.stream()
        .filter(group -> group.resources.stream().anyMatch(one -> one.name().equals(resource)))
        .findFirst();
  }

  /** Whether the configuration may be changed. */
  boolean open() {
    return open;
  }

  void open(boolean writable) {
    open = writable;
  }

  /** A domain has come or gone. */
  void seen() {
    if (installed()) {
      cluster.agenda().monitor(cluster.now().plus(NOTICED));
    }
  }

  void monitor() {
    if (cluster.nodes().stream().anyMatch(VcsEngine::runs)) {
      groups.stream().filter(group -> group.resource.manages()).forEach(this::monitor);
    }
  }

  static boolean runs(SimNode node) {
    return node.up && node.had;
  }

  private void monitor(VcsGroup group) {
    for (String system : group.systems) {
      boolean active = group.active(cluster, system);
      if (active) {
        group.online.add(system);
        if (!group.keepsFaults) {
          group.faulted.remove(system);
        }
        group.starting = group.starting.equals(system) ? "" : group.starting;
      } else if (group.online.remove(system)) {
        group.faulted.add(system);
      }
    }
    act(group);
  }

  /** What VCS does about a group that is online nowhere, and of which a fault is known. */
  void act(VcsGroup group) {
    boolean down = group.online.isEmpty() && !group.faulted.isEmpty() && group.starting.isEmpty();
    if (!down || group.held() || !group.autoFailOver || !group.resource.critical()) {
      return;
    }
    group.systems.stream()
        .filter(system -> !group.faulted.contains(system) && runs(cluster.node(system)))
        .findFirst()
        .ifPresent(system -> online(group, system, cluster.now().plus(group.failover)));
  }

  /** The agent's entry point Online, at once. */
  void online(VcsGroup group, String system) {
    online(group, system, cluster.now());
  }

  /** Binds the domain, and starts it; what has become of it elsewhere meanwhile is not asked. */
  private void online(VcsGroup group, String system, Instant at) {
    String domain = group.resource.domain();
    group.starting = system;
    cluster
        .agenda()
        .command(
            at, ScheduledEvent.Kind.COMMAND_START, system, List.of("ldm", "bind", domain), null);
    cluster
        .agenda()
        .command(
            at.plus(cluster.span(Span.BIND)).plusSeconds(1),
            ScheduledEvent.Kind.COMMAND_START,
            system,
            List.of("ldm", "start", domain),
            null);
  }

  List<SimTruth.Group> truth() {
    return groups.stream()
        .map(
            group -> {
              Map<String, String> states = new TreeMap<>();
              group.systems.forEach(system -> states.put(system, group.state(system)));
              String frozen =
                  String.join(
                      " and ",
                      Stream.of(
                              group.temporarilyFrozen ? "temporarily" : "",
                              group.frozen ? "persistently" : "")
                          .filter(word -> !word.isEmpty())
                          .toList());
              return new SimTruth.Group(
                  group.name,
                  String.join(
                      ", ",
                      states.entrySet().stream()
                          .map(each -> each.getKey() + " " + each.getValue())
                          .toList()),
                  frozen.isEmpty() ? "no" : frozen);
            })
        .toList();
  }
}
