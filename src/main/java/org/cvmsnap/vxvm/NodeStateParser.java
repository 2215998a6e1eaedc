package org.cvmsnap.vxvm;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.NodeState;

/** Reads {@code vxclustadm -v nodestate}. */
final class NodeStateParser {
  // state: cluster member
  //         nodeId=0
  //         masterId=1
  // A node that is out of the cluster says so instead, with the reason, and has no number. While
  // the master is being switched a second state follows.

  private static final Pattern NODE_ID = Pattern.compile("nodeId=(\\d{1,9})");

  private NodeStateParser() {}

  static NodeState parse(String output) {
    List<String> rows = Rows.of(output);
    if (rows.contains("state: out of cluster")) {
      return new NodeState(false, OptionalInt.empty());
    }
    int id =
        rows.stream()
            .map(NODE_ID::matcher)
            .filter(Matcher::matches)
            .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no number of the node"));
    return new NodeState(rows.contains("state: cluster member"), OptionalInt.of(id));
  }
}
