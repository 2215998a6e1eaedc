package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.sim.vxvm.Storage;
import org.cvmsnap.sim.vxvm.Volumes;
import org.tomlj.TomlTable;

/**
 * A simulated cluster: nodes, domains, guests and their shared storage, in a time of their own. A
 * command takes the time that the scenario says, and what falls due meanwhile happens in its order.
 * It belongs to one thread at a time; a {@link SimStore} sees to that.
 */
public final class SimCluster {
  private final Storage storage;
  private final Map<Span, Duration> times = new EnumMap<>(Span.class);
  private final List<SimNode> nodes = new ArrayList<>();
  private final SimClock clock;
  private final Agenda agenda = new Agenda();
  private final Faults faults = new Faults();
  private final List<LogEntry> log = new ArrayList<>();

  private final SshAddresses ssh = new SshAddresses(this);

  private final FileSystems fileSystems = new FileSystems(this);
  private final Power power = new Power(this);
  private final CommandRunner runner = new CommandRunner(this, faults, log);
  private final Volumes volumes;

  private final VcsEngine vcs = new VcsEngine(this);

  private SimCluster(ConfigTable doc, Storage storage, Maker maker) {
    this.storage = storage;
    clock = new SimClock(doc);
    ConfigTable spans = doc.table("times");
    times.putAll(Span.read(spans));
    Storage.TIMES.forEach(spans::leave);
    spans.finish();
    doc.list("node").forEach(node -> nodes.add(SimNode.from(node, now())));
    if (nodes.isEmpty()) {
      throw doc.wrong("node", "has to be there once at least");
    }
    vcs.read(doc.list("vcs"));
    vcs.open(doc.flag("vcsOpen", false));
    agenda.read(doc.list("agenda"));
    faults.read(doc.list("fault"));
    ssh.read(doc.pairs("ssh"));
    volumes = maker.make(doc, new StorageSurroundings(this));
    doc.finish();
  }

  private interface Maker {
    Volumes make(ConfigTable doc, Volumes.Surroundings around);
  }

  static SimCluster of(TomlTable scenario, String source, Storage storage) {
    SimCluster cluster =
        new SimCluster(
            ConfigTable.of(scenario, source),
            storage,
            (doc, around) -> {
              doc.leave("diskgroup");
              doc.leave("disk");
              doc.leave("vxvm");
              return storage.of(scenario, around);
            });
    cluster.fileSystems.tellAll();
    return cluster;
  }

  static SimCluster fromJson(Map<String, Object> json, Storage storage) {
    return new SimCluster(
        ConfigTable.of(json, "the saved cluster"),
        storage,
        (doc, around) -> storage.fromJson(doc.table("storage").toMap(), around));
  }

