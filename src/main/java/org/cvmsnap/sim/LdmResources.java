package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cvmsnap.sim.Domain.State;

/**
 * The strands, the memory and the buses of a node, and which domains have them. Those that are
 * bound get them in their order, from the first strand and the first free address on.
 */
final class LdmResources {
  /** Strands of a core. */
  private static final int STRANDS = 8;

  /** What is below belongs to the hypervisor. */
  private static final long FIRST_ADDRESS = 0x20000000L;

  private static final long SYSTEM_ADDRESS = 0xa00000L;

  /** The root complexes by their devices; the control domain has them all. */
  static final Map<String, String> BUSES = buses();

  private final SimNode node;

  LdmResources(SimNode node) {
    this.node = node;
  }

  private static Map<String, String> buses() {
    Map<String, String> buses = new LinkedHashMap<>();
    buses.put("pci@300", "pci_0");
    buses.put("pci@340", "pci_1");
    return buses;
  }

  /** A stretch of memory; {@code bound} is empty where it is free. */
  private record Memory(long address, long size, String bound) {}

  private int firstStrand(Domain domain) {
    return node.domains.subList(0, node.domains.indexOf(domain)).stream()
        .filter(Domain::open)
        .mapToInt(one -> one.cpus)
        .sum();
  }

  /** The strands of a domain that is bound. */
  private IntStream strands(Domain domain) {
    int first = firstStrand(domain);
    return IntStream.range(first, domain.open() ? first + domain.cpus : first);
  }

  private List<Memory> memory() {
    List<Memory> memory = new ArrayList<>();
    memory.add(new Memory(SYSTEM_ADDRESS, FIRST_ADDRESS - SYSTEM_ADDRESS, "_sys_"));
    long at = FIRST_ADDRESS;
    for (Domain domain : node.domains) {
      if (domain.open() && domain.megabytes > 0) {
        memory.add(new Memory(at, domain.megabytes << 20, domain.name));
        at += domain.megabytes << 20;
      }
    }
    long end = FIRST_ADDRESS + (node.megabytes << 20);
    if (at < end) {
      memory.add(new Memory(at, end - at, ""));
    }
    return memory;
  }

  /** The cores by number, with those of the strands that are on them. */
  private static Map<Integer, List<Integer>> cores(IntStream strands) {
    Map<Integer, List<Integer>> cores = new LinkedHashMap<>();
    strands.forEach(
        strand -> cores.computeIfAbsent(strand / STRANDS, key -> new ArrayList<>()).add(strand));
    return cores;
  }

