package org.cvmsnap.sim;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.vxvm.Volumes;

/** What the storage of a simulated cluster sees of the rest of it. */
record StorageSurroundings(SimCluster cluster) implements Volumes.Surroundings {
  @Override
  public Instant now() {
    return cluster.now();
  }

  @Override
  public List<Volumes.Node> nodes() {
    return cluster.nodes().stream()
        .map(node -> new Volumes.Node(node.name, node.id, node.joined, node.master, node.listedAs))
        .toList();
  }

  @Override
  public void promote(String node) {
    cluster.promote(node);
  }

  @Override
  public List<String> openBy(String group, String volume) {
    return cluster.fileSystems().openBy(group, volume);
  }

  @Override
  public Set<String> openOn(String node, String group) {
    return cluster.fileSystems().openOn(cluster.node(node), group);
  }

  @Override
  public Optional<String> mountedBy(String group, String volume) {
    return cluster.fileSystems().mountedBy(group, volume);
  }
}