  /** Everything but the log. */
  Map<String, Object> toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    clock.putInto(map);
    map.put("times", Span.toMap(times));
    map.put("node", nodes.stream().map(SimNode::toMap).toList());
    map.put("vcs", vcs.toList());
    map.put("vcsOpen", vcs.open());
    map.put("agenda", agenda.toList());
    map.put("fault", faults.toList());
    map.put("ssh", ssh.toMap());
    map.put("storage", volumes.toJson());
    return map;
  }

  /** The same cluster again, going its own way from here. */
  public SimCluster copy() {
    return copies().get();
  }

  /** The cluster as it is now, as often as is asked. */
  public Supplier<SimCluster> copies() {
    Map<String, Object> json = toJson();
    List<LogEntry> logged = log();
    return () -> {
      SimCluster copy = fromJson(json, storage);
      copy.log.addAll(logged);
      return copy;
    };
  }

  public Instant now() {
    return clock.now();
  }

  /** Simulated time since the scenario began; it never steps. */
  public Duration elapsed() {
    return clock.elapsed();
  }

  /** Somebody sets the clock of the machine that cvmsnap runs on; no time passes. */
  public void stepClock(Duration by) {
    clock.step(by);
  }

  SimClock clock() {
    return clock;
  }

  /**
   * A program runs a command that has waited in its own time since the last one: as much passes
   * here, and faster.
   *
   * @param real the time of this machine
   */
  void follow(Instant real) {
    clock.follow(real).ifPresent(waited -> advance(waited.multipliedBy(SimHosts.WATCHED_SPEED)));
  }

  /** Lets time pass, with all that falls due in it. */
  public void advance(Duration duration) {
    advanceTo(clock.spend(duration));
  }

  private void advanceTo(Instant limit) {
    for (ScheduledEvent due = agenda.next(limit); due != null; due = agenda.next(limit)) {
      reach(due.at().isAfter(now()) ? due.at() : now());
      happens(due);
    }
    reach(limit);
  }

  private void reach(Instant moment) {
    clock.reach(moment);
    volumes.advanceTo(moment);
  }

  private void happens(ScheduledEvent due) {
    switch (due.kind()) {
      case KERNEL_UP, LOGIN_UP, MULTI_USER, DOWN ->
          domain(due.host(), due.domain()).ifPresent(domain -> power.due(due, domain));
      case MONITOR -> vcs.monitor();
      case COMMAND_START -> runner.start(due);
      case COMMAND_END -> runner.end(due);
    }
  }

  /** What can be typed in a control domain, by bare names. */
  Set<String> programs() {
    return runner.programs();
  }

  /** Runs a command on a machine that may change something; see {@link CommandRunner#run}. */
  CommandRunner.Outcome run(String host, List<String> argv, Duration limit) {
    return run(host, argv, limit, true);
  }

  /** Runs one command on a machine; see {@link CommandRunner#run}. */
  CommandRunner.Outcome run(String host, List<String> argv, Duration limit, boolean mayMutate) {
    return runner.run(host, argv, limit, mayMutate);
  }

  /** The guest of that name whose operating system runs, on whatever node. */
  Optional<Domain> running(String guest) {
    return nodes.stream()
        .filter(node -> node.up)
        .flatMap(node -> node.domains.stream())
        .filter(domain -> !domain.control && domain.name.equals(guest) && domain.reachable())
        .findFirst();
  }

  /** Where ssh leads to. */
  SshAddresses ssh() {
    return ssh;
  }

  /** From now on ssh reaches another machine by that name than it says. */
  public void leads(String name, String machine) {
    ssh.lead(name, machine);
  }

  /** A node by its name in the cluster, or by the one that it has for itself. */
  Optional<SimNode> find(String name) {
    return nodes.stream()
        .filter(node -> node.name.equals(name))
        .findFirst()
        .or(() -> nodes.stream().filter(node -> node.hostname.equals(name)).findFirst());
  }

  private Optional<Domain> domain(String node, String name) {
    return find(node).flatMap(one -> one.domain(name));
  }

  /** The node that {@code domain} is on. */
  SimNode node(Domain domain) {
    return node(domain.node);
  }

  /** A node by name; asking for one that is not there is a bug or a misspelt word. */
  SimNode node(String name) {
    return find(name).orElseThrow(() -> new NoSuchElementException("no node " + name));
  }

  List<SimNode> nodes() {
    return nodes;
  }

  Volumes volumes() {
    return volumes;
  }

  Agenda agenda() {
    return agenda;
  }

  VcsEngine vcs() {
    return vcs;
  }

  Power power() {
    return power;
  }

  FileSystems fileSystems() {
    return fileSystems;
  }

  Duration span(Span span) {
    return times.getOrDefault(span, span.usual());
  }

  Duration span(Domain domain, Span span) {
    Duration own = domain.times.get(span);
    return own == null ? span(span) : own;
  }

  /** The names of the nodes, in the order of their ids. */
  public List<String> nodeNames() {
    return nodes.stream().map(node -> node.name).toList();
  }

  public void add(Fault fault) {
    faults.add(fault);
  }

  public void clearFaults() {
    faults.clear();
  }

  public List<Fault.Progress> faults() {
    return faults.progress();
  }

  /** Every command that ran, in order. */
  public List<LogEntry> log() {
    return List.copyOf(log);
  }

  /** The log itself, for who keeps it elsewhere. */
  List<LogEntry> entries() {
    return log;
  }

  /** The truth about everything, whatever anybody believes. */
  public SimTruth truth() {
    return SimTruth.of(this);
  }

  /** A process in a running guest opens a file under {@code mountPoint}. */
  public void hold(String guest, int pid, String user, String command, String mountPoint) {
    running(guest)
        .orElseThrow(() -> new NoSuchElementException("no running guest " + guest))
        .holders
        .add(new Holder(pid, user, command, mountPoint));
  }

  /**
   * Something happens to a file system on a volume that no command has done.
   *
   * @param at such as {@code s0}; empty for one that is all of the volume
   */
  public void happen(String group, String volume, String at, Volumes.FileSystemEvent event) {
    if (volumes.fileSystem(group, volume, at).isEmpty()) {
      throw new NoSuchElementException(
          "no file system at '%s' of %s/%s".formatted(at, group, volume));
    }
    volumes.fileSystem(group, volume, at, "", event);
  }

  /**
   * The node loses power, and with it every guest on it, and what was not saved of the disks that
   * guests were given and lost while they ran. Another becomes master.
   */
  public void crashNode(String name) {
    SimNode node = node(name);
    for (Domain domain : node.domains) {
      power.lose(domain);
    }
    node.up = false;
    leave(node);
  }

  /** Somebody will run a command on a machine, when that much time has passed. */
  public void typedLater(Duration wait, String host, String... argv) {
    agenda.command(now().plus(wait), ScheduledEvent.Kind.COMMAND_START, host, List.of(argv), null);
  }

  /** The engine of VCS on the node ends, and leaves the groups as they are. */
  public void stopHad(String name) {
    node(name).had = false;
  }

  /**
   * The node leaves the CVM cluster, and stays up.
   *
   * @throws IllegalStateException while a domain on it is bound: its volumes are open
   */
  public void leaveCluster(String name) {
    SimNode node = node(name);
    if (node.domains.stream().anyMatch(domain -> !domain.control && domain.open())) {
      throw new IllegalStateException("volumes are open on " + name);
    }
    leave(node);
  }

  /** The node is switched on and joins the cluster; its guests stay down. */
  public void joinCluster(String name) {
    SimNode node = node(name);
    node.up = true;
    node.joined = true;
    elect();
  }

  private void leave(SimNode node) {
    node.joined = false;
    node.master = false;
    elect();
  }

  /** Another node is the master from now on, if it is a member. */
  void promote(String name) {
    nodes.forEach(node -> node.master = node.joined && node.name.equals(name));
    elect();
  }

  private void elect() {
    if (nodes.stream().noneMatch(node -> node.master)) {
      nodes.stream().filter(node -> node.joined).findFirst().ifPresent(node -> node.master = true);
    }
  }
}