  private static String list(List<Integer> strands) {
    return strands.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  // ---- of a domain

  /** The records of a domain that are asked for; how much it has to get, while it is not bound. */
  String records(Domain domain, Set<String> formats) {
    StringBuilder out = new StringBuilder();
    if (formats.contains("core") && domain.open()) {
      out.append("CORE\n");
      cores(strands(domain))
          .forEach((core, its) -> out.append("|cid=%d|cpuset=%s\n".formatted(core, list(its))));
    }
    if (formats.contains("cpu")) {
      out.append(domain.open() ? "VCPU\n" : "VCPU|count=" + domain.cpus + "\n");
      int first = firstStrand(domain);
      strands(domain)
          .forEach(
              pid ->
                  out.append(
                      "|vid=%d|pid=%d|util=%s|strand=100\n"
                          .formatted(pid - first, pid, load(domain))));
    }
    if (formats.contains("memory")) {
      out.append(domain.open() ? "MEMORY\n" : "MEMORY|size=" + (domain.megabytes << 20) + "\n");
      memory().stream()
          .filter(part -> domain.open() && part.bound.equals(domain.name))
          .forEach(
              part ->
                  out.append(
                      "|ra=0x%x|pa=0x%x|size=%d\n"
                          .formatted(FIRST_ADDRESS, part.address, part.size)));
    }
    if (formats.contains("physio") && domain.control) {
      out.append(io());
    }
    return out.toString();
  }

  private static String load(Domain domain) {
    return domain.state == State.ACTIVE ? domain.control ? "2.1" : "0.8" : "";
  }

  static String io() {
    StringBuilder out = new StringBuilder("IO\n");
    BUSES.forEach((dev, alias) -> out.append("|dev=%s|alias=%s\n".formatted(dev, alias)));
    return out.toString();
  }

  /** The same for people. */
  String tables(Domain domain, Set<String> formats) {
    StringBuilder out = new StringBuilder();
    if (formats.contains("core") && domain.open()) {
      out.append("CORE\n    CID    CPUSET\n");
      cores(strands(domain))
          .forEach((core, its) -> out.append("    %-6d (%s)\n".formatted(core, list(its))));
      out.append('\n');
    }
    if (formats.contains("cpu")) {
      out.append(domain.open() ? "VCPU\n    VID    PID    UTIL STRAND\n" : "VCPU\n    COUNT\n");
      int first = firstStrand(domain);
      String load = load(domain).isEmpty() ? "" : load(domain) + "%";
      strands(domain)
          .forEach(
              pid -> out.append("    %-6d %-6d %4s   100%%\n".formatted(pid - first, pid, load)));
      out.append(domain.open() ? "\n" : "    " + domain.cpus + "\n\n");
    }
    if (formats.contains("memory")) {
      out.append("MEMORY\n");
      out.append(domain.open() ? "    RA               PA               SIZE\n" : "    SIZE\n");
      memory().stream()
          .filter(part -> domain.open() && part.bound.equals(domain.name))
          .forEach(
              part ->
                  out.append(
                      "    0x%-14x 0x%-14x %s\n"
                          .formatted(FIRST_ADDRESS, part.address, size(part.size))));
      out.append(domain.open() ? "\n" : "    " + size(domain.megabytes << 20) + "\n\n");
    }
    if (formats.contains("physio") && domain.control) {
      out.append("IO\n    DEVICE                           PSEUDONYM        OPTIONS\n");
      BUSES.forEach((dev, alias) -> out.append("    %-32s %s\n".formatted(dev, alias)));
      out.append('\n');
    }
    return out.toString();
  }

  static String size(long bytes) {
    long megabytes = bytes >> 20;
    return megabytes % 1024 == 0 ? megabytes / 1024 + "G" : megabytes + "M";
  }

  // ---- of the node

  /**
   * {@code ldm list-devices}.
   *
   * @param all also what domains have
   */
  String devices(boolean all, boolean rows, Set<String> kinds) {
    StringBuilder out = new StringBuilder(rows ? LdmRecords.VERSION : "");
    if (kinds.contains("core")) {
      devices(out, rows, "CORE", "    ID      %FREE   CPUSET", coreRows(all, rows));
    }
    if (kinds.contains("cpu")) {
      devices(out, rows, "VCPU", "    PID     %FREE   PM", strandRows(all, rows));
    }
    if (kinds.contains("memory")) {
      String header = "    PA                   SIZE" + (all ? "            BOUND" : "");
      devices(out, rows, "MEMORY", header, memoryRows(all, rows));
    }
    if (kinds.contains("io")) {
      String header = "    DEVICE           PSEUDONYM" + (all ? "        BOUND" : "");
      devices(out, rows, "IO", header, all ? busRows(rows) : List.of());
    }
    return out.toString();
  }

  private static void devices(
      StringBuilder out, boolean rows, String type, String header, List<String> lines) {
    out.append(rows || out.isEmpty() ? "" : "\n").append(type).append('\n');
    out.append(rows ? "" : header + "\n");
    lines.forEach(line -> out.append(line.stripTrailing()).append('\n'));
  }

  /** The strands that no domain has: those behind all that are bound. */
  private int firstFree() {
    return node.domains.stream().filter(Domain::open).mapToInt(one -> one.cpus).sum();
  }

  private List<String> strandRows(boolean all, boolean rows) {
    int firstFree = firstFree();
    List<String> lines = new ArrayList<>();
    for (int strand = all ? 0 : firstFree; strand < node.cpus; strand++) {
      int free = strand < firstFree ? 0 : 100;
      lines.add(
          rows
              ? "|pid=" + strand + "|free=" + free + "|pm=no"
              : "    %-7d %-7d NO".formatted(strand, free));
    }
    return lines;
  }

  private List<String> coreRows(boolean all, boolean rows) {
    int firstFree = firstFree();
    List<String> lines = new ArrayList<>();
    cores(IntStream.range(0, node.cpus))
        .forEach(
            (core, strands) -> {
              long free =
                  strands.stream().filter(strand -> strand >= firstFree).count()
                      * 100
                      / strands.size();
              if (all || free > 0) {
                lines.add(
                    (rows ? "|cid=%d|free=%d|cpuset=%s" : "    %-7d %-7d (%s)")
                        .formatted(core, free, list(strands)));
              }
            });
    return lines;
  }

  private List<String> memoryRows(boolean all, boolean rows) {
    return memory().stream()
        .filter(part -> all || part.bound.isEmpty())
        .map(
            part ->
                rows
                    ? "|pa=0x%x|size=%d".formatted(part.address, part.size)
                        + (all ? "|bound=" + part.bound : "")
                    : "    0x%-18x %-15s %s".formatted(part.address, size(part.size), part.bound))
        .toList();
  }

  private List<String> busRows(boolean rows) {
    return BUSES.entrySet().stream()
        .map(
            bus ->
                (rows ? "|dev=%s|alias=%s|bound=%s" : "    %-16s %-16s %s")
                    .formatted(bus.getKey(), bus.getValue(), node.primary().name))
        .toList();
  }
}
