package org.cvmsnap;

import java.util.List;
import java.util.Map;
import org.cvmsnap.cli.Configured;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Access;
import org.jspecify.annotations.Nullable;

/** How machines are reached: what the options say, else the environment, else the file. */
final class AccessWords {
  private AccessWords() {}

  /**
   * The access that is asked for.
   *
   * @throws UsageException for words that no shell would take as they are, and for what is no
   *     address
   */
  static Access of(Globals globals, Configured configured) {
    Map<String, String> environment = configured.environment();
    List<String> guest =
        words("--guest-prefix", globals.guestPrefix(), environment.get("CVMSNAP_GUEST_PREFIX"));
    List<String> node =
        words("--node-prefix", globals.nodePrefix(), environment.get("CVMSNAP_NODE_PREFIX"));
    Map<String, String> addresses = globals.nodeAddresses();
    try {
      return new Access(
          guest,
          node,
          addresses.isEmpty() ? configured.nodeAddresses() : addresses,
          globals.guestPrefix() == null ? configured.guestPrefixes() : Map.of(),
          globals.nodePrefix() == null ? configured.nodePrefixes() : Map.of());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "How machines are reached is not understood: " + e.getMessage() + ".",
          "Give --node-ssh NODE=[USER@]ADDRESS, and prefixes such as pfexec.");
    }
  }

  private static List<String> words(
      String option, @Nullable String given, @Nullable String variable) {
    String text = given == null ? variable : given;
    List<String> words = text == null ? List.of() : Access.words(text);
    if (!Access.plain(words)) {
      throw new UsageException(
          option + " takes a program and its options, and no shell: '" + text + "'.",
          "Give words such as pfexec, or 'sudo -n'.");
    }
    return words;
  }
}
