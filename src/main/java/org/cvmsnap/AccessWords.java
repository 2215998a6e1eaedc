package org.cvmsnap;

import java.util.List;
import java.util.Map;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Access;
import org.jspecify.annotations.Nullable;

/** How machines are reached: what the options say, else the environment, understood. */
final class AccessWords {
  private static final String PLAIN = "[\\w./@%+=:,][\\w./@%+=:,-]*";
  private static final String OPTION = "-[\\w./@%+=:,-]+";

  private AccessWords() {}

  /**
   * The access that is asked for.
   *
   * @throws UsageException for words that no shell would take as they are
   */
  static Access of(Globals globals, Map<String, String> environment) {
    return new Access(
        words("--guest-prefix", globals.guestPrefix(), environment.get("CVMSNAP_GUEST_PREFIX")),
        words("--node-prefix", globals.nodePrefix(), environment.get("CVMSNAP_NODE_PREFIX")),
        globals.nodeAddresses());
  }

  private static List<String> words(
      String option, @Nullable String given, @Nullable String variable) {
    String text = given == null ? variable : given;
    if (text == null || text.isBlank()) {
      return List.of();
    }
    List<String> words = List.of(text.strip().split("\\s+"));
    boolean plain =
        words.get(0).matches(PLAIN)
            && words.stream().allMatch(word -> word.matches(PLAIN) || word.matches(OPTION));
    if (!plain) {
      throw new UsageException(
          option + " takes a program and its options, and no shell: '" + text + "'.",
          "Give words such as pfexec, or 'sudo -n'.");
    }
    return words;
  }
}
