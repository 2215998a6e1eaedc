package org.cvmsnap.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.Dependency;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;

/** Writes the nodes of a scenario: their virtual disk services, and the domains on them. */
final class NodeTables {
  private static final Pattern RESOURCES =
      Pattern.compile("(?m)^DOMAIN\\|name=(?<name>[^|]+)\\|(?<rest>.*)$");
  private static final long MEGABYTE = 1 << 20;
  private static final long SPARE_CPUS = 64;
  private static final long SPARE_MEGABYTES = 131_072;

  private final Answers answers;
  private final GroupTables groups;
  private final List<String> assumed;
  private final Set<GuestName> guests = new LinkedHashSet<>();

  NodeTables(Answers answers, GroupTables groups, List<String> assumed) {
    this.answers = answers;
    this.groups = groups;
    this.assumed = assumed;
  }

  /** The guests of all nodes that were written. */
  Set<GuestName> guests() {
    return guests;
  }

  void write(ScenarioTable scenario, Machine machine, Optional<ClusterMember> member)
      throws InterruptedException {
    ScenarioTable node = scenario.add("node").put("name", machine.name());
    boolean here = machine.kind() == Machine.Kind.CONTROL_DOMAIN;
    if (here && !machine.address().equals(machine.name())) {
      node.put("hostname", machine.address());
    }
    List<String> prefix = answers.access().prefix(machine);
    if (!prefix.isEmpty()) {
      node.put("rights", rights(prefix));
    }
    answers.virtinfo(machine, "table").ifPresent(word -> node.put("virtinfo", word));
    node.put("id", member.map(ClusterMember::cvmId).orElse(scenario.all("node").size() - 1));
    node.put("master", member.filter(ClusterMember::master).isPresent());
    if (member.filter(ClusterMember::out).isPresent()) {
      node.put("up", false);
    }
    Ldm ldm = new Ldm(answers.on(machine));
    Optional<List<Domain>> domains = Answers.learned(ldm::domains);
    Optional<List<VirtualDisk>> disks = Answers.learned(new Ldm(answers.on(machine))::disks);
    Optional<List<BackEnd>> backEnds = Answers.learned(new Ldm(answers.on(machine))::backEnds);
    if (domains.isEmpty() || disks.isEmpty() || backEnds.isEmpty()) {
      assumed.add("the domains of " + machine.name() + ": none but its control domain");
      node.add("domain").put("name", "primary").put("control", true);
      return;
    }
    services(node, backEnds.get(), disks.get());
    domains(node, machine, domains.get(), disks.get());
    node.put("open", openHere(machine, domains.get(), disks.get(), backEnds.get()));
  }

  static String rights(List<String> prefix) {
    return prefix.get(0).endsWith("sudo") ? "sudo" : "pfexec";
  }

  private static void services(
      ScenarioTable node, List<BackEnd> backEnds, List<VirtualDisk> disks) {
    Map<String, ScenarioTable> services = new LinkedHashMap<>();
    for (BackEnd backEnd : backEnds) {
      ScenarioTable volume =
          services
              .computeIfAbsent(backEnd.service(), name -> node.add("vds").put("name", name))
              .add("volume")
              .put("name", backEnd.volume())
              .put("device", backEnd.device());
      if (!backEnd.options().isEmpty()) {
        volume.put("options", String.join(",", backEnd.options()));
      }
      backEnd.mpgroup().ifPresent(group -> volume.put("mpgroup", group));
    }
    disks.forEach(
        disk ->
            services.computeIfAbsent(disk.service(), name -> node.add("vds").put("name", name)));
  }

  private void domains(
      ScenarioTable node, Machine machine, List<Domain> domains, List<VirtualDisk> disks)
      throws InterruptedException {
    Map<String, Map<String, String>> resources =
        resources(answers.printed(machine, "ldm", "list", "-p").orElse(""));
    List<Domain> controlFirst = new ArrayList<>(domains);
    controlFirst.sort((one, other) -> Boolean.compare(control(other), control(one)));
    GuestTables tables = new GuestTables(answers, assumed);
    List<GuestName> policies =
        Answers.learned(new Ldm(answers.on(machine))::policies).orElse(List.of());
    List<Dependency> dependencies =
        Answers.learned(new Ldm(answers.on(machine))::dependencies).orElse(List.of());
    long cpus = 0;
    long megabytes = 0;
    for (Domain domain : controlFirst) {
      ScenarioTable table = node.add("domain").put("name", domain.name().value());
      Map<String, String> own = resources.getOrDefault(domain.name().value(), Map.of());
      long ncpu = number(own, "ncpu", 8);
      long memory = number(own, "mem", 8192 * MEGABYTE) / MEGABYTE;
      table.put("cpus", ncpu).put("megabytes", memory);
      cpus += ncpu;
      megabytes += memory;
      state(table, domain);
      own(table, domain, own, policies, dependencies);
      if (!control(domain)) {
        guests.add(domain.name());
        List<VirtualDisk> ours =
            disks.stream().filter(disk -> disk.domain().equals(domain.name())).toList();
        disks(table, domain, ours, controlFirst.get(0).name());
        tables.write(table, machine, domain, ours);
      }
    }
    capacity(node, machine, cpus, megabytes);
  }

