package org.cvmsnap.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.Domain.State;
import org.cvmsnap.sim.Domain.Transition;
import org.cvmsnap.sim.OperatingSystem.Stage;
import org.cvmsnap.sim.Vds.Export;

/** The parseable output of {@code ldm}, as of Logical Domains Manager 3.x. */
final class LdmRecords {
  static final String VERSION = "VERSION 1.11\n";
  private static final String VCC = "VCC|name=primary-vcc0|port-range=5000-5100\n";

  private final SimCluster cluster;

  LdmRecords(SimCluster cluster) {
    this.cluster = cluster;
  }

  String list(SimNode node, List<Domain> domains, Set<String> formats, boolean all) {
    StringBuilder out = new StringBuilder(VERSION);
    for (Domain domain : domains) {
      if (formats.isEmpty()) {
        out.append(shortLine(domain));
        continue;
      }
      if (all) {
        out.append(longLine(domain));
        identity(out, domain);
      } else if (formats.contains("domain")) {
        out.append(domainLine(domain));
        identity(out, domain);
      } else {
        out.append("DOMAIN|name=").append(domain.name).append('\n');
      }
      sections(out, node, domain, formats, all);
    }
    return out.toString();
  }

  String bindings(SimNode node, List<Domain> domains) {
    StringBuilder out = new StringBuilder(VERSION);
    for (Domain domain : domains) {
      out.append(longLine(domain));
      identity(out, domain);
      sections(out, node, domain, LdmListing.FORMATS, true);
    }
    return out.toString();
  }

  String constraints(SimNode node, List<Domain> domains) {
    StringBuilder out = new StringBuilder(VERSION);
    for (Domain domain : domains) {
      out.append("DOMAIN|name=").append(domain.name).append('\n');
      identity(out, domain);
      out.append("VCPU|count=").append(domain.cpus).append('\n');
      out.append("MEMORY|size=").append(domain.megabytes << 20).append('\n');
      out.append(domain.control ? LdmResources.io() : "");
      variables(out, domain);
      if (domain.control) {
        serviceRecords(out, node, false);
      }
      network(out, node, domain, false);
      for (Vdisk disk : domain.disks) {
        out.append("VDISK|name=").append(disk.name());
        out.append("|vol=").append(disk.volume());
        out.append("|timeout=").append(disk.timeout());
        out.append("|dev=disk@").append(disk.id());
        out.append("|server=").append(disk.servedBy(node.primary().name));
        out.append("|mpgroup=").append(mpgroup(node, disk));
        out.append("|id=").append(disk.auto() ? "" : disk.id()).append('\n');
      }
      if (!domain.control) {
        out.append("VCONS|group=%s|service=primary-vcc0".formatted(domain.name));
        out.append("|port=").append(domain.console).append('\n');
      }
    }
    return out.toString();
  }

  String services(SimNode node) {
    StringBuilder out = new StringBuilder(VERSION);
    serviceRecords(out, node, false);
    return out.toString();
  }

  private String shortLine(Domain domain) {
    return "DOMAIN|name="
        + domain.name
        + "|state="
        + state(domain)
        + "|flags="
        + flags(domain)
        + "|cons="
        + console(domain)
        + "|ncpu="
        + domain.cpus
        + "|mem="
        + (domain.megabytes << 20)
        + load(domain, true)
        + "\n";
  }

  private String longLine(Domain domain) {
    return "DOMAIN|name=%s|state=%s|flags=%s|cons=%s|ncpu=%d|mem=%d%s%s\n"
        .formatted(
            domain.name,
            state(domain),
            flagWords(domain),
            console(domain),
            domain.cpus,
            domain.megabytes << 20,
            load(domain, false),
            softstateField(domain));
  }

  private String domainLine(Domain domain) {
    return "DOMAIN|name=%s|state=%s|flags=%s%s%s\n"
        .formatted(
            domain.name,
            state(domain),
            flagWords(domain),
            load(domain, false),
            softstateField(domain));
  }

  /** While a request is under way its name stands in place of the state (LDoms MIB). */
  static String state(Domain domain) {
    return CommandWords.of(domain.transition == Transition.NONE ? domain.state : domain.transition);
  }

