package org.cvmsnap.vcs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code gabconfig -a}: which nodes are in jeopardy, by their numbers in LLT. */
final class JeopardyParser {
  // GAB Port Memberships
  // ===============================================================
  // Port a gen   5a3c01 membership 01
  // Port a gen   5a3c01   jeopardy ;1
  // The place of a digit counts, so that blanks and semicolons stand for nodes that are not in it.

  private static final Pattern PORT =
      Pattern.compile("Port \\S+ gen\\s+\\S+\\s+(?<what>\\w+)\\s+(?<nodes>.*)");

  List<String> parse(String output) {
    if (!output.strip().startsWith("GAB Port Memberships")) {
      throw new IllegalArgumentException("no memberships");
    }
    return output
        .lines()
        .map(PORT::matcher)
        .filter(Matcher::matches)
        .filter(row -> row.group("what").equals("jeopardy"))
        .map(row -> row.group("nodes").replaceAll("[\\s;]", ""))
        .flatMap(nodes -> nodes.chars().mapToObj(Character::toString))
        .distinct()
        .toList();
  }
}
