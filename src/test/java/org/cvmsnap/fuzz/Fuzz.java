package org.cvmsnap.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives a target many hostile texts; which ones, its name, the seed and their number tell. */
final class Fuzz {
  private static final int KEPT = 20;

  private final FuzzTarget target;
  private final Mutator mutator;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private volatile String current = "";

  /**
   * A text that a target neither understands nor refuses as it should.
   *
   * @param input made as short as it goes with the same end
   */
  record Finding(String target, String input, Throwable why) {
    @Override
    public String toString() {
      return target + ": " + why + at(why);
    }
  }

  Fuzz(FuzzTarget target, List<FuzzTarget> all, long seed) {
    this.target = target;
    this.mutator =
        new Mutator(
            all.stream().flatMap(each -> each.seeds().stream()).toList(),
            seed * 31 + target.name().hashCode());
  }

  /** The findings among so many texts, one of each kind. */
  List<Finding> run(long inputs) {
    for (long count = 0; count < inputs && findings.size() < KEPT; count++) {
      current = mutator.mutated(target.seeds().get((int) (count % target.seeds().size())));
      String input = current;
      target
          .broken(input)
          .filter(why -> known.add(kind(why)))
          .ifPresent(
              why -> findings.add(new Finding(target.name(), shortened(input, kind(why)), why)));
    }
    return List.copyOf(findings);
  }

  /** The text that is being read. */
  String current() {
    return current;
  }

  private static String kind(Throwable why) {
    return why.getClass().getName() + at(why);
  }

  /** The first line of ours that it went through. */
  private static String at(Throwable why) {
    for (StackTraceElement element : why.getStackTrace()) {
      if (element.getClassName().startsWith("org.cvmsnap.")) {
        return " at " + element;
      }
    }
    return "";
  }

  private String shortened(String input, String kind) {
    String text = input;
    for (int part = Math.max(1, text.length() / 2); part >= 1; part /= 2) {
      for (int from = 0; from + part <= text.length(); ) {
        String less = text.substring(0, from) + text.substring(from + part);
        if (target.broken(less).filter(why -> kind(why).equals(kind)).isPresent()) {
          text = less;
        } else {
          from += part;
        }
      }
    }
    return text;
  }
}
