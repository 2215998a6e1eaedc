package org.cvmsnap.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which machine ssh reaches at an address, and whom it lets in there. */
final class SshAddresses {
  private static final Pattern PORT = Pattern.compile(":\\d+$");

  private final SimCluster cluster;

  /** Of names that lead elsewhere than they say: the machine. */
  private final Map<String, String> elsewhere = new LinkedHashMap<>();

  SshAddresses(SimCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * The machine at an address.
   *
   * @param address {@code [user@]name[:port]}
   */
  String reached(String address) {
    String name = PORT.matcher(address.substring(address.indexOf('@') + 1)).replaceFirst("");
    return elsewhere.getOrDefault(name, name);
  }

  /** Why sshd does not let that user in; empty where it does. */
  Optional<String> refusal(String address) {
    String host = reached(address);
    boolean role =
        cluster
            .find(host)
            .map(node -> node.rights)
            .or(() -> cluster.running(host).map(guest -> guest.rights))
            .filter(rights -> rights != Rights.LOGIN)
            .isPresent();
    return role && address.startsWith("root@")
        ? Optional.of(
            "ssh to %1$s: %1$s: Permission denied (publickey,keyboard-interactive)."
                .formatted(address))
        : Optional.empty();
  }

  void lead(String name, String machine) {
    elsewhere.put(name, machine);
  }

  void read(Map<String, String> pairs) {
    elsewhere.putAll(pairs);
  }

  Map<String, String> toMap() {
    return new LinkedHashMap<>(elsewhere);
  }
}
