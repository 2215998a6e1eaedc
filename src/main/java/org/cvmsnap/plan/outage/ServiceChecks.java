package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.ShellLine;

/**
 * What the disks that domains serve to one another have to do with taking one of them down: a
 * domain is not unbound while another that it serves is bound, so that two which serve each other
 * cannot be unbound at all (Administration Guide, "Resource Allocation").
 */
final class ServiceChecks {
  private final OutageOptions options;
  private final OutageFacts facts;
  private final List<Refusal> refusals = new ArrayList<>();

  ServiceChecks(OutageOptions options, OutageFacts facts) {
    this.options = options;
    this.facts = facts;
  }

  List<Refusal> refusals() {
    List<GuestName> served = served();
    serves(served);
    if (facts.guest().domain().state() != DomainState.INACTIVE) {
      List<GuestName> servers = servers();
      served.stream()
          .flatMap(name -> domain(name).stream())
          .filter(domain -> domain.state() != DomainState.INACTIVE)
          .forEach(domain -> unbinding(domain.name(), servers.contains(domain.name())));
      servers.stream()
          .filter(name -> domain(name).filter(it -> it.state() != DomainState.ACTIVE).isPresent())
          .forEach(this::away);
    }
    return refusals;
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private Optional<Domain> domain(GuestName name) {
    return facts.domains().stream().filter(domain -> domain.name().equals(name)).findFirst();
  }

  /** The other domains of this machine with disks that the guest serves. */
  private List<GuestName> served() {
    return facts.nodes().stream()
        .filter(node -> node.node().equals(facts.control()))
        .flatMap(node -> node.disks().stream())
        .filter(disk -> disk.vdisk().server().equals(Optional.of(options.guest())))
        .map(disk -> disk.vdisk().domain())
        .filter(domain -> !domain.equals(options.guest()))
        .distinct()
        .toList();
  }

  /** The domains that serve the guest's disks. */
  private List<GuestName> servers() {
    return facts.guest().disks().stream()
        .map(Disk::vdisk)
        .flatMap(disk -> disk.server().stream())
        .filter(server -> !server.equals(options.guest()))
        .distinct()
        .toList();
  }

  /** Whoever is served by the guest loses disks and networks when it goes down. */
  private void serves(List<GuestName> served) {
    boolean serves = facts.guest().domain().flags().service() || !served.isEmpty();
    if (serves && !options.serviceDomain()) {
      refuse(
          "%s is a service domain%s: others are without its disks and networks while it is down."
              .formatted(
                  options.guest(),
                  served.isEmpty() ? "" : ", which serves " + described(served.stream())),
          ShellLine.hint(
              "If that is meant: --service-domain. See, on %s: ldm list-bindings %s.",
              facts.control().name(), options.guest()));
    }
  }

  private static String described(Stream<GuestName> names) {
    return String.join(", ", names.map(GuestName::value).toList());
  }

  private void unbinding(GuestName served, boolean circular) {
    if (circular) {
      refuse(
          "%s and %s serve each other, so that neither can be unbound while the other is bound."
              .formatted(options.guest(), served),
          ShellLine.hint(
              "Take away the disks by which one depends on the other. See, on %s: ldm list-dependencies -l.",
              facts.control().name()));
    } else {
      refuse(
          "%s serves %s, which is bound, and cannot be unbound before it."
              .formatted(options.guest(), served),
          ShellLine.hint(
              "On %1$s: ldm stop %2$s, then ldm unbind %2$s.", facts.control().name(), served));
    }
  }

  private void away(GuestName server) {
    refuse(
        "%s serves disks to %s and is not active, so %s could not come back."
            .formatted(server, options.guest(), options.guest()),
        ShellLine.hint("Start it, on %s: ldm start %s.", facts.control().name(), server));
  }
}
