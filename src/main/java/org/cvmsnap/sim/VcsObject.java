package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something that VCS has attributes of: a group, a resource, a system, or the cluster.
 *
 * @param cells those that are the same on all systems first, then those of each system
 */
record VcsObject(String name, List<Cell> cells) {
  static final String GLOBAL = "global";
  static final String STATE = "State";

  /** The value of an attribute, on one system or on all. */
  record Cell(String attribute, String system, String value) {
    boolean of(Optional<String> asked) {
      return system.equals(GLOBAL) || asked.map(system::equals).orElse(true);
    }
  }

  /** The attribute as a system has it; without a system, as the first one has it. */
  Optional<String> value(String attribute, Optional<String> system) {
    return cells.stream()
        .filter(cell -> cell.attribute.equals(attribute) && cell.of(system))
        .map(Cell::value)
        .findFirst();
  }

  List<String> systems() {
    return cells.stream()
        .map(Cell::system)
        .filter(system -> !system.equals(GLOBAL))
        .distinct()
        .toList();
  }

  static VcsObject of(VcsGroup group, SimCluster cluster) {
    List<String> list = new ArrayList<>();
    group.systems.forEach(one -> list.add(cluster.node(one).system + " " + list.size()));
    List<Cell> cells = new ArrayList<>();
    global(cells, "AutoFailOver", flag(group.autoFailOver));
    global(cells, "AutoStart", "1");
    global(cells, "FailOverPolicy", "Priority");
    global(cells, "Frozen", flag(group.frozen));
    global(cells, "ManageFaults", "ALL");
    global(cells, "Parallel", "0");
    global(cells, "SystemList", String.join(" ", list));
    global(cells, "TFrozen", flag(group.temporarilyFrozen));
    for (String node : group.systems) {
      String system = cluster.node(node).system;
      cells.add(new Cell("AutoDisabled", system, "0"));
      cells.add(new Cell("Enabled", system, "1"));
      cells.add(new Cell("Probed", system, "1"));
      cells.add(new Cell(STATE, system, "|" + group.state(node) + "|"));
    }
    return new VcsObject(group.name, cells);
  }

  static VcsObject of(VcsGroup group, VcsGroup.Resource resource, SimCluster cluster) {
    List<Cell> cells = new ArrayList<>();
    global(cells, "Group", group.name);
    global(cells, "Type", resource.type());
    global(cells, "AutoStart", "1");
    global(cells, "Critical", flag(resource.critical()));
    global(cells, "Enabled", "1");
    if (resource.manages() && !resource.attributes().containsKey("MonitorCPU")) {
      global(cells, "MonitorCPU", "0");
    }
    resource.attributes().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey()))
        .forEach(entry -> global(cells, entry.getKey(), entry.getValue()));
    for (String node : group.systems) {
      String system = cluster.node(node).system;
      cells.add(
          new Cell("IState", system, group.starting.equals(node) ? "W_ONLINE" : "not waiting"));
      cells.add(new Cell("Probed", system, "1"));
      cells.add(new Cell(STATE, system, group.resourceState(node)));
    }
    return new VcsObject(resource.name(), cells);
  }

  static VcsObject of(SimNode node) {
    List<Cell> cells = new ArrayList<>();
    global(cells, "Capacity", "100");
    global(cells, "Frozen", "0");
    global(cells, "LLTNodeId", Integer.toString(node.id));
    global(cells, "NodeId", Integer.toString(node.id));
    global(cells, "SysName", node.system);
    global(cells, "SysState", state(node));
    global(cells, "TFrozen", "0");
    return new VcsObject(node.system, cells);
  }

  /** The state of the engine on a system. */
  static String state(SimNode node) {
    return VcsEngine.runs(node) ? "RUNNING" : node.up ? "EXITED" : "FAULTED";
  }

  static VcsObject cluster(VcsEngine engine) {
    List<Cell> cells = new ArrayList<>();
    global(cells, "ClusState", "RUNNING");
    global(cells, "ClusterName", "simcluster");
    global(cells, "DumpingMembership", "0");
    global(cells, "HacliUserLevel", "NONE");
    global(cells, "ReadOnly", flag(!engine.open()));
    global(cells, "UseFence", "SCSI3");
    return new VcsObject("simcluster", cells);
  }

  private static void global(List<Cell> cells, String attribute, String value) {
    cells.add(new Cell(attribute, GLOBAL, value));
  }

  private static String flag(boolean on) {
    return on ? "1" : "0";
  }
}
