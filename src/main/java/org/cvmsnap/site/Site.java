package org.cvmsnap.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Hosts.Question;
import org.cvmsnap.host.Reading;
import org.cvmsnap.host.Time;
import org.cvmsnap.host.WrappedHosts;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.vcs.Vcs;
import org.cvmsnap.vxvm.Vxvm;

/** The machines of a cluster and its guests, each spoken to in its own language. */
public final class Site {
  /** For so long a look at a domain is as good as another, if nothing was done meanwhile. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Hosts hosts;
  private Optional<Seen> lastSeen = Optional.empty();
  private final VcsConfiguration configuration = new VcsConfiguration(this);

  private record Seen(Machine node, Domain domain, Duration at) {}

  public Site(Hosts hosts) {
    this.hosts = hosts;
  }

  /** The same machines, none of which can be changed: to try is a bug, and ends as one. */
  public Site readOnly() {
    return new Site(WrappedHosts.readOnly(hosts));
  }

  /** The Logical Domains Manager here, before it is known what this machine is called. */
  public Ldm ldmHere() {
    return new Ldm(hosts.controlDomain());
  }

  public Ldm ldm(Machine node) {
    return new Ldm(hosts.on(node));
  }

  /**
   * The domain as it is now: one step's last look at it serves as the next one's first, which saves
   * the guest the time of a command. After an act it is always looked at anew.
   */
  public Domain domain(Machine node, GuestName guest)
      throws NotLearnedException, InterruptedException {
    Optional<Seen> seen =
        lastSeen
            .filter(last -> last.node().equals(node) && last.domain().name().equals(guest))
            .filter(last -> time().elapsed().minus(last.at()).compareTo(FRESH) < 0);
    if (seen.isPresent()) {
      lastSeen = Optional.empty();
      return seen.get().domain();
    }
    lastSeen = Optional.empty();
    Domain domain = ldm(node).domain(guest);
    lastSeen = Optional.of(new Seen(node, domain, time().elapsed()));
    return domain;
  }

  public Vxvm vxvm(Machine node) {
    return new Vxvm(hosts.on(node));
  }

  /** The cluster manager, as that node sees it. */
  public Vcs vcs(Machine node) {
    return new Vcs(hosts.on(node));
  }

  /** Whose the configuration of VCS is while it is open. */
  public VcsConfiguration configuration() {
    return configuration;
  }

  public GuestOs os(Machine guest) {
    return new GuestOs(hosts.on(guest));
  }

  /** What is to be learned of one node. */
  public interface Inquiry<T> {
    T of(Machine node) throws NotLearnedException, InterruptedException;
  }

  /**
   * Asks all nodes the same, as {@link Hosts#ask} does; the answers are in the nodes' order.
   *
   * @throws NotLearnedException as the first node does that has no answer
   */
  public <T> Map<Machine, T> ofEach(List<Machine> nodes, Inquiry<T> inquiry)
      throws NotLearnedException, InterruptedException {
    List<Question<T>> questions = new ArrayList<>();
    nodes.forEach(node -> questions.add(() -> inquiry.of(node)));
    List<T> answers = hosts.ask(questions);
    Map<Machine, T> learned = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      learned.put(nodes.get(i), answers.get(i));
    }
    return learned;
  }

  public Time time() {
    return hosts.time();
  }

  /** Runs a mutating command; what it says is evidence for people, and not relied upon. */
  public Attempt act(Invocation command, Duration limit) throws InterruptedException {
    List<String> argv = command.argv();
    lastSeen = Optional.empty();
    configuration.acts(argv);
    CommandResult result = hosts.on(command.machine()).run(Command.mutates(limit, argv));
    if (result instanceof CommandResult.Finished finished) {
      return Attempt.answered(finished.exit() == 0 ? "" : Reading.failure(argv, finished));
    }
    if (result instanceof CommandResult.NotStarted notStarted) {
      return Attempt.answered("'" + command.typed() + "' could not be run: " + notStarted.why());
    }
    if (result instanceof CommandResult.Unknown unknown) {
      return Attempt.unanswered("'" + command.typed() + "' gave no answer: " + unknown.why());
    }
    throw new IllegalStateException("a new kind of result: " + result);
  }
}
