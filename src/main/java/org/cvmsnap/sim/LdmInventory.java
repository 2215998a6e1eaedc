package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.sim.command.Reply;

/** {@code ldm}(1M): what tells of the whole machine, and not of one domain after the other. */
final class LdmInventory {
  private static final Set<String> KINDS = Set.of("core", "cpu", "mau", "crypto", "memory", "io");

  private LdmInventory() {}

  /** What the words answer; empty for a verb that is none of these. */
  static Optional<Supplier<Reply>> answer(SimNode node, String verb, List<String> words) {
    return switch (verb) {
      case "list-devices", "ls-devices", "list-dev", "ls-dev" ->
          Optional.of(() -> devices(node, words));
      case "list-io", "ls-io" -> Optional.of(() -> io(node, words));
      case "list-netdev", "ls-netdev" -> Optional.of(() -> netDevices(node, words));
      case "list-spconfig", "ls-spconfig", "list-config", "ls-config" ->
          Optional.of(() -> configurations(node, words));
      case "list-dependencies", "ls-dependencies", "list-dep", "ls-dep" ->
          Optional.of(() -> dependencies(node, words));
      default -> Optional.empty();
    };
  }

  private static Reply devices(SimNode node, List<String> words) {
    Set<String> kinds = new LinkedHashSet<>();
    Set<String> options = new LinkedHashSet<>();
    for (String word : words) {
      (word.startsWith("-") ? options : kinds).add(word);
    }
    if (!Set.of("-a", "-p").containsAll(options) || !KINDS.containsAll(kinds)) {
      return LdmShell.usage("ldm list-devices [-a] [-p] [core] [cpu] [crypto] [memory] [io]");
    }
    if (!kinds.isEmpty() && Set.of("mau", "crypto").containsAll(kinds)) {
      return LdmShell.failed("There are no cryptographic units");
    }
    return Reply.out(
        new LdmResources(node)
            .devices(
                options.contains("-a"), options.contains("-p"), kinds.isEmpty() ? KINDS : kinds));
  }

  private static Reply io(SimNode node, List<String> words) {
    if (!words.isEmpty()) {
      return words.equals(List.of("-p"))
          ? LdmShell.failed("ldm list-io -p is not simulated")
          : LdmShell.usage("ldm list-io");
    }
    String row = "%-41s %-6s %-8s %-8s %s\n";
    StringBuilder out = new StringBuilder(row.formatted("NAME", "TYPE", "BUS", "DOMAIN", "STATUS"));
    out.append(row.formatted("----", "----", "---", "------", "------"));
    String owner = node.primary().name;
    LdmResources.BUSES
        .values()
        .forEach(bus -> out.append(row.formatted(bus, "BUS", bus, owner, "IOV")));
    return Reply.out(out.toString());
  }

  private static Reply netDevices(SimNode node, List<String> words) {
    if (!words.isEmpty() && !words.equals(List.of(node.primary().name))) {
      return LdmShell.failed("ldm list-netdev is simulated for the control domain alone");
    }
    String row = "%-18s %-8s %-8s %-8s %-8s %-8s %s\n";
    return Reply.out(
        "DOMAIN\n"
            + node.primary().name
            + "\n\n"
            + row.formatted("NAME", "CLASS", "MEDIA", "STATE", "SPEED", "OVER", "LOC")
            + row.formatted("----", "-----", "-----", "-----", "-----", "----", "---")
            + row.formatted("net0", "PHYS", "ETHER", "up", "10000", "ixgbe0", "/SYS/MB/NET0"));
  }

  private static Reply configurations(SimNode node, List<String> words) {
    if (!words.isEmpty()) {
      return LdmShell.usage("ldm list-spconfig");
    }
    StringBuilder out = new StringBuilder();
    int last = node.configurations.size() - 1;
    for (int i = 0; i <= last; i++) {
      out.append(node.configurations.get(i)).append(i == last ? " [current]\n" : "\n");
    }
    return Reply.out(out.toString());
  }

  /** Whose disks and networks a domain uses, and which masters it was given. */
  private static Reply dependencies(SimNode node, List<String> words) {
    boolean full = words.contains("-l");
    List<String> names = words.stream().filter(word -> !word.startsWith("-")).toList();
    if (words.stream().anyMatch(word -> word.startsWith("-") && !word.equals("-l"))) {
      return LdmShell.usage("ldm list-dependencies [-l] [LDOM...]");
    }
    for (String name : names) {
      if (node.domain(name).isEmpty()) {
        return LdmShell.notFound(name);
      }
    }
    String row = full ? "%-17s %-17s %-9s %s" : "%-17s %s";
    StringBuilder out = new StringBuilder();
    out.append(row.formatted("DOMAIN", "DEPENDENCY", "TYPE", "DEVICE")).append('\n');
    for (Domain domain : node.domains) {
      if (!names.isEmpty() && !names.contains(domain.name)) {
        continue;
      }
      List<Map.Entry<String, String>> services = services(node, domain, full);
      if (services.isEmpty()) {
        out.append(domain.name).append('\n');
      }
      String name = domain.name;
      for (Map.Entry<String, String> service : services) {
        String type = service.getValue().isEmpty() ? "" : service.getValue().split(" ", 2)[0];
        String device = service.getValue().isEmpty() ? "" : service.getValue().split(" ", 2)[1];
        out.append(row.formatted(name, service.getKey(), type, device).stripTrailing());
        out.append('\n');
        name = "";
      }
    }
    return Reply.out(out.toString());
  }

  /**
   * The domains that one depends on; with the type and the name of each device if they are told.
   */
  private static List<Map.Entry<String, String>> services(
      SimNode node, Domain domain, boolean full) {
    List<Map.Entry<String, String>> services = new ArrayList<>();
    String control = node.primary().name;
    if (!domain.control) {
      domain.disks.forEach(
          disk ->
              services.add(
                  Map.entry(
                      disk.servedBy(control),
                      full
                          ? "VDISK "
                              + disk.volume().substring(disk.volume().indexOf('@') + 1)
                              + "/"
                              + disk.name()
                          : "")));
      services.add(Map.entry(control, full ? "VNET primary-vsw0/vnet0" : ""));
    }
    domain.masters.forEach(master -> services.add(Map.entry(master, full ? "master -" : "")));
    return services.stream().distinct().toList();
  }
}
