package org.cvmsnap.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How machines are reached, and what has to be before a command there, where that is not as usual.
 * On Solaris 11 root is a role that sshd does not let in (sshd_config(5), PermitRootLogin): an
 * ordinary user has its rights by {@code pfexec} or {@code sudo}.
 *
 * @param guestPrefix the words before every command in a guest; none where root logs in
 * @param nodePrefix the words before every command in a control domain, this one too
 * @param addresses how ssh reaches nodes, by their names in the cluster
 * @param guestPrefixes the words before every command in guests where these are others, by the
 *     names of the domains; with blanks between, and empty for none
 * @param nodePrefixes the same in control domains other than this one, by their names in the
 *     cluster
 */
public record Access(
    List<String> guestPrefix,
    List<String> nodePrefix,
    Map<String, String> addresses,
    Map<String, String> guestPrefixes,
    Map<String, String> nodePrefixes) {
  private static final String PROGRAM = "[\\w./@%+=:,][\\w./@%+=:,-]*";
  private static final String OPTION = "-[\\w./@%+=:,-]+";

  public static final Access USUAL = new Access(List.of(), List.of(), Map.of());

  public Access {
    guestPrefix = List.copyOf(guestPrefix);
    nodePrefix = List.copyOf(nodePrefix);
    addresses = Map.copyOf(addresses);
    guestPrefixes = Map.copyOf(guestPrefixes);
    nodePrefixes = Map.copyOf(nodePrefixes);
    requirePlain(guestPrefix);
    requirePlain(nodePrefix);
    guestPrefixes.values().forEach(prefix -> requirePlain(words(prefix)));
    nodePrefixes.values().forEach(prefix -> requirePlain(words(prefix)));
    for (String address : addresses.values()) {
      if (SshAddress.of(address).isEmpty()) {
        throw new IllegalArgumentException("not an address that ssh can be given: " + address);
      }
    }
  }

  /** The same everywhere but for the addresses of nodes. */
  public Access(List<String> guestPrefix, List<String> nodePrefix, Map<String, String> addresses) {
    this(guestPrefix, nodePrefix, addresses, Map.of(), Map.of());
  }

  /** Whether all machines are reached as usual, and nothing is before commands. */
  public boolean isUsual() {
    return guestPrefix.isEmpty()
        && nodePrefix.isEmpty()
        && addresses.isEmpty()
        && guestPrefixes.isEmpty()
        && nodePrefixes.isEmpty();
  }

  private static void requirePlain(List<String> prefix) {
    if (!plain(prefix)) {
      throw new IllegalArgumentException("not a program and its options: " + prefix);
    }
  }

  /** The words in a text, with blanks between them. */
  public static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  /**
   * Whether the words are a program and its options, which no shell would take as anything else.
   */
  public static boolean plain(List<String> words) {
    return words.stream().limit(1).allMatch(word -> word.matches(PROGRAM))
        && words.stream().allMatch(word -> word.matches(PROGRAM) || word.matches(OPTION));
  }

  /** This, and what that says of which this says nothing. */
  public Access or(Access other) {
    return new Access(
        guestPrefix.isEmpty() ? other.guestPrefix : guestPrefix,
        nodePrefix.isEmpty() ? other.nodePrefix : nodePrefix,
        addresses.isEmpty() ? other.addresses : addresses,
        guestPrefix.isEmpty() && guestPrefixes.isEmpty() ? other.guestPrefixes : guestPrefixes,
        nodePrefix.isEmpty() && nodePrefixes.isEmpty() ? other.nodePrefixes : nodePrefixes);
  }

  /** The words before every command on that machine. */
  public List<String> prefix(Machine machine) {
    return switch (machine.kind()) {
      case CONTROL_DOMAIN -> nodePrefix;
      case NODE -> prefix(nodePrefixes.get(machine.name()), nodePrefix);
      case GUEST -> prefix(guestPrefixes.get(machine.name()), guestPrefix);
    };
  }

  private static List<String> prefix(@Nullable String own, List<String> usual) {
    return own == null ? usual : words(own);
  }

  /** All words that may be before a command. */
  public Stream<List<String>> prefixes() {
    return Stream.concat(
        Stream.of(guestPrefix, nodePrefix),
        Stream.of(guestPrefixes, nodePrefixes)
            .flatMap(each -> each.values().stream().map(Access::words)));
  }

  /** A command with the words that are before it on that machine. */
  public List<String> argv(Machine machine, List<String> command) {
    List<String> argv = new ArrayList<>(prefix(machine));
    argv.addAll(command);
    return List.copyOf(argv);
  }

  /** The machine as ssh reaches it. */
  public Machine reached(Machine machine) {
    return machine.kind() == Machine.Kind.NODE && addresses.containsKey(machine.name())
        ? new Machine(
            machine.kind(),
            machine.name(),
            addresses.getOrDefault(machine.name(), machine.address()))
        : machine;
  }
}
