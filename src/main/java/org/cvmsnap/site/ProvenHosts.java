package org.cvmsnap.site;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.ForwardingHosts;
import org.cvmsnap.host.GivingUpHosts;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.WrappedHosts;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.ControlDomain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.vxvm.Vxvm;

/**
 * Machines of which a guest is spoken to only once it has proven that it is the domain that is
 * meant: an address may lead to any other machine, which has disks of the same names. Where it has
 * not, a command is not started. Once proven, it is asked again when it has not answered, and after
 * whatever changes something in a control domain, such as a start.
 *
 * <p>Of what a guest says, no more than 1 MiB is taken.
 *
 * <p>The same holds for the other nodes of the cluster: what they say decides whether a volume is
 * closed. A node has to have the number in CVM that belongs to its name.
 *
 * <p>A guest says which domain of which control domain it is with {@code virtinfo -a -p}
 * (virtinfo(1M)). Where that says nothing, as with some updates of Solaris 11, its host id has to
 * be the one that the Logical Domains Manager gave to the domain (ldm(1M), add-domain hostid=).
 */
final class ProvenHosts extends ForwardingHosts {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Much more than any guest has to say; whoever is root there could fill this process. */
  private static final int GUEST_ANSWER = 1 << 20;

  private static final Pattern HOST_ID = Pattern.compile("[0-9a-f]{1,8}");

  /** What gives or takes a disk leaves a domain where it is. */
  private static final Pattern OF_DISKS = Pattern.compile("ldm (add|rm)-v(disk|dsdev) .*");

  private final Proofs proofs;

  ProvenHosts(Hosts hosts) {
    this(
        hosts,
        new Proofs(
            ConcurrentHashMap.newKeySet(),
            ConcurrentHashMap.newKeySet(),
            new ConcurrentHashMap<>()));
  }

  private ProvenHosts(Hosts hosts, Proofs proofs) {
    super(hosts);
    this.proofs = proofs;
  }

  /**
   * What was proven in this process.
   *
   * @param names of nodes as hosts
   */
  private record Proofs(Set<Home> guests, Set<Machine> nodes, Map<Machine, String> names) {}

  /**
   * A guest, and where it has to be.
   *
   * @param strict whether it has to be on this node; else it may be on another one, if it is not
   *     active here: a cluster manager or an operator may have brought it up there
   */
  private record Home(Machine guest, Machine node, boolean strict) {
    GuestName domain() {
      return new GuestName(guest.name());
    }
  }

  /** What a machine says of which one it is. */
  private sealed interface Answer {
    record Proven() implements Answer {}

    /** It is another one. */
    record Another(String why) implements Answer {}

    /** It did not say. */
    record Unknown(String why) implements Answer {}
  }

  /** The same machines, none of which can be changed. */
  ProvenHosts readOnly() {
    return new ProvenHosts(WrappedHosts.readOnly(hosts), proofs);
  }

  /** The same machines, of which none is waited for again that has not answered once. */
  ProvenHosts givingUp() {
    return new ProvenHosts(new GivingUpHosts(hosts), proofs);
  }

  @Override
  public Host controlDomain() {
    return forgetful(hosts.controlDomain());
  }

  @Override
  public Host on(Machine machine) {
    return switch (machine.kind()) {
      case CONTROL_DOMAIN -> forgetful(hosts.on(machine));
      case NODE -> command -> onNode(machine, command);
      case GUEST -> command -> run(new Home(machine, here(), false), command);
    };
  }

  @Override
  protected Hosts over(Hosts others) {
    return new ProvenHosts(others);
  }

  /** A guest that has to be on that node. */
  Host on(Machine guest, Machine node) {
    return command -> run(new Home(guest, node, true), command);
  }

  private Machine here() {
    return Machine.controlDomain("here");
  }

  /** Why the machine at the address of {@code guest} is another one; empty where it is not. */
  Optional<String> mistaken(Machine guest) throws InterruptedException {
    return proof(new Home(guest, here(), true), LIMIT) instanceof Answer.Another another
        ? Optional.of(another.why())
        : Optional.empty();
  }

  /** Whether the guest has proven to be the one that is meant, and has answered since. */
  boolean proven(Machine guest) {
    return proofs.guests().contains(new Home(guest, here(), false));
  }

  /** What changes a domain may let another machine answer at the same address. */
  private Host forgetful(Host host) {
    return command -> {
      if (command.mutates() && !OF_DISKS.matcher(command.text()).matches()) {
        proofs.guests().clear();
      }
      return host.run(command);
    };
  }

  /**
   * What is asked of a node decides whether a volume is closed: it has to be that node's answer.
   */
  private CommandResult onNode(Machine node, Command command) throws InterruptedException {
    if (!proofs.nodes().contains(node)) {
      Answer answer = whichNode(node);
      if (answer instanceof Answer.Another another) {
        return new NotStarted(another.why());
      }
      if (answer instanceof Answer.Proven) {
        proofs.nodes().add(node);
      }
    }
    CommandResult result = forgetful(hosts.on(node)).run(command);
    if (!(result instanceof Finished)) {
      proofs.nodes().remove(node);
    }
    return result;
  }

