package org.cvmsnap.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cvmsnap.sim.command.Reply;

/** What the engine of VCS and CVM stand on: the links (LLT), their members (GAB), and fencing. */
final class LltShell {
  static final Set<String> PROGRAMS = Set.of("gabconfig", "lltstat", "vxfenadm");

  /** What has each port open, as the nodes where it runs. */
  private static final Map<String, Predicate<SimNode>> PORTS = ports();

  private final SimCluster cluster;

  LltShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  private static Map<String, Predicate<SimNode>> ports() {
    Predicate<SimNode> up = node -> node.up;
    Predicate<SimNode> joined = node -> node.up && node.joined;
    Map<String, Predicate<SimNode>> ports = new LinkedHashMap<>();
    ports.put("a", up);
    ports.put("b", up);
    ports.put("d", up);
    ports.put("f", joined);
    ports.put("h", VcsEngine::runs);
    List.of("m", "u", "v", "w", "y").forEach(port -> ports.put(port, joined));
    return ports;
  }

  Reply answer(SimNode here, String program, List<String> words) {
    return switch (program) {
      case "gabconfig" -> gabconfig(words);
      case "lltstat" -> lltstat(here, words);
      default -> vxfenadm(here, words);
    };
  }

  /** gabconfig(1M): the members on each port, and those of them that have a single link left. */
  private Reply gabconfig(List<String> words) {
    if (!words.equals(List.of("-a"))) {
      return NodeShell.usage("usage: gabconfig -a");
    }
    StringBuilder out = new StringBuilder("GAB Port Memberships\n");
    out.append("=".repeat(63)).append('\n');
    int generation = 0x5a3c00;
    for (Map.Entry<String, Predicate<SimNode>> port : PORTS.entrySet()) {
      String members = ids(port.getValue());
      String lonely = ids(port.getValue().and(node -> node.jeopardy));
      String line = "Port %s gen   %x ".formatted(port.getKey(), ++generation);
      out.append(members.isEmpty() ? "" : line + "membership " + members + "\n");
      out.append(lonely.isEmpty() ? "" : line + "  jeopardy " + lonely + "\n");
    }
    return Reply.out(out.toString());
  }

  /** The place of a digit counts: a semicolon stands for a node that is not in it. */
  private String ids(Predicate<SimNode> which) {
    List<Integer> members =
        cluster.nodes().stream().filter(which).map(node -> node.id).sorted().toList();
    StringBuilder out = new StringBuilder();
    int place = 0;
    for (int id : members) {
      out.append(";".repeat(Math.max(0, id - place))).append(id % 10);
      place = id + 1;
    }
    return out.toString();
  }

  /** lltstat(1M): the nodes and their links; with {@code -nvv} each link of each node. */
  private Reply lltstat(SimNode here, List<String> words) {
    String form = String.join(" ", words);
    if (!Set.of("-n", "-nvv", "-nvv active").contains(form)) {
      return NodeShell.usage("usage: lltstat -n | -nvv [active]");
    }
    return Reply.out(form.equals("-n") ? nodes(here) : links(here, form.endsWith("active")));
  }

  private String nodes(SimNode here) {
    StringBuilder out = new StringBuilder("LLT node information:\n");
    out.append("    Node             State           Links\n");
    for (SimNode node : cluster.nodes()) {
      String mark = node.equals(here) ? "*" : " ";
      out.append(
          "    %s%d %-14s%-15s%d\n".formatted(mark, node.id, node.system, state(node), up(node)));
    }
    return out.toString();
  }

  private String links(SimNode here, boolean active) {
    StringBuilder out = new StringBuilder("LLT node information:\n");
    out.append("    Node                 State    Link  Status  Address\n");
    for (SimNode node : cluster.nodes()) {
      if (active && !node.up) {
        continue;
      }
      String mark = node.equals(here) ? "*" : " ";
      out.append("   %s%2d %-16s  %s\n".formatted(mark, node.id, node.system, state(node)));
      for (int link = 1; link <= 2; link++) {
        boolean works = link <= up(node);
        String address = "00:00:5E:00:53:%02X".formatted(node.id * 2 + link);
        out.append("%34snet%d   ".formatted("", link + 1));
        out.append(works ? "UP      " + address : "DOWN").append('\n');
      }
    }
    return out.toString();
  }

  private static String state(SimNode node) {
    return node.up ? "OPEN" : "CONNWAIT";
  }

  /** How many of the two links of a node work. */
  private static int up(SimNode node) {
    return !node.up ? 0 : node.jeopardy ? 1 : 2;
  }

  /** vxfenadm(1M). */
  private Reply vxfenadm(SimNode here, List<String> words) {
    if (!words.equals(List.of("-d"))) {
      return NodeShell.usage("usage: vxfenadm -d");
    }
    StringBuilder out = new StringBuilder("\nI/O Fencing Cluster Information:\n");
    out.append("================================\n\n Fencing Protocol Version: 201\n");
    out.append(" Fencing Mode: SCSI3\n Cluster Members:\n\n");
    for (SimNode node : cluster.nodes()) {
      out.append(
          "        %s %d (%s)\n".formatted(node.equals(here) ? "*" : " ", node.id, node.name));
    }
    return Reply.out(out.toString());
  }
}
