package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.jspecify.annotations.Nullable;

/**
 * The commands of Veritas Cluster Server: {@code hastatus}(1M), {@code hares}(1M), {@code
 * hagrp}(1M), {@code hasys}(1M), {@code hatype}(1M), {@code haconf}(1M) and {@code haclus}(1M).
 * They print what their real counterparts print, with the identifiers of their messages; the texts
 * are our own.
 */
final class VcsShell {
  private static final String STATE = "State";
  private static final String ROW = "%-16s %-14s %-12s %s\n";

  private final SimCluster cluster;

  VcsShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  Work work(SimNode node, String program, List<String> words) {
    boolean mutates =
        words.stream()
            .limit(1)
            .anyMatch(
                List.of("-freeze", "-unfreeze", "-clear", "-online", "-makerw", "-dump")::contains);
    Supplier<Reply> answer =
        () -> VcsEngine.runs(node) ? answer(program, words) : disconnected(program);
    return mutates
        ? Work.change(cluster.span(Span.CONFIGURE), answer)
        : Work.read(cluster.span(Span.GUEST), answer);
  }

  private static Reply disconnected(String program) {
    String local =
        program.equals("hastatus") ? "VCS WARNING V-16-1-11046 Local system not available\n" : "";
    return Reply.error(1, "VCS ERROR V-16-1-10600 Cannot connect to VCS engine\n" + local);
  }

  private Reply answer(String program, List<String> words) {
    return switch (program) {
      case "hastatus" -> hastatus(words);
      case "hares" -> hares(words);
      case "hagrp" -> hagrp(words);
      case "hasys" -> hasys(words);
      case "hatype" -> hatype(words);
      case "haconf" -> haconf(words);
      default -> haclus(words);
    };
  }

  private static Reply unknown(String program) {
    return Reply.error(1, "VCS ERROR V-16-1-10603 Unknown option for " + program + "\n");
  }

  private Reply hastatus(List<String> words) {
    if (!words.equals(List.of("-sum")) && !words.equals(List.of("-summary"))) {
      return unknown("hastatus");
    }
    StringBuilder out = new StringBuilder();
    out.append("\n-- SYSTEM STATE\n");
    out.append("-- System               State                Frozen              \n\n");
    for (SimNode node : cluster.nodes()) {
      String state = VcsEngine.runs(node) ? "RUNNING" : node.up ? "EXITED" : "FAULTED";
      out.append("A  %-20s %-20s 0\n".formatted(node.system, state));
    }
    out.append("\n-- GROUP STATE\n");
    out.append("-- Group           System               Probed     AutoDisabled    State\n\n");
    StringBuilder failed = new StringBuilder();
    for (VcsGroup group : cluster.vcs().groups()) {
      for (String system : group.systems) {
        out.append(
            "B  %-15s %-20s Y          N               %s\n"
                .formatted(group.name, called(system), group.state(system)));
        if (group.faulted.contains(system)) {
          failed.append(
              "D  %-15s %-15s %-20s %s\n"
                  .formatted(group.name, "LDom", group.resource.name(), called(system)));
        }
      }
    }
    if (!failed.isEmpty()) {
      out.append("\n-- RESOURCES FAILED\n");
      out.append("-- Group           Type            Resource             System\n\n");
      out.append(failed);
    }
    return Reply.out(out.toString());
  }

  private Reply hares(List<String> words) {
    String verb = words.isEmpty() ? "" : words.get(0);
    if (verb.equals("-list")) {
      return list(words.subList(1, words.size()));
    }
    if (words.size() < 2) {
      return unknown("hares");
    }
    Optional<VcsGroup> found = cluster.vcs().owner(words.get(1));
    if (found.isEmpty()) {
      return Reply.error(
          1, "VCS WARNING V-16-1-10260 Resource does not exist: " + words.get(1) + "\n");
    }
    VcsGroup group = found.get();
    String name = words.get(1);
    VcsGroup.Resource resource = resource(group, name);
    return switch (verb) {
      case "-state" -> Reply.out(states("Resource", name, group, group::resourceState));
      case "-value" ->
          words.size() < 3 ? unknown("hares") : value(attribute(group, resource, words.get(2)));
      case "-display" -> display(words);
      case "-clear" -> clear(group, system(words));
      case "-online" -> online(group, system(words));
      default -> unknown("hares");
    };
  }

  private static VcsGroup.Resource resource(VcsGroup group, String name) {
    return group.resources.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElse(group.resource);
  }

  /** What VCS calls a node. */
  private String called(String node) {
    return cluster.node(node).system;
  }

