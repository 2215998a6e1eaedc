package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.sim.command.Reply;

/** {@code ldm}(1M): what only looks. */
final class LdmListing {
  /** What public programs shorten. */
  private static final Map<String, String> SHORT = Map.of("net", "network", "mem", "memory");

  static final Set<String> FORMATS =
      Set.of(
          "console", "core", "cpu", "crypto", "disk", "domain", "memory", "network", "physio",
          "resmgmt", "serial", "stats", "status");

  private final LdmRecords records;
  private final LdmTables tables;

  LdmListing(SimCluster cluster) {
    this.records = new LdmRecords(cluster);
    this.tables = new LdmTables(cluster);
  }

  /** What the words answer; empty for a verb that is none of these. */
  Optional<Supplier<Reply>> answer(SimNode node, String verb, List<String> words) {
    return switch (verb) {
      case "-V" -> Optional.of(() -> version(node));
      case "list", "ls", "list-domain", "ls-dom" -> Optional.of(() -> list(node, words));
      case "list-bindings", "ls-bindings" -> Optional.of(() -> bindings(node, words));
      case "list-constraints", "ls-constraints" -> Optional.of(() -> constraints(node, words));
      case "list-services", "ls-services" -> Optional.of(() -> services(node, words));
      case "list-variable", "ls-var", "list-var" -> Optional.of(() -> variable(node, words));
      default -> LdmInventory.answer(node, verb, words);
    };
  }

  private static Reply version(SimNode node) {
    return Reply.out(
        """
        Logical Domains Manager (v %s)
                Hypervisor control protocol v 1.12
                Using Hypervisor MD v 1.4

        System PROM:
                Hypervisor      v. 1.15.0       @(#)Hypervisor 1.15.0 2018/03/08 11:44
                OpenBoot        v. 4.38.12      @(#)OpenBoot 4.38.12 2018/03/27 11:53
        """
            .formatted(node.ldmRelease));
  }

  private Reply list(SimNode node, List<String> words) {
    boolean parseable = false;
    boolean all = false;
    Set<String> formats = new LinkedHashSet<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "-p" -> parseable = true;
        case "-l", "-e" -> all = true;
        case "-o" -> {
          i++;
          if (i == words.size()) {
            return listUsage();
          }
          for (String format : words.get(i).split(",", -1)) {
            formats.add(SHORT.getOrDefault(format, format));
          }
        }
        default -> {
          if (word.startsWith("-")) {
            return listUsage();
          }
          names.add(word);
        }
      }
    }
    if (!FORMATS.containsAll(formats)) {
      return Reply.error(1, "Unknown format in " + String.join(",", formats) + "\n");
    }
    if (all) {
      formats.addAll(FORMATS);
    }
    boolean rows = parseable;
    boolean complete = all;
    return of(
        node,
        names,
        domains ->
            rows
                ? records.list(node, domains, formats, complete)
                : tables.list(node, domains, formats, complete));
  }

  private static Reply listUsage() {
    return LdmShell.usage("ldm list-domain [-e] [-l] [-o FORMAT] [-p] [LDOM...]");
  }

  private Reply bindings(SimNode node, List<String> words) {
    return plain(
        "list-bindings",
        node,
        words,
        (rows, domains) ->
            rows ? records.bindings(node, domains) : tables.list(node, domains, FORMATS, true));
  }

  private Reply constraints(SimNode node, List<String> words) {
    if (words.contains("-x")) {
      List<String> names = words.stream().filter(word -> !word.equals("-x")).toList();
      return names.stream().anyMatch(word -> word.startsWith("-"))
          ? LdmShell.usage("ldm list-constraints -x [LDOM...]")
          : of(node, names, domains -> new LdmXml(node).of(domains));
    }
    return plain(
        "list-constraints",
        node,
        words,
        (rows, domains) ->
            rows ? records.constraints(node, domains) : tables.constraints(node, domains));
  }

  private Reply services(SimNode node, List<String> words) {
    return plain(
        "list-services",
        node,
        words,
        (rows, domains) ->
            domains.contains(node.primary())
                ? (rows ? records.services(node) : tables.services(node))
                : (rows ? LdmRecords.VERSION : ""));
  }

  private interface Listing {
    String of(boolean rows, List<Domain> domains);
  }

  /** A verb whose only option is {@code -p}. */
  private static Reply plain(String verb, SimNode node, List<String> words, Listing listing) {
    List<String> names = words.stream().filter(word -> !word.startsWith("-")).toList();
    List<String> options = words.stream().filter(word -> word.startsWith("-")).toList();
    if (!Set.of("-p", "-e").containsAll(options)) {
      return LdmShell.usage("ldm " + verb + " [-e] [-p] [LDOM...]");
    }
    return of(node, names, domains -> listing.of(options.contains("-p"), domains));
  }

  private interface Print {
    String of(List<Domain> domains);
  }

  private static Reply of(SimNode node, List<String> names, Print print) {
    List<Domain> domains = new ArrayList<>();
    for (String name : names) {
      Optional<Domain> domain = node.domain(name);
      if (domain.isEmpty()) {
        return LdmShell.notFound(name);
      }
      domains.add(domain.get());
    }
    return Reply.out(print.of(names.isEmpty() ? node.domains : domains));
  }

  private static Reply variable(SimNode node, List<String> words) {
    if (words.isEmpty() || words.stream().anyMatch(word -> word.startsWith("-"))) {
      return LdmShell.usage("ldm list-variable [VARIABLE...] LDOM");
    }
    String name = words.get(words.size() - 1);
    Optional<Domain> domain = node.domain(name);
    if (domain.isEmpty()) {
      return LdmShell.notFound(name);
    }
    Map<String, String> variables = domain.get().variables;
    List<String> wanted = words.subList(0, words.size() - 1);
    StringBuilder out = new StringBuilder();
    for (String variable : wanted.isEmpty() ? variables.keySet() : Set.copyOf(wanted)) {
      String value = variables.get(variable);
      if (value == null) {
        return LdmShell.failed("Variable " + variable + " not found");
      }
      out.append(variable).append('=').append(value).append('\n');
    }
    return Reply.out(out.toString());
  }
}
