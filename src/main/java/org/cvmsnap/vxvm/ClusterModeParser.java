package org.cvmsnap.vxvm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.ClusterMode;
import org.cvmsnap.model.ClusterMode.Role;

/** Reads {@code vxdctl -c mode}. */
final class ClusterModeParser {
  // mode: enabled: cluster active - SLAVE
  // master: hosta

  private static final Pattern MODE =
      Pattern.compile("mode:\\s+enabled:?\\s+cluster (active|inactive)(?: - (.*))?");
  private static final Pattern MASTER = Pattern.compile("master:\\s+(\\S+)");

  ClusterMode parse(String output) {
    List<String> rows = Rows.of(output);
    Matcher mode =
        first(rows, MODE).orElseThrow(() -> new IllegalArgumentException("no cluster mode"));
    Optional<String> master = first(rows, MASTER).map(matcher -> matcher.group(1));
    return new ClusterMode(mode.group(1).equals("active"), role(mode.group(2)), master);
  }

  private static Optional<Matcher> first(List<String> rows, Pattern form) {
    return rows.stream().map(form::matcher).filter(Matcher::matches).findFirst();
  }

  private static Optional<Role> role(String word) {
    return switch (String.valueOf(word)) {
      case "MASTER" -> Optional.of(Role.MASTER);
      case "SLAVE" -> Optional.of(Role.SLAVE);
      default -> Optional.empty(); // "role not set": a node that is still joining
    };
  }
}