  /** The six letters of {@code ldm list}. */
  static String flags(Domain domain) {
    boolean active = domain.state == State.ACTIVE;
    StringBuilder flags = new StringBuilder();
    flags.append(domain.os.stopAsked || domain.transition == Transition.STARTING ? 's' : '-');
    if (!active || domain.os.stopAsked) {
      flags.append('-');
    } else {
      flags.append(
          domain.os.stage == Stage.RUNNING
                  || (domain.os.kernelUp && domain.os.stage == Stage.BOOTING)
                  || domain.deviations.hidesBoot()
              ? 'n'
              : 't');
    }
    flags.append(domain.delayed ? 'd' : '-');
    flags.append(domain.control ? "cv" : domain.service ? "-v" : "--");
    return flags.append(domain.migration).toString();
  }

  private static String flagWords(Domain domain) {
    List<String> words = new ArrayList<>();
    String flags = flags(domain);
    if (flags.charAt(0) == 's') {
      words.add(domain.os.stopAsked ? "stopping" : "starting");
    }
    if (flags.charAt(1) != '-') {
      words.add(flags.charAt(1) == 'n' ? "normal" : "transition");
    }
    if (domain.delayed) {
      words.add("delayed-reconfiguration");
    }
    if (domain.control) {
      words.add("control");
      words.add("vio-service");
    } else if (domain.service) {
      words.add("vio-service");
    }
    if (!domain.migration.equals("-")) {
      words.add("migration");
    }
    return words.isEmpty() ? flags : String.join(",", words);
  }

  static String console(Domain domain) {
    return domain.open() ? domain.console : "";
  }

  private String load(Domain domain, boolean norm) {
    if (domain.state == State.INACTIVE) {
      return "";
    }
    if (domain.state == State.BOUND) {
      return "|util=|uptime=";
    }
    return "|util="
        + (domain.control ? "2.1" : "0.8")
        + "|uptime="
        + uptime(domain).toSeconds()
        + (norm ? "|norm_util=" + (domain.control ? "2.0" : "0.7") : "");
  }

  Duration uptime(Domain domain) {
    return Duration.between(domain.os.startedAt, cluster.now());
  }

  private static String softstateField(Domain domain) {
    return softstate(domain).map(text -> "|softstate=" + text).orElse("");
  }

  /** What the guest says of itself (SOLARIS_SOFT_STATE messages); OpenBoot's are from memory. */
  static Optional<String> softstate(Domain domain) {
    if (domain.state != State.ACTIVE) {
      return Optional.empty();
    }
    if (domain.deviations.hidesBoot() && domain.os.stage != Stage.DOWN) {
      return running(domain);
    }
    return switch (domain.os.stage) {
      case DOWN -> Optional.empty();
      case OPENBOOT -> Optional.of("OpenBoot Running");
      case BOOTING -> domain.os.kernelUp ? running(domain) : Optional.of("Solaris booting");
      case RUNNING -> running(domain);
      case HALTING -> Optional.of("Solaris halting");
    };
  }

  private static Optional<String> running(Domain domain) {
    return Optional.of(domain.softstate).filter(said -> !said.isEmpty());
  }

  private static void identity(StringBuilder out, Domain domain) {
    out.append("UUID|uuid=").append(domain.uuid()).append('\n');
    out.append("MAC|mac-addr=").append(domain.mac).append('\n');
    out.append("HOSTID|hostid=0x").append(domain.hostid()).append('\n');
    out.append("CONTROL|failure-policy=").append(domain.failurePolicy);
    out.append("|extended-mapin-space=on|cpu-arch=native\n");
    out.append("DEPENDENCY|master=").append(String.join(",", domain.masters)).append('\n');
  }

