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
  //         members=0x3
  // Later releases tell of the members in several words: members[0]=0xf, members[1]=0x0.
  // A node that is out of the cluster says so instead, with the reason, and has no number. While
  // the master is being switched a second state follows.

  private static final Pattern NODE_ID = Pattern.compile("nodeId=(\\d{1,9})");
  private static final Pattern MEMBERS =
      Pattern.compile("members(?:\\[\\d+\\])?=0x([0-9a-fA-F]{1,16})");

  private NodeStateParser() {}

  static NodeState parse(String output) {
    List<String> rows = Rows.of(output);
    if (rows.contains("state: out of cluster")) {
      return new NodeState(false, OptionalInt.empty(), OptionalInt.empty());
    }
    int id =
        rows.stream()
            .map(NODE_ID::matcher)
            .filter(Matcher::matches)
            .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no number of the node"));
    return new NodeState(rows.contains("state: cluster member"), OptionalInt.of(id), members(rows));
  }

  /** A member is a bit. */
  private static OptionalInt members(List<String> rows) {
    return rows.stream()
        .map(MEMBERS::matcher)
        .filter(Matcher::matches)
        .mapToInt(matcher -> Long.bitCount(Long.parseUnsignedLong(matcher.group(1), 16)))
        .reduce(Integer::sum);
  }
}
