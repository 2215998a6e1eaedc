package org.cvmsnap.sim.vxvm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** The commands vxdctl and vxclustadm: membership of the cluster, as one node tells it. */
final class VxCluster {
  /** Of VxVM 6.0.1 and later; a master can be switched from 100 on. */
  private static final int PROTOCOL = 120;

  static final String USAGE = "[-c] mode | list | protocolversion";

  private VxCluster() {}

  static Work vxdctl(VxCall call) {
    boolean cluster = call.options().has("c");
    String verb = call.operands().isEmpty() ? call.verb() : "";
    if (!verb.equals("mode") && (cluster || !List.of("list", "protocolversion").contains(verb))) {
      throw VxOptions.usage("vxdctl", USAGE);
    }
    return call.read(
        () ->
            switch (verb) {
              case "list" -> Reply.out(volboot(call));
              case "protocolversion" -> protocolVersion(call);
              default -> Reply.out(cluster ? clusterMode(call) : "mode: enabled\n");
            });
  }

  /** What a node keeps in its file volboot. */
  private static String volboot(VxCall call) {
    return """
        Volboot file
        version: 3/1
        seqno:   0.1
        cluster protocol version: %s
        hostid:  %s
        """
        .formatted(PROTOCOL, call.node());
  }

  private static Reply protocolVersion(VxCall call) {
    if (!call.storage().joined(call.node())) {
      throw call.fail(VxFailure.REFUSED, "V-5-1-0", "Node is not in the cluster");
    }
    return Reply.out("Cluster running at protocol " + PROTOCOL + "\n");
  }

  private static String clusterMode(VxCall call) {
    if (!call.storage().joined(call.node())) {
      return "mode: enabled: cluster inactive\n";
    }
    Optional<Volumes.Node> master = call.storage().master();
    boolean here = master.filter(node -> node.name().equals(call.node())).isPresent();
    return "mode: enabled: cluster active - "
        + (here ? "MASTER" : "SLAVE")
        + "\nmaster: "
        + master.map(Volumes.Node::name).orElse("")
        + "\n";
  }

  static Work vxclustadm(VxCall call) {
    return switch (call.verb()) {
      case "nidmap" -> call.read(() -> Reply.out(nidmap(call)));
      case "nodestate" -> call.read(() -> Reply.out(nodestate(call)));
      case "setmaster" -> setmaster(call);
      default -> throw VxOptions.usage("vxclustadm", "[-v] nidmap | nodestate | setmaster node");
    };
  }

  private static String nidmap(VxCall call) {
    if (!call.storage().joined(call.node())) {
      return "Out of cluster: No mapping information available\n";
    }
    StringBuilder out = new StringBuilder();
    out.append(String.format("%-32s %-10s %-10s %s\n", "Name", "CVM Nid", "CM Nid", "State"));
    for (Volumes.Node node : call.storage().around().nodes()) {
      if (node.listedAs().equals("missing")) {
        continue;
      }
      String state =
          !node.listedAs().isEmpty()
              ? node.listedAs()
              : !node.joined()
                  ? "Out of Cluster"
                  : node.master() ? "Joined: Master" : "Joined: Slave";
      out.append(String.format("%-32s %-10d %-10d %s\n", node.name(), node.id(), node.id(), state));
    }
    return out.toString();
  }

  private static String nodestate(VxCall call) {
    if (!call.storage().joined(call.node())) {
      return "state: out of cluster\nreason: user initiated stop\n";
    }
    if (!call.options().has("v")) {
      return "state: cluster member\n";
    }
    List<Volumes.Node> members =
        call.storage().around().nodes().stream().filter(Volumes.Node::joined).toList();
    int mask = members.stream().mapToInt(node -> 1 << node.id()).sum();
    String master = call.storage().master().map(node -> Integer.toString(node.id())).orElse("-1");
    String state =
        """
        state: cluster member
        \tnodeId=%s
        \tmasterId=%s
        \tneighborId=%s
        \tmembers=0x%x
        \tjoiners=0x0
        \tleavers=0x0
        \treconfig_seqnum=0x5a3c07
        \tvxfen=on
        """
            .formatted(
                call.storage()
                    .node(call.node())
                    .map(node -> Integer.toString(node.id()))
                    .orElse("-1"),
                master,
                members.stream()
                    .filter(node -> !node.name().equals(call.node()))
                    .map(node -> Integer.toString(node.id()))
                    .collect(Collectors.joining(",")),
                mask);
    return call.storage().switchingMaster()
        ? state + "state: master switching in progress\n"
        : state;
  }

  private static Work setmaster(VxCall call) {
    String usage = "setmaster node";
    String to = call.operand(0, usage);
    Duration takes = Duration.ofMillis(call.storage().times().setmaster());
    Reply refusal = setmasterRefusal(call, to);
    if (refusal.exit() != 0) {
      return Work.refused(true, call.storage().times().reading(), refusal);
    }
    return new Work(
        true,
        () -> call.storage().switchMaster(to, call.storage().now().plus(takes)),
        takes,
        () -> {
          call.storage().settle(call.storage().now());
          return Reply.SILENT;
        });
  }

  private static Reply setmasterRefusal(VxCall call, String to) {
    call.storage().settle(call.storage().now());
    if (!call.storage().joined(call.node()) || !call.storage().joined(to)) {
      return VxFailure.error(
              "vxclustadm", VxFailure.NOT_FOUND, "V-5-1-0", "Node " + to + " not in cluster")
          .reply();
    }
    if (call.storage().switchingMaster()) {
      return VxFailure.error(
              "vxclustadm",
              VxFailure.CHANGED,
              "V-5-1-0",
              "Master switching, a reconfiguration or\na transaction is in progress.\nTry again")
          .reply();
    }
    return Reply.SILENT;
  }
}
