package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search expression of {@code vxprint -e}; see vol_pattern(4). Comparisons with {@code ==} and
 * {@code !=} are known, joined by {@code &&} and {@code ||}; anything else is refused.
 *
 * @param ways lists of terms of which one has to hold in all its terms
 */
record VxPattern(List<List<Term>> ways) {
  private static final Pattern TERM =
      Pattern.compile("\\s*(?:(v|pl|sd|dm)_)?([a-z][a-z0-9_]*)\\s*(==?|!=)\\s*(.*?)\\s*");
  private static final Pattern VALUE = Pattern.compile("\"([^\"]*)\"|([A-Za-z0-9_.-]+)");
  private static final Map<String, List<String>> TYPES =
      Map.of(
          "v", List.of("v", "v2"),
          "pl", List.of("pl", "p2"),
          "sd", List.of("sd", "s2", "sv", "sc"),
          "dm", List.of("dm"));

  /**
   * A comparison.
   *
   * @param types of records that have the field; empty for any
   */
  record Term(List<String> types, String field, boolean equal, String value) {
    boolean holds(VxNode node, UnaryOperator<String> fields) {
      return (types.isEmpty() || types.contains(node.type()))
          && fields.apply(field).equals(value) == equal;
    }
  }

  /**
   * @throws VxFailure for an expression that is not understood
   */
  static VxPattern of(String text) {
    List<List<Term>> ways = new ArrayList<>();
    for (String way : text.split("\\|\\|", -1)) {
      List<Term> terms = new ArrayList<>();
      for (String term : way.split("&&", -1)) {
        terms.add(term(text, term));
      }
      ways.add(terms);
    }
    return new VxPattern(ways);
  }

  private static Term term(String whole, String text) {
    Matcher term = TERM.matcher(text);
    if (!term.matches()) {
      throw wrong(whole);
    }
    Matcher value = VALUE.matcher(term.group(4));
    String prefix = term.group(1);
    List<String> types = prefix == null ? List.of() : TYPES.getOrDefault(prefix, List.of());
    String field = term.group(2);
    if (!value.matches() || !VxFields.known(prefix == null ? "v" : prefix, field)) {
      throw wrong(whole);
    }
    return new Term(
        types,
        field,
        !term.group(3).equals("!="),
        value.group(1) == null ? value.group(2) : value.group(1));
  }

  private static VxFailure wrong(String pattern) {
    return VxFailure.error(
        "vxprint", VxFailure.SYNTAX, "V-5-1-0", "Search pattern is not understood: " + pattern);
  }

  boolean matches(VxNode node, UnaryOperator<String> fields) {
    return ways.stream()
        .anyMatch(terms -> terms.stream().allMatch(term -> term.holds(node, fields)));
  }
}