  /**
   * By its number in CVM, which only a member has. What cannot be asked is not known to be another
   * one; whatever it was to answer is not learned then either.
   */
  private Answer whichNode(Machine node) throws InterruptedException {
    try {
      OptionalInt id = new Vxvm(hosts.on(node)).state().id();
      if (id.isEmpty()) {
        return new Answer.Unknown("it is out of the cluster");
      }
      Optional<String> name =
          new Vxvm(hosts.controlDomain())
              .members().stream()
                  .filter(member -> member.cvmId() == id.getAsInt())
                  .map(ClusterMember::name)
                  .findFirst();
      return name.filter(node.name()::equals).isPresent()
          ? new Answer.Proven()
          : new Answer.Another(
              "ssh %s reaches node %s of the cluster, and not %s"
                  .formatted(node.address(), name.orElse("number " + id.getAsInt()), node.name()));
    } catch (NotLearnedException e) {
      return new Answer.Unknown(e.why());
    }
  }

  private CommandResult run(Home home, Command command) throws InterruptedException {
    Answer proof = proof(home, command.limit(LIMIT));
    if (proof instanceof Answer.Another another) {
      return new NotStarted(another.why());
    }
    if (proof instanceof Answer.Unknown unknown) {
      return new NotStarted(unknown.why());
    }
    CommandResult result = hosts.on(home.guest()).run(command.answering(GUEST_ANSWER));
    if (!(result instanceof Finished)) {
      proofs.guests().remove(home);
    }
    return result;
  }

  private Answer proof(Home home, Duration limit) throws InterruptedException {
    if (proofs.guests().contains(home)) {
      return new Answer.Proven();
    }
    Answer answer;
    try {
      answer = answer(home, limit);
    } catch (NotLearnedException e) {
      answer = new Answer.Unknown("which machine this is cannot be learned: " + e.why());
    }
    if (answer instanceof Answer.Proven) {
      proofs.guests().add(home);
    }
    return answer;
  }

  private Answer answer(Home home, Duration limit)
      throws NotLearnedException, InterruptedException {
    CommandResult said = ask(home, limit, "virtinfo", "-a", "-p");
    if (said instanceof CommandResult.Unknown) {
      return new Answer.Unknown("'virtinfo -a -p' gave no answer: " + said.why());
    }
    if (said instanceof NotStarted not && !not.missing()) {
      return new Answer.Unknown(said.why());
    }
    if (said instanceof Finished finished && finished.exit() == 0) {
      Optional<ControlDomain> there = Ldm.parsed(finished.out());
      if (there.isPresent()) {
        return compared(home, there.get());
      }
    }
    return byHostId(home, limit);
  }

  private Answer compared(Home home, ControlDomain there)
      throws NotLearnedException, InterruptedException {
    String control = name(home.node());
    boolean same = there.name().equals(home.domain());
    return same && (there.node().equals(control) || (!home.strict() && moved(home, there)))
        ? new Answer.Proven()
        : new Answer.Another(
            "ssh %s reaches the domain %s of %s, and not %s of %s"
                .formatted(
                    home.guest().address(), there.name(), there.node(), home.domain(), control));
  }

  /** The name of a node's control domain as a host. */
  private String name(Machine node) throws NotLearnedException, InterruptedException {
    String known = proofs.names().get(node);
    if (known == null) {
      known = new Ldm(hosts.on(node)).controlDomain().node();
      proofs.names().put(node, known);
    }
    return known;
  }

  /** Whether the guest is active on another node of the cluster, which it names, and not here. */
  private boolean moved(Home home, ControlDomain there)
      throws NotLearnedException, InterruptedException {
    if (active(home.node(), home.domain())) {
      return false;
    }
    for (ClusterMember member : new Vxvm(hosts.controlDomain()).members()) {
      Machine node = Machine.node(member.name());
      if (!member.out() && isCalled(node, there.node()) && active(node, home.domain())) {
        return true;
      }
    }
    return false;
  }

  /** A machine without logical domains is not where the guest says it is. */
  private boolean isCalled(Machine node, String name)
      throws NotLearnedException, InterruptedException {
    try {
      return name(node).equals(name);
    } catch (NotLearnedException e) {
      if (new Ldm(hosts.on(node)).absent()) {
        return false;
      }
      throw e;
    }
  }

  private boolean active(Machine node, GuestName guest)
      throws NotLearnedException, InterruptedException {
    return new Ldm(hosts.on(node))
        .domains().stream()
            .anyMatch(
                domain -> domain.name().equals(guest) && domain.state() == DomainState.ACTIVE);
  }

  private Answer byHostId(Home home, Duration limit)
      throws NotLearnedException, InterruptedException {
    Optional<String> wanted = new Ldm(hosts.on(home.node())).hostId(home.domain());
    CommandResult said = ask(home, limit, "hostid");
    if (!(said instanceof Finished finished)
        || !HOST_ID.matcher(finished.out().strip()).matches()
        || wanted.isEmpty()) {
      return new Answer.Unknown(
          "which machine this is cannot be learned: neither virtinfo -a -p nor hostid tells");
    }
    String id = finished.out().strip().replaceFirst("^0+", "");
    return id.equals(wanted.get())
        ? new Answer.Proven()
        : new Answer.Another(
            "ssh %s reaches a machine with the host id %s, and %s has %s"
                .formatted(home.guest().address(), id, home.domain(), wanted.get()));
  }

  private CommandResult ask(Home home, Duration limit, String... argv) throws InterruptedException {
    return hosts.on(home.guest()).run(Command.reads(limit, List.of(argv)).answering(GUEST_ANSWER));
  }
}
