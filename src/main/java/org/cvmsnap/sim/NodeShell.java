package org.cvmsnap.sim;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** What can be typed in a control domain: ldm, VCS, the storage's commands, a few of Solaris. */
final class NodeShell {
  private final SimCluster cluster;
  private final LdmShell ldm;
  private final VcsShell vcs;

  NodeShell(SimCluster cluster) {
    this.cluster = cluster;
    this.ldm = new LdmShell(cluster);
    this.vcs = new VcsShell(cluster);
  }

  Work work(SimNode node, List<String> argv) {
    String program = argv.get(0);
    List<String> words = argv.subList(1, argv.size());
    if (cluster.volumes().speaks(program)) {
      return cluster.volumes().work(node.name, argv);
    }
    return switch (program) {
      case "ldm" -> ldm.work(node, words);
      case "hastatus", "hares", "hagrp", "hasys", "hatype", "haconf", "haclus" ->
          cluster.vcs().installed() ? vcs.work(node, program, words) : unknown(program);
      case "gabconfig", "vxfenadm" ->
          cluster.vcs().installed()
              ? read(() -> program.equals("gabconfig") ? gabconfig(words) : vxfenadm(node, words))
              : unknown(program);
      case "virtinfo" -> read(() -> virtinfo(node, words));
      case "uname", "hostname", "true", "echo" ->
          read(() -> uname(program, node.hostname, words).orElseThrow());
      default -> unknown(program);
    };
  }

  /** gabconfig(1M): the nodes that are up on the port of GAB itself, and on that of VCS. */
  private Reply gabconfig(List<String> words) {
    if (!words.equals(List.of("-a"))) {
      return usage("usage: gabconfig -a");
    }
    StringBuilder out = new StringBuilder("GAB Port Memberships\n");
    out.append("=".repeat(63)).append('\n');
    for (String port : List.of("a", "h")) {
      out.append("Port %s gen   5a3c01 membership %s\n".formatted(port, ids(one -> one.up)));
      String lonely = ids(one -> one.up && one.jeopardy);
      if (!lonely.isBlank()) {
        out.append("Port %s gen   5a3c01   jeopardy %s\n".formatted(port, lonely));
      }
    }
    return Reply.out(out.toString());
  }

  /** The last digit of each node's number, at the place of that number. */
  private String ids(Predicate<SimNode> which) {
    int last = cluster.nodes().stream().mapToInt(node -> node.id).max().orElse(0);
    return IntStream.rangeClosed(0, last)
        .mapToObj(
            id ->
                cluster.nodes().stream().anyMatch(node -> node.id == id && which.test(node))
                    ? String.valueOf(id % 10)
                    : ";")
        .collect(Collectors.joining());
  }

  /** vxfenadm(1M). */
  private Reply vxfenadm(SimNode here, List<String> words) {
    if (!words.equals(List.of("-d"))) {
      return usage("usage: vxfenadm -d");
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

  private Work unknown(String program) {
    return read(() -> Reply.error(127, "ksh: " + program + ": not found\n"));
  }

  private Work read(Supplier<Reply> answer) {
    return Work.read(cluster.span(Span.GUEST), answer);
  }

  /** Programs that are the same in a control domain and in a guest; empty for any other. */
  static Optional<Reply> uname(String program, String name, List<String> words) {
    return switch (program) {
      case "true" -> Optional.of(Reply.SILENT);
      case "echo" -> Optional.of(Reply.out(String.join(" ", words) + "\n"));
      case "hostname" ->
          Optional.of(
              words.isEmpty() ? Reply.out(name + "\n") : Reply.error(1, "hostname: not owner\n"));
      case "uname" ->
          Optional.of(
              switch (String.join(" ", words)) {
                case "", "-s" -> Reply.out("SunOS\n");
                case "-n" -> Reply.out(name + "\n");
                case "-r" -> Reply.out("5.11\n");
                case "-m" -> Reply.out("sun4v\n");
                case "-p" -> Reply.out("sparc\n");
                case "-a" -> Reply.out("SunOS " + name + " 5.11 11.4.0.15.0 sun4v sparc sun4v\n");
                default -> usage("usage: uname [-snrvmapiX]");
              });
      default -> Optional.empty();
    };
  }

  static Reply usage(String text) {
    return Reply.error(2, text + "\n");
  }

  /** virtinfo(1M), in a control domain. */
  private static Reply virtinfo(SimNode node, List<String> words) {
    String options = String.join(" ", words);
    boolean both = options.matches("-a -p|-p -a|-ap|-pa");
    if (node.virtinfo == SimNode.Virtinfo.SILENT && (both || options.equals("-a"))) {
      return Reply.SILENT;
    }
    if (node.virtinfo == SimNode.Virtinfo.TABLE && (both || options.isEmpty())) {
      return both
          ? usage("virtinfo: illegal option -- p\nusage: virtinfo [-a]")
          : Reply.out(
              "NAME            CLASS\nlogical-domain  current\nnon-global-zone supported\n");
    }
    if (both) {
      return Reply.out(parseable(node));
    }
    return switch (options) {
      case "-p" ->
          Reply.out(
              """
              VERSION 1.0
              DOMAINROLE|impl=LDoms|control=true|io=true|service=true|root=true
              """);
      case "-a" ->
          Reply.out(
              """
              Domain role: LDoms control I/O service root
              Domain name: %s
              Domain UUID: %s
              Control domain: %s
              Chassis serial#: %s
              """
                  .formatted(
                      node.primary().name,
                      node.primary().uuid(),
                      node.hostname,
                      chassis(node.name)));
      case "" -> Reply.out("Domain role: LDoms control I/O service root\n");
      default -> usage("usage: virtinfo [-acdlpstu]");
    };
  }

  private static String parseable(SimNode node) {
    return """
    VERSION 1.0
    DOMAINROLE|impl=LDoms|control=true|io=true|service=true|root=true
    DOMAINNAME|name=%s
    DOMAINUUID|uuid=%s
    DOMAINCONTROL|name=%s
    DOMAINCHASSIS|serialno=%s
    """
        .formatted(node.primary().name, node.primary().uuid(), node.hostname, chassis(node.name));
  }

  static String chassis(String node) {
    UUID seed = UUID.nameUUIDFromBytes(node.getBytes(StandardCharsets.UTF_8));
    return "AK%08d".formatted(Math.floorMod(seed.getMostSignificantBits(), 100_000_000L));
  }
}
