package org.cvmsnap.vxvm;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.ClusterMember;

/** Reads {@code vxclustadm nidmap}. */
final class MemberListParser {
  // Name                             CVM Nid    CM Nid     State
  // hosta                            0          0          Joined: Master
  // A node that is out of the cluster gets a sentence instead, which is refused: it knows of none.

  private static final Pattern ROW = Pattern.compile("(\\S+)\\s+(\\d{1,9})\\s+(\\d{1,9})\\s+(.+)");

  List<ClusterMember> parse(String output) {
    List<ClusterMember> members =
        Rows.under("Name CVM Nid CM Nid State", output).stream()
            .map(MemberListParser::member)
            .toList();
    if (members.isEmpty()) {
      throw new IllegalArgumentException("no members");
    }
    return members;
  }

  private static ClusterMember member(String row) {
    Matcher matcher = Rows.matched(ROW, row, "not a member");
    return new ClusterMember(
        matcher.group(1),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        matcher.group(4).replaceAll("\\s+", " "));
  }
}
