package org.cvmsnap.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.host.AccessHosts;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Hosts.Question;
import org.cvmsnap.host.Reading;
import org.cvmsnap.host.RecordedHosts;
import org.cvmsnap.host.Recording;
import org.cvmsnap.host.Time;
import org.cvmsnap.host.WrappedHosts;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.solaris.Fsck;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.solaris.OperatingSystem;
import org.cvmsnap.solaris.Programs;
import org.cvmsnap.vcs.Vcs;
import org.cvmsnap.vxvm.Vxvm;

/** The machines of a cluster and its guests, each spoken to in its own language. */
public final class Site {
  /** How much is kept of what a command of the site's own says. */
  private static final int HOOK_ANSWER = 64 << 10;

  private final Hosts machines;
  private final Access access;
  private final ProvenHosts proven;
  private final Hosts hosts;
  private final VcsConfiguration configuration = new VcsConfiguration(this);

  public Site(Hosts machines) {
    this(machines, Access.USUAL);
  }

  public Site(Hosts machines, Access access) {
    this(machines, access, new ProvenHosts(AccessHosts.of(machines, access)));
  }

  private Site(Hosts machines, Access access, ProvenHosts proven) {
    this.machines = machines;
    this.access = access;
    this.proven = proven;
    this.hosts = new FreshHosts(proven);
  }

  /** The same machines, none of which can be changed: to try is a bug, and ends as one. */
  public Site readOnly() {
    return new Site(WrappedHosts.readOnly(machines), access, proven.readOnly());
  }

  /** The same machines, of which none is waited for again that has not answered once. */
  public Site givingUp() {
    return new Site(machines, access, proven.givingUp());
  }

  /** The same machines, of which every command that has ended is noted. */
  public Site noted(String here, Consumer<Recording> notes) {
    return new Site(new RecordedHosts(machines, here, notes), access);
  }

  /** The same machines, reached in another way. */
  public Site reached(Access other) {
    return new Site(machines, other);
  }

  /**
   * Returns where something can be done.
   *
   * @throws RefusedException where only a recording answers
   */
  public void requireLive() {
    if (machines.recorded()) {
      throw new RefusedException(
          "A recording only answers questions: nothing can be done on it.",
          "Add --dry-run, or rehearse it: cvmsnap sim init --from FILE.");
    }
  }

  public Access access() {
    return access;
  }

  /** The Logical Domains Manager here, before it is known what this machine is called. */
  public Ldm ldmHere() {
    return new Ldm(hosts.controlDomain());
  }

  public Ldm ldm(Machine node) {
    return new Ldm(hosts.on(node));
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

  /** What file systems say of themselves on a machine. */
  public Fsck fsck(Machine machine) {
    return new Fsck(hosts.on(machine));
  }

  /** The Solaris of a machine, of whichever kind. */
  public OperatingSystem system(Machine machine) {
    return new OperatingSystem(hosts.on(machine));
  }

  /** The programs that a machine has. */
  public Programs programs(Machine machine) {
    return new Programs(hosts.on(machine));
  }

  public GuestOs os(Machine guest) {
    return new GuestOs(hosts.on(guest));
  }

  /** The same, which may take that long for each answer. */
  public GuestOs os(Machine guest, Duration limit) {
    return new GuestOs(hosts.on(guest), limit);
  }

  /** Whether the guest has shown that it is the one that is meant, and has answered since. */
  public boolean proven(Machine guest) {
    return proven.proven(guest);
  }

  /**
   * Why what ssh reaches at the address of {@code guest} is another machine; empty where it is this
   * one, or where that cannot be learned: no other command is run there then either.
   */
  public Optional<String> mistaken(Machine guest) throws InterruptedException {
    return proven.mistaken(guest);
  }

  /** The operating system of a guest that has to be on that node. */
  public GuestOs os(Machine guest, Machine node) {
    return new GuestOs(proven.on(guest, node));
  }

  /** What is to be learned of one node, or of one guest. */
  public interface Inquiry<K, T> {
    T of(K asked) throws NotLearnedException, InterruptedException;
  }

  /**
   * Asks all the same, as {@link Hosts#ask} does; the answers are in their order.
   *
   * @throws NotLearnedException as the first one does that has no answer
   */
  public <K, T> Map<K, T> ofEach(List<K> all, Inquiry<K, T> inquiry)
      throws NotLearnedException, InterruptedException {
    List<Question<T>> questions = new ArrayList<>();
    all.forEach(each -> questions.add(() -> inquiry.of(each)));
    List<T> answers = hosts.ask(questions);
    Map<K, T> learned = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      learned.put(all.get(i), answers.get(i));
    }
    return learned;
  }

  /**
   * Asks at the same time what is about to be asked one after the other, so that this is answered
   * by then. What has no answer, or is not understood, is so again when its turn comes.
   */
  public void readAhead(List<? extends Question<?>> questions) throws InterruptedException {
    try {
      boolean unused = ask(() -> true, questions);
    } catch (NotLearnedException e) {
      throw new IllegalStateException(e); // what is asked ahead tells nobody so
    }
  }

  /**
   * Asks something, and at the same time what is about to be asked next.
   *
   * @throws NotLearnedException when the first has no answer, or is not understood
   */
  public <T> T ask(Question<T> first, List<? extends Question<?>> next)
      throws NotLearnedException, InterruptedException {
    if (next.isEmpty()) {
      return first.ask();
    }
    List<Question<Optional<T>>> asked = new ArrayList<>(List.of(() -> Optional.of(first.ask())));
    next.forEach(
        each ->
            asked.add(
                () -> {
                  askAhead(each);
                  return Optional.empty();
                }));
    return hosts.ask(asked).get(0).orElseThrow();
  }

  private static void askAhead(Question<?> question) throws InterruptedException {
    try {
      Optional<Object> unused =
          Contained.work(() -> Optional.of(question.ask()), bug -> Optional.empty());
    } catch (NotLearnedException e) {
      // It is not learned again when its turn comes, and then it is told.
    }
  }

  /**
   * Does several things with these machines, each with a site of its own, as {@link Hosts#each}.
   */
  public void each(List<Consumer<Site>> things) {
    List<Consumer<Hosts>> each = new ArrayList<>();
    things.forEach(thing -> each.add(own -> thing.accept(new Site(own, access))));
    machines.each(each);
  }

  public Time time() {
    return hosts.time();
  }

  /** Runs a mutating command; what it says is evidence for people, and not relied upon. */
  public Attempt act(Invocation command, Duration limit) throws InterruptedException {
    List<String> argv = command.argv();
    configuration.acts(argv);
    Command mutating = Command.mutates(limit, argv);
    CommandResult result =
        hosts.on(command.machine()).run(command.hook() ? mutating.keeping(HOOK_ANSWER) : mutating);
    if (result instanceof CommandResult.Finished finished) {
      String failure =
          command.hook() ? Reading.lastWords(finished) : Reading.failure(argv, finished);
      return Attempt.answered(finished.exit() == 0 ? "" : failure);
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