  private void sections(
      StringBuilder out, SimNode node, Domain domain, Set<String> formats, boolean all) {
    out.append(new LdmResources(node).records(domain, formats));
    if (all || formats.contains("domain")) {
      variables(out, domain);
    }
    if (domain.control && all) {
      serviceRecords(out, node, true);
    } else if (domain.control) {
      out.append(formats.contains("console") ? VCC : "");
      out.append(formats.contains("network") ? vsw(node) : "");
      out.append(formats.contains("disk") ? exports(node, false) : "");
    }
    if (formats.contains("network")) {
      network(out, node, domain, all && domain.open());
    }
    if (formats.contains("disk")) {
      domain.disks.forEach(disk -> out.append(vdisk(node, domain, disk, all)));
    }
    if (formats.contains("console") && !domain.control && domain.open()) {
      out.append(
          "VCONS|group=%s|service=primary-vcc0@%s|port=%s\n"
              .formatted(domain.name, node.primary().name, domain.console));
    }
    if (formats.contains("resmgmt") && domain.policy) {
      out.append(
          "POLICY|name=grow|status=on|priority=50|vcpu-min=%d|vcpu-max=64\n"
              .formatted(domain.cpus));
    }
    if (formats.contains("status") && !all) {
      out.append("STATUS\n");
    }
  }

  private static void network(StringBuilder out, SimNode node, Domain domain, boolean peer) {
    if (domain.control) {
      return;
    }
    out.append(
        "VNET|name=vnet0|dev=network@0|service=primary-vsw0@%s|mac-addr=%s|pvid=1|vid=|mtu=1500|id=0\n"
            .formatted(node.primary().name, domain.mac.replace(":f", ":e")));
    if (peer) {
      out.append(
          "|peer=primary-vsw0@%s|mac-addr=%s\n".formatted(node.primary().name, node.primary().mac));
    }
  }

  /** The long forms know the device and the server only of a domain that is bound. */
  private static String vdisk(SimNode node, Domain domain, Vdisk disk, boolean bindings) {
    String service =
        bindings && !domain.open()
            ? ""
            : "|dev=disk@%d|server=%s".formatted(disk.id(), disk.servedBy(node.primary().name));
    return "VDISK|name=%s|vol=%s|timeout=%s%s|mpgroup=%s|id=%d\n"
        .formatted(
            disk.name(), disk.volume(), disk.timeout(), service, mpgroup(node, disk), disk.id());
  }

  private static String mpgroup(SimNode node, Vdisk disk) {
    return node.export(disk.volume()).map(Export::mpgroup).orElse("");
  }

  private static void variables(StringBuilder out, Domain domain) {
    out.append(domain.variables.isEmpty() ? "" : "VARIABLES\n");
    domain.variables.forEach(
        (name, value) -> out.append('|').append(name).append('=').append(value).append('\n'));
  }

  private static void serviceRecords(StringBuilder out, SimNode node, boolean clients) {
    out.append(VCC).append(vsw(node)).append(exports(node, clients));
  }

  private static String vsw(SimNode node) {
    return "VSW|name=primary-vsw0|mac-addr=%s|net-dev=net0|dev=switch@0|default-vlan-id=1|pvid=1|vid=|mtu=1500|id=0\n"
        .formatted(node.primary().mac);
  }

  private static String exports(SimNode node, boolean clients) {
    StringBuilder out = new StringBuilder();
    for (Vds vds : node.services) {
      List<String> attached = clients ? clients(node, vds) : List.of();
      out.append("VDS|name=").append(vds.name);
      out.append(clients ? "|nclients=" + attached.size() : "").append('\n');
      for (Export export : vds.exports()) {
        out.append(
            "|vol=%s|opts=%s|dev=%s|mpgroup=%s\n"
                .formatted(export.name(), export.options(), export.device(), export.mpgroup()));
      }
      attached.forEach(out::append);
    }
    return out.toString();
  }

  private static List<String> clients(SimNode node, Vds vds) {
    List<String> clients = new ArrayList<>();
    for (Domain domain : node.domains) {
      for (Vdisk disk : domain.disks) {
        if (domain.open() && disk.volume().endsWith("@" + vds.name)) {
          String volume = disk.volume().substring(0, disk.volume().indexOf('@'));
          clients.add("|client=%s@%s|vol=%s\n".formatted(disk.name(), domain.name, volume));
        }
      }
    }
    return clients;
  }
}