  private static boolean control(Domain domain) {
    return domain.flags().control();
  }

  private void state(ScenarioTable table, Domain domain) {
    if (control(domain)) {
      table.put("control", true);
      if (domain.flags().delayedReconfiguration()) {
        table.put("delayedReconfiguration", true);
      }
      return;
    }
    switch (domain.state()) {
      case ACTIVE -> table.put("state", "active");
      case BOUND -> table.put("state", "bound");
      case SUSPENDED -> table.put("state", "suspended");
      case INACTIVE -> table.put("state", "inactive");
      case CHANGING -> {
        table.put("state", "inactive");
        assumed.add(domain.name() + " is inactive: it was on the way to another state");
      }
    }
    if (domain.state() == DomainState.ACTIVE && domain.flags().transition()) {
      assumed.add("the operating system of " + domain.name() + " runs: it was booting, or at ok");
    }
  }

  private static void own(
      ScenarioTable table,
      Domain domain,
      Map<String, String> resources,
      List<GuestName> policies,
      List<Dependency> dependencies) {
    if (!control(domain) && domain.flags().service()) {
      table.put("service", true);
    }
    if (domain.flags().migrating()) {
      table.put("migration", domain.flags().letters().substring(5));
    }
    String console = resources.getOrDefault("cons", "");
    if (!console.isEmpty()) {
      table.put("console", console);
    }
    if (policies.contains(domain.name())) {
      table.put("policy", true);
    }
    dependencies.stream()
        .filter(each -> each.domain().equals(domain.name()))
        .findFirst()
        .ifPresent(
            each -> {
              table.put("masters", each.masters().stream().map(GuestName::value).toList());
              if (!each.failurePolicy().isEmpty()) {
                table.put("failurePolicy", each.failurePolicy());
              }
            });
  }

  private void disks(
      ScenarioTable table, Domain domain, List<VirtualDisk> disks, GuestName control) {
    Set<Integer> taken = new TreeSet<>();
    disks.forEach(disk -> disk.id().ifPresent(taken::add));
    for (VirtualDisk disk : disks) {
      ScenarioTable row =
          table
              .add("disk")
              .put("name", disk.name())
              .put("volume", disk.volume() + "@" + disk.service());
      if (disk.id().isPresent()) {
        row.put("id", disk.id().getAsInt());
      } else {
        int lowest = 0;
        while (!taken.add(lowest)) {
          lowest++;
        }
        row.put("id", lowest).put("auto", true);
        assumed.add("disk " + disk.name() + " of " + domain.name() + " has the number " + lowest);
      }
      disk.timeout().ifPresent(seconds -> row.put("timeout", String.valueOf(seconds)));
      disk.server()
          .filter(server -> !server.equals(control))
          .ifPresent(server -> row.put("server", server.value()));
    }
  }

  private void capacity(ScenarioTable node, Machine machine, long cpus, long megabytes)
      throws InterruptedException {
    Optional<List<String>> exhausted = Answers.learned(new Ldm(answers.on(machine))::exhausted);
    if (exhausted.isEmpty()) {
      assumed.add("there are CPUs and memory to spare on " + machine.name());
    }
    List<String> none = exhausted.orElse(List.of());
    node.put("cpus", cpus + (none.contains("CPUs") ? 0 : SPARE_CPUS));
    node.put("megabytes", megabytes + (none.contains("memory") ? 0 : SPARE_MEGABYTES));
  }

  /** The volumes that are open there, and are behind no disk of a domain that has them open. */
  private List<String> openHere(
      Machine machine, List<Domain> domains, List<VirtualDisk> disks, List<BackEnd> backEnds) {
    Set<VolumeId> open = new TreeSet<>(groups.openOn(machine));
    for (Domain domain : domains) {
      if (domain.state() != DomainState.INACTIVE) {
        disks.stream()
            .filter(disk -> disk.domain().equals(domain.name()))
            .flatMap(disk -> backEnds.stream().filter(disk::shows))
            .flatMap(backEnd -> backEnd.vxvmVolume().stream())
            .forEach(open::remove);
      }
    }
    return open.stream().map(VolumeId::toString).toList();
  }

  // DOMAIN|name=ldom1|state=active|flags=-n----|cons=5000|ncpu=16|mem=17179869184|util=0.8|...
  private static Map<String, Map<String, String>> resources(String list) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    Matcher line = RESOURCES.matcher(list);
    while (line.find()) {
      Map<String, String> pairs = new LinkedHashMap<>();
      for (String pair : line.group("rest").split("\\|", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
      all.put(line.group("name"), pairs);
    }
    return all;
  }

  private static long number(Map<String, String> pairs, String key, long otherwise) {
    String value = pairs.getOrDefault(key, "");
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : otherwise;
  }
}
