package org.cvmsnap.config;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The keys that a configuration file may have: the names of options, without their dashes.
 *
 * @param defaults those that may hold for all commands
 * @param guests those that may hold for one guest
 * @param policies those that may make a policy
 */
public record Keys(
    Map<String, Form> defaults, Map<String, Form> guests, Map<String, Form> policies) {
  /** What a value looks like. */
  public enum Form {
    SWITCH("true or false"),
    WORD("a string or a number"),
    WORDS("a list of strings"),
    COMMAND("a list of strings: a program and its arguments");

    private final String description;

    Form(String description) {
      this.description = description;
    }

    /** What to write, in words. */
    String description() {
      return description;
    }
  }

  public Keys {
    defaults = Map.copyOf(defaults);
    guests = Map.copyOf(guests);
    policies = Map.copyOf(policies);
  }

  /** All of them, each once, in the order of the alphabet. */
  public SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>(defaults.keySet());
    all.addAll(guests.keySet());
    all.addAll(policies.keySet());
    return all;
  }
}