  private Reply list(List<String> conditions) {
    StringBuilder out = new StringBuilder();
    for (VcsGroup group : cluster.vcs().groups()) {
      for (VcsGroup.Resource resource : group.resources) {
        boolean meant =
            conditions.stream()
                .allMatch(
                    condition ->
                        condition.equals("-localclus")
                            || condition.equals("Type=" + resource.type())
                            || condition.equals("Group=" + group.name));
        for (String system : meant ? group.systems : List.<String>of()) {
          out.append("%-20s %s\n".formatted(resource.name(), called(system)));
        }
      }
    }
    return out.isEmpty()
        ? Reply.error(1, "VCS WARNING V-16-1-50032 No resources meet the conditions\n")
        : Reply.out(out.toString());
  }

  private static @Nullable String attribute(
      VcsGroup group, VcsGroup.Resource resource, String attribute) {
    return switch (attribute) {
      case "Group" -> group.name;
      case "Type" -> resource.type();
      case "Critical" -> resource.critical() ? "1" : "0";
      case "MonitorCPU" -> resource.attributes().getOrDefault("MonitorCPU", "0");
      default -> resource.attributes().get(attribute);
    };
  }

  private static @Nullable String groupAttribute(VcsGroup group, String attribute) {
    return switch (attribute) {
      case "Frozen" -> group.frozen ? "1" : "0";
      case "TFrozen" -> group.temporarilyFrozen ? "1" : "0";
      case "Parallel" -> "0";
      case "AutoFailOver" -> group.autoFailOver ? "1" : "0";
      case "SystemList" -> {
        List<String> list = new ArrayList<>();
        group.systems.forEach(system -> list.add(system + " " + list.size()));
        yield String.join(" ", list);
      }
      default -> null;
    };
  }

  private static Reply value(@Nullable String value) {
    return value == null
        ? Reply.error(1, "VCS WARNING V-16-1-10554 No such attribute\n")
        : Reply.out(value + "\n");
  }

  private Reply display(List<String> words) {
    int names = words.contains("-attribute") ? words.indexOf("-attribute") : words.size();
    StringBuilder out =
        new StringBuilder(ROW.formatted("#Resource", "Attribute", "System", "Value"));
    for (String name : words.subList(1, names)) {
      Optional<VcsGroup> group = cluster.vcs().owner(name);
      for (String attribute : attributes(words.subList(names, words.size()))) {
        String value =
            group.map(one -> attribute(one, resource(one, name), attribute)).orElse(null);
        if (value == null) {
          return Reply.error(1, "VCS WARNING V-16-1-10260 No resource or attribute " + name + "\n");
        }
        out.append(ROW.formatted(name, attribute, "global", value));
      }
    }
    return Reply.out(out.toString());
  }

  private Reply display(VcsGroup group, List<String> words) {
    StringBuilder out = new StringBuilder(ROW.formatted("#Group", "Attribute", "System", "Value"));
    for (String attribute : attributes(words.subList(2, words.size()))) {
      if (attribute.equals(STATE)) {
        group.systems.forEach(
            system ->
                out.append(
                    ROW.formatted(
                        group.name, STATE, called(system), "|" + group.state(system) + "|")));
        continue;
      }
      String value = groupAttribute(group, attribute);
      if (value == null) {
        return unknown("-display");
      }
      out.append(ROW.formatted(group.name, attribute, "global", value));
    }
    return Reply.out(out.toString());
  }

  /** The words after each {@code -attribute}. */
  private static List<String> attributes(List<String> words) {
    return words.stream().filter(word -> !word.equals("-attribute")).toList();
  }

  private String states(String kind, String name, VcsGroup group, Function<String, String> state) {
    StringBuilder out =
        new StringBuilder(ROW.formatted("#" + kind, "Attribute", "System", "Value"));
    group.systems.forEach(
        system -> out.append(ROW.formatted(name, STATE, called(system), state.apply(system))));
    return out.toString();
  }

  /** The node that is meant with {@code -sys}. */
  private Optional<String> system(List<String> words) {
    int at = words.indexOf("-sys");
    return at < 0 || at + 1 >= words.size()
        ? Optional.empty()
        : cluster.nodes().stream()
            .filter(node -> node.system.equals(words.get(at + 1)))
            .map(node -> node.name)
            .findFirst()
            .or(() -> Optional.of(""));
  }

  private Reply clear(VcsGroup group, Optional<String> system) {
    List<String> cleared =
        group.faulted.stream().filter(one -> system.map(one::equals).orElse(true)).toList();
    cleared.forEach(group.faulted::remove);
    cluster.vcs().seen();
    return cleared.isEmpty()
        ? Reply.error(1, "VCS WARNING V-16-1-10267 Resource is not faulted\n")
        : Reply.SILENT;
  }

