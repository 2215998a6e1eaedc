package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.sim.Domain.State;
import org.cvmsnap.sim.Domain.Transition;
import org.cvmsnap.sim.OperatingSystem.Stage;
import org.cvmsnap.sim.command.Reply;

/** {@code ldm}(1M): what makes domains, removes them, and says how much they get. */
final class LdmDomains {
  private final SimCluster cluster;

  LdmDomains(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** What the words do; empty for a verb that is none of these. */
  Optional<Supplier<Reply>> effect(SimNode node, String verb, List<String> words) {
    return switch (verb) {
      case "add-domain", "add-dom", "create" -> Optional.of(() -> add(node, words));
      case "rm-domain", "rm-dom", "remove-domain", "destroy" ->
          Optional.of(() -> remove(node, words));
      case "set-domain", "set-dom" -> Optional.of(() -> set(node, words));
      case "set-vcpu", "add-vcpu" -> Optional.of(() -> strands(node, verb, words));
      case "set-memory", "add-memory", "set-mem", "add-mem" ->
          Optional.of(() -> memory(node, verb, words));
      case "migrate-domain", "migrate" -> Optional.of(() -> migrate(node, words));
      case "cancel-operation" -> Optional.of(() -> cancel(node, words));
      default -> Optional.empty();
    };
  }

  /**
   * A migration loses its connection when all is sent, and leaves the domain suspended in the error
   * state (Administration Guide, "Recovering From a Failed Migration"); none arrives anywhere.
   */
  private static Reply migrate(SimNode node, List<String> words) {
    if (words.size() != 2 || words.get(0).startsWith("-")) {
      return LdmShell.usage("ldm migrate-domain LDOM HOST");
    }
    Optional<Domain> domain = node.domain(words.get(0));
    if (domain.isEmpty()) {
      return LdmShell.notFound(words.get(0));
    }
    if (domain.get().state != State.ACTIVE || domain.get().transition != Transition.NONE) {
      return LdmShell.failed("ldm migrate-domain of what is not active is not simulated");
    }
    domain.get().state = State.SUSPENDED;
    domain.get().migration = "e";
    return LdmShell.failed("Connection to " + words.get(1) + " lost");
  }

  private static Reply cancel(SimNode node, List<String> words) {
    if (words.size() != 2 || !words.get(0).equals("migration")) {
      return LdmShell.usage("ldm cancel-operation migration LDOM");
    }
    Optional<Domain> domain = node.domain(words.get(1));
    if (domain.isEmpty()) {
      return LdmShell.notFound(words.get(1));
    }
    if (domain.get().migration.equals("-")) {
      return LdmShell.failed("LDom " + words.get(1) + " is not being migrated");
    }
    domain.get().migration = "-";
    if (domain.get().state == State.SUSPENDED) {
      domain.get().state = State.ACTIVE;
    }
    return Reply.SILENT;
  }

  /** A domain that is new has nothing yet, and no operating system to boot. */
  private Reply add(SimNode node, List<String> words) {
    if (words.contains("-i")) {
      return LdmShell.failed("ldm add-domain -i: reading a file is not simulated");
    }
    LdmWords parsed = LdmWords.of(words);
    Set<String> keys = Set.of("mac-addr", "failure-policy", "master");
    if (!parsed.fits(Set.of(), keys, 1)) {
      return LdmShell.usage(
          "ldm add-domain [mac-addr=MAC] [failure-policy=POLICY] [master=LDOM,...] LDOM");
    }
    String name = parsed.names().get(0);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_+#.:;~()-]*")) {
      return LdmShell.failed("Invalid LDom name " + name);
    }
    if (node.domain(name).isPresent()) {
      return LdmShell.failed("LDom " + name + " already exists");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("cpus", 0L);
    map.put("megabytes", 0L);
    map.put("console", freePort(node));
    map.put("installed", false);
    if (parsed.values().containsKey("mac-addr")) {
      map.put("mac", parsed.values().get("mac-addr"));
    }
    String wrong = attributes(node, name, parsed.values(), map);
    if (!wrong.isEmpty()) {
      return LdmShell.failed(wrong);
    }
    node.domains.add(made(node, map));
    return Reply.SILENT;
  }

  private Domain made(SimNode node, Map<String, Object> map) {
    return Domain.from(ConfigTable.of(map, "ldm"), node.name, cluster.now());
  }

  /** The console of a domain is at the first port of the concentrator that no other one has. */
  private static String freePort(SimNode node) {
    for (int port = 5000; ; port++) {
      String free = String.valueOf(port);
      if (node.domains.stream().noneMatch(domain -> domain.console.equals(free))) {
        return free;
      }
    }
  }

  /** Says what is wrong with them, or writes them into the map. */
  private static String attributes(
      SimNode node, String domain, Map<String, String> values, Map<String, Object> map) {
    String policy = values.get("failure-policy");
    if (policy != null && !Set.of("ignore", "panic", "reset", "stop").contains(policy)) {
      return "Invalid failure-policy " + policy;
    }
    if (policy != null) {
      map.put("failurePolicy", policy);
    }
    String master = values.get("master");
    if (master != null) {
      List<String> masters = master.isEmpty() ? List.of() : List.of(master.split(","));
      for (String one : masters) {
        if (one.equals(domain) || node.domain(one).isEmpty()) {
          return "Master domain " + one + " not found";
        }
      }
      map.put("masters", masters);
    }
    return "";
  }

  private static Reply remove(SimNode node, List<String> words) {
    if (words.isEmpty() || words.stream().anyMatch(word -> word.startsWith("-"))) {
      return LdmShell.usage("ldm rm-domain LDOM...");
    }
    List<Domain> domains = new ArrayList<>();
    for (String name : words) {
      Optional<Domain> domain = node.domain(name);
      if (domain.isEmpty()) {
        return LdmShell.notFound(name);
      }
      if (domain.get().control) {
        return LdmShell.failed("LDom " + name + " cannot be removed");
      }
      if (domain.get().open() || domain.get().transition != Transition.NONE) {
        return LdmShell.failed("LDom " + name + " is bound; unbind it before it is removed");
      }
      domains.add(domain.get());
    }
    node.domains.removeAll(domains);
    return Reply.SILENT;
  }

  private Reply set(SimNode node, List<String> words) {
    LdmWords parsed = LdmWords.of(words);
    Set<String> keys = Set.of("failure-policy", "master");
    if (!parsed.fits(Set.of(), keys, 1) || parsed.values().isEmpty()) {
      return LdmShell.usage("ldm set-domain [failure-policy=POLICY] [master=LDOM,...] LDOM");
    }
    String name = parsed.names().get(0);
    Map<String, Object> changes = new LinkedHashMap<>();
    String wrong = attributes(node, name, parsed.values(), changes);
    return wrong.isEmpty() ? change(node, name, changes) : LdmShell.failed(wrong);
  }

  private Reply strands(SimNode node, String verb, List<String> words) {
    if (words.size() != 2 || !words.get(0).matches("[1-9]\\d{0,3}")) {
      return LdmShell.usage("ldm " + verb + " NUMBER LDOM");
    }
    long more = Long.parseLong(words.get(0));
    return resize(node, words.get(1), "cpus", domain -> domain.cpus, verb, more);
  }

  private Reply memory(SimNode node, String verb, List<String> words) {
    if (words.size() != 2 || !words.get(0).matches("[1-9]\\d{0,8}[mMgG]")) {
      return LdmShell.usage("ldm " + verb + " SIZE{M|G} LDOM");
    }
    String size = words.get(0).toLowerCase(Locale.ROOT);
    long number = Long.parseLong(size.substring(0, size.length() - 1));
    long more = size.endsWith("g") ? number * 1024 : number;
    return resize(node, words.get(1), "megabytes", domain -> domain.megabytes, verb, more);
  }

  private interface Amount {
    long of(Domain domain);
  }

  private Reply resize(
      SimNode node, String name, String key, Amount amount, String verb, long number) {
    Optional<Domain> domain = node.domain(name);
    if (domain.isPresent() && domain.get().open()) {
      return LdmShell.failed("ldm " + verb + " of a domain that is bound is not simulated");
    }
    long before = verb.startsWith("add") ? domain.map(amount::of).orElse(0L) : 0;
    return change(node, name, Map.of(key, before + number));
  }

  /** The domain gets another record of itself, with the changes in it. */
  private Reply change(SimNode node, String name, Map<String, Object> changes) {
    Optional<Domain> found = node.domain(name);
    if (found.isEmpty()) {
      return LdmShell.notFound(name);
    }
    Domain domain = found.get();
    boolean moving = domain.state == State.ACTIVE && domain.os.stage == Stage.HALTING;
    if (domain.transition != Transition.NONE || domain.os.stopAsked || moving) {
      return LdmShell.failed("LDom " + name + " is busy");
    }
    Map<String, Object> map = domain.toMap();
    map.putAll(changes);
    node.domains.set(node.domains.indexOf(domain), made(node, map));
    return Reply.SILENT;
  }
}
