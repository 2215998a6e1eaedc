package org.cvmsnap.sim;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.cvmsnap.sim.Domain.State;
import org.cvmsnap.sim.Vds.Export;

/** What {@code ldm} prints for people; its layout is not stable between releases. */
final class LdmTables {
  private final LdmRecords records;

  LdmTables(SimCluster cluster) {
    this.records = new LdmRecords(cluster);
  }

  String list(SimNode node, List<Domain> domains, Set<String> formats, boolean all) {
    StringBuilder out = new StringBuilder();
    if (formats.isEmpty()) {
      header(out);
      domains.forEach(domain -> row(out, domain));
      return out.toString();
    }
    for (Domain domain : domains) {
      if (out.length() > 0) {
        out.append("-".repeat(78)).append('\n');
      }
      if (all || formats.contains("domain")) {
        header(out);
        row(out, domain);
      } else {
        out.append("NAME\n").append(domain.name).append('\n');
      }
      out.append('\n');
      if (all || formats.contains("domain")) {
        LdmRecords.softstate(domain)
            .ifPresent(text -> out.append("SOFTSTATE\n").append(text).append("\n\n"));
      }
      out.append(new LdmResources(node).tables(domain, formats));
      if (formats.contains("network")) {
        network(out, node, domain);
      }
      if (formats.contains("disk")) {
        if (domain.control) {
          services(out, node);
        }
        disks(out, node, domain);
      }
    }
    return out.toString();
  }

  String constraints(SimNode node, List<Domain> domains) {
    StringBuilder out = new StringBuilder();
    for (Domain domain : domains) {
      out.append("DOMAIN\n").append(domain.name).append("\n\n");
      out.append("VCPU\n    COUNT\n    ").append(domain.cpus).append("\n\n");
      out.append("MEMORY\n    SIZE\n    ");
      out.append(LdmResources.size(domain.megabytes << 20)).append("\n\n");
      network(out, node, domain);
      disks(out, node, domain);
    }
    return out.toString();
  }

  String services(SimNode node) {
    StringBuilder out = new StringBuilder();
    services(out, node);
    return out.toString();
  }

  private static void header(StringBuilder out) {
    line(out, "NAME", "STATE", "FLAGS", "CONS", "VCPU", "MEMORY", "UTIL", "NORM", "UPTIME");
  }

  private void row(StringBuilder out, Domain domain) {
    boolean active = domain.state == State.ACTIVE;
    line(
        out,
        domain.name,
        LdmRecords.state(domain),
        LdmRecords.flags(domain),
        LdmRecords.console(domain),
        String.valueOf(domain.cpus),
        LdmResources.size(domain.megabytes << 20),
        active ? (domain.control ? "2.1%" : "0.8%") : "",
        active ? (domain.control ? "2.0%" : "0.7%") : "",
        active ? uptime(records.uptime(domain)) : "");
  }

  private static void line(StringBuilder out, String... columns) {
    out.append(
        "%-16s %-10s %-7s %-7s %-5s %-8s %-5s %-5s %s"
            .formatted((Object[]) columns)
            .stripTrailing());
    out.append('\n');
  }

  /** For example {@code 3d 21h 7m}. */
  private static String uptime(Duration up) {
    if (up.toDays() > 0) {
      return "%dd %dh %dm".formatted(up.toDays(), up.toHoursPart(), up.toMinutesPart());
    }
    return up.toHours() > 0
        ? "%dh %dm".formatted(up.toHours(), up.toMinutesPart())
        : up.toMinutes() + "m";
  }

  private static void services(StringBuilder out, SimNode node) {
    out.append("VDS\n");
    out.append("    NAME             VOLUME           OPTIONS      MPGROUP    DEVICE\n");
    for (Vds vds : node.services) {
      String name = vds.name;
      if (vds.exports().isEmpty()) {
        out.append("    ").append(name).append('\n');
      }
      for (Export export : vds.exports()) {
        out.append(
            "    %-16s %-16s %-12s %-10s %s\n"
                .formatted(
                    name, export.name(), export.options(), export.mpgroup(), export.device()));
        name = "";
      }
    }
    out.append('\n');
  }

  private static void network(StringBuilder out, SimNode node, Domain domain) {
    if (domain.control) {
      out.append("VSW\n    NAME             MAC               NET-DEV   ID   DEVICE\n");
      out.append(
          "    %-16s %-17s %-9s %-4d %s\n\n"
              .formatted("primary-vsw0", node.primary().mac, "net0", 0, "switch@0"));
      return;
    }
    out.append("NETWORK\n    NAME             SERVICE                     ID   DEVICE     MAC\n");
    out.append(
        "    %-16s %-27s %-4d %-10s %s\n\n"
            .formatted(
                "vnet0",
                "primary-vsw0@" + node.primary().name,
                0,
                "network@0",
                domain.mac.replace(":f", ":e")));
  }

  private static void disks(StringBuilder out, SimNode node, Domain domain) {
    if (domain.disks.isEmpty()) {
      return;
    }
    out.append("DISK\n");
    out.append("    NAME             VOLUME                      TOUT ID   DEVICE  SERVER\n");
    for (Vdisk disk : domain.disks) {
      out.append(
          "    %-16s %-27s %-4s %-4d disk@%-2d %s\n"
              .formatted(
                  disk.name(),
                  disk.volume(),
                  disk.timeout(),
                  disk.id(),
                  disk.id(),
                  disk.servedBy(node.primary().name)));
    }
    out.append('\n');
  }
}