  private Reply online(VcsGroup group, Optional<String> system) {
    if (system.filter(group.systems::contains).isEmpty()) {
      return Reply.error(1, "VCS WARNING V-16-1-10135 System is not in the SystemList\n");
    }
    if (!group.online.isEmpty()) {
      return Reply.error(1, "VCS WARNING V-16-1-10165 Group is already online\n");
    }
    if (group.held()) {
      return Reply.error(1, "VCS WARNING Group " + group.name + " is frozen\n");
    }
    cluster.vcs().online(group, system.get());
    return Reply.SILENT;
  }

  private Reply hagrp(List<String> words) {
    String verb = words.isEmpty() ? "" : words.get(0);
    if (verb.equals("-list")) {
      StringBuilder out = new StringBuilder();
      for (VcsGroup group : cluster.vcs().groups()) {
        group.systems.forEach(
            system -> out.append("%-20s %s\n".formatted(group.name, called(system))));
      }
      return Reply.out(out.toString());
    }
    if (words.size() < 2) {
      return unknown("hagrp");
    }
    Optional<VcsGroup> found = cluster.vcs().group(words.get(1));
    if (found.isEmpty()) {
      return Reply.error(
          1, "VCS WARNING V-16-1-10133 Group does not exist: " + words.get(1) + "\n");
    }
    VcsGroup group = found.get();
    return switch (verb) {
      case "-state" ->
          Reply.out(states("Group", group.name, group, system -> "|" + group.state(system) + "|"));
      case "-value" ->
          words.size() < 3 ? unknown("hagrp") : value(groupAttribute(group, words.get(2)));
      case "-display" -> display(group, words);
      case "-freeze", "-unfreeze" ->
          freeze(group, verb.equals("-freeze"), words.contains("-persistent"));
      case "-clear" -> clear(group, system(words));
      case "-online" -> online(group, system(words));
      default -> unknown("hagrp");
    };
  }

  private Reply freeze(VcsGroup group, boolean freeze, boolean persistent) {
    if (persistent && !cluster.vcs().open()) {
      return Reply.error(1, "VCS WARNING V-16-1-11335 Configuration must be ReadWrite\n");
    }
    if (freeze && !group.starting.isEmpty()) {
      return Reply.error(1, "VCS WARNING Group " + group.name + " is in transition\n");
    }
    boolean now = persistent ? group.frozen : group.temporarilyFrozen;
    if (now == freeze) {
      return Reply.error(
          1,
          freeze
              ? "VCS WARNING V-16-1-40209 Group is already frozen\n"
              : "VCS WARNING V-16-1-40202 Group is not frozen\n");
    }
    if (persistent) {
      group.frozen = freeze;
    } else {
      group.temporarilyFrozen = freeze;
    }
    cluster.vcs().act(group);
    return Reply.SILENT;
  }

  private Reply hasys(List<String> words) {
    if (!words.equals(List.of("-display", "-attribute", "LLTNodeId"))) {
      return unknown("hasys");
    }
    StringBuilder out = new StringBuilder("#System          Attribute      Value\n");
    cluster
        .nodes()
        .forEach(
            node -> out.append("%-16s %-14s %d\n".formatted(node.system, "LLTNodeId", node.id)));
    return Reply.out(out.toString());
  }

  /** A type that no group has a resource of was never imported. */
  private Reply hatype(List<String> words) {
    List<VcsGroup.Resource> resources =
        cluster.vcs().groups().stream().flatMap(group -> group.resources.stream()).toList();
    if (words.equals(List.of("-list"))) {
      return Reply.out(
          "CVMCluster\n"
              + String.join(
                  "", resources.stream().map(one -> one.type() + "\n").distinct().toList()));
    }
    if (words.equals(List.of("-value", "LDom", "ToleranceLimit"))) {
      return Reply.out("0\n");
    }
    if (words.size() != 2 || !words.get(0).equals("-resources")) {
      return unknown("hatype");
    }
    return Reply.out(
        String.join(
            "",
            resources.stream()
                .filter(one -> one.type().equals(words.get(1)))
                .map(one -> one.name() + "\n")
                .toList()));
  }

  private Reply haconf(List<String> words) {
    boolean open = words.equals(List.of("-makerw"));
    if (!open && !words.equals(List.of("-dump", "-makero"))) {
      return unknown("haconf");
    }
    if (cluster.vcs().open() == open) {
      return Reply.error(
          1,
          open
              ? "VCS WARNING V-16-1-10364 Cluster already writable.\n"
              : "VCS WARNING V-16-1-10369 Cluster not writable.\n");
    }
    cluster.vcs().open(open);
    return Reply.SILENT;
  }

  private Reply haclus(List<String> words) {
    return words.equals(List.of("-value", "ReadOnly"))
        ? Reply.out(cluster.vcs().open() ? "0\n" : "1\n")
        : unknown("haclus");
  }
}
