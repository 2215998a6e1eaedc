package org.cvmsnap.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine of the cluster: its control domain's services and the domains on it. */
final class SimNode {
  /** The configuration that is always there. */
  static final String FACTORY_DEFAULT = "factory-default";

  /** What CVM calls it. */
  final String name;

  /** What it calls itself: {@code uname -n}. */
  final String hostname;

  final Virtinfo virtinfo;

  /** Whether it is a control domain with a Logical Domains Manager, and not a plain machine. */
  final boolean ldm;

  /** How whoever logs in there becomes root. */
  final Rights rights;

  final int id;
  final int cpus;
  final long megabytes;

  /** What {@code virtinfo} of its Solaris can do. */
  enum Virtinfo {
    /** Everything, as in 11.4. */
    FULL,
    /** {@code -a} without {@code -p}, and a table without options, as in 11.2. */
    TABLE,
    /** It prints nothing for {@code -a}, as on some 11.3. */
    SILENT
  }

  /** How far its clock is ahead of the simulated time; behind where that is negative. */
  final long clockSeconds;

  /** What it says of its Solaris, its Logical Domains Manager and its VxVM. */
  final String solarisRelease;

  final String ldmRelease;
  final String vxvmRelease;

  /** Whether the machine is switched on. */
  boolean up;

  /** Whether it is a member of the CVM cluster. */
  boolean joined;

  /**
   * What the list of members says of it in place of whether it has joined: {@code missing} that it
   * does not list it; empty where it says how things are.
   */
  String listedAs = "";

  boolean master;

  /** What VCS calls it. */
  final String system;

  /** Whether the engine of VCS runs, where there are service groups. */
  boolean had;

  /** Whether it has a single link of the cluster left. */
  boolean jeopardy;

  final List<Vds> services = new ArrayList<>();

  /** What is saved on the service processor; the last one is the current one. */
  final List<String> configurations = new ArrayList<>();

  /** The volumes that the control domain itself has open, such as by a mount: GROUP/VOLUME. */
  final List<String> open = new ArrayList<>();

  /** Until when it has them open, as a monitor has that reads them for an instant. */
  Instant openUntil = Instant.MAX;

  /** What the site has installed in its control domain. */
  final List<SiteProgram> programs = new ArrayList<>();

  /** The control domain first. */
  final List<Domain> domains = new ArrayList<>();

  private SimNode(
      String name,
      String hostname,
      Virtinfo virtinfo,
      boolean ldm,
      Rights rights,
      String system,
      int id,
      int cpus,
      long megabytes,
      ConfigTable doc) {
    this.name = name;
    this.hostname = hostname;
    this.virtinfo = virtinfo;
    this.ldm = ldm;
    this.rights = rights;
    this.system = system;
    this.id = id;
    this.cpus = cpus;
    this.megabytes = megabytes;
    this.clockSeconds = doc.number("clockSeconds", 0);
    this.solarisRelease = doc.text("solarisRelease", "11.4.0.15.0");
    this.ldmRelease = doc.text("ldmRelease", "3.6");
    this.vxvmRelease = doc.text("vxvmRelease", "7.4.1.0");
  }

  Optional<Domain> domain(String name) {
    for (Domain domain : domains) {
      if (domain.name.equals(name)) {
        return Optional.of(domain);
      }
    }
    return Optional.empty();
  }

  Domain primary() {
    return domains.get(0);
  }

  Optional<Vds> service(String name) {
    for (Vds vds : services) {
      if (vds.name.equals(name)) {
        return Optional.of(vds);
      }
    }
    return Optional.empty();
  }

  /** What {@code volume@service} exports. */
  Optional<Vds.Export> export(String volume) {
    int at = volume.indexOf('@');
    return at < 0
        ? Optional.empty()
        : service(volume.substring(at + 1)).flatMap(vds -> vds.export(volume.substring(0, at)));
  }

  Optional<Vds.Backend> backend(Vdisk disk) {
    return export(disk.volume()).flatMap(Vds.Export::backend);
  }

  /** The VxVM volumes on which {@code special} is in {@code domain}. */
  List<Vds.Backend> backends(Domain domain, String special) {
    return domain.storage.under(special).stream()
        .flatMap(id -> domain.disk(id).stream())
        .flatMap(disk -> backend(disk).stream())
        .distinct()
        .toList();
  }

  static SimNode from(ConfigTable doc, Instant now) {
    String name = doc.text("name");
    SimNode node =
        new SimNode(
            name,
            doc.text("hostname", name),
            doc.choice("virtinfo", Virtinfo.class, Virtinfo.FULL),
            doc.flag("ldm", true),
            doc.choice("rights", Rights.class, Rights.LOGIN),
            doc.text("vcsName", name),
            doc.integer("id"),
            doc.integer("cpus", 128),
            doc.number("megabytes", 262144),
            doc);
    node.up = doc.flag("up", true);
    node.joined = doc.flag("joined", node.up);
    node.listedAs = doc.text("listedAs", "");
    node.master = doc.flag("master", false);
    node.had = doc.flag("had", true);
    node.jeopardy = doc.flag("jeopardy", false);
    node.open.addAll(doc.texts("open"));
    node.openUntil = doc.instant("openUntil", Instant.MAX);
    node.configurations.add(FACTORY_DEFAULT);
    node.configurations.addAll(doc.texts("configurations"));
    doc.list("program").forEach(program -> node.programs.add(SiteProgram.from(program)));
    doc.list("vds").forEach(vds -> node.services.add(Vds.from(vds)));
    doc.list("domain").forEach(domain -> node.domains.add(Domain.from(domain, node.name, now)));
    doc.finish();
    if (node.domains.isEmpty() || !node.primary().control) {
      throw doc.wrong("domain", "has to begin with the control domain");
    }
    return node;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("hostname", hostname);
    map.put("virtinfo", CommandWords.of(virtinfo));
    map.put("ldm", ldm);
    map.put("rights", CommandWords.of(rights));
    map.put("vcsName", system);
    map.put("id", id);
    map.put("cpus", cpus);
    map.put("megabytes", megabytes);
    map.put("clockSeconds", clockSeconds);
    map.put("solarisRelease", solarisRelease);
    map.put("ldmRelease", ldmRelease);
    map.put("vxvmRelease", vxvmRelease);
    map.put("up", up);
    map.put("joined", joined);
    map.put("listedAs", listedAs);
    map.put("master", master);
    map.put("had", had);
    map.put("jeopardy", jeopardy);
    map.put("open", open);
    map.put("openUntil", openUntil.toString());
    map.put("configurations", configurations.subList(1, configurations.size()));
    map.put("program", programs.stream().map(SiteProgram::toMap).toList());
    map.put("vds", services.stream().map(Vds::toMap).toList());
    map.put("domain", domains.stream().map(Domain::toMap).toList());
    return map;
  }
}
