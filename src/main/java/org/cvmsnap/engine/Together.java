package org.cvmsnap.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;

/** Steps of one kind that follow on each other, and are begun together. */
public final class Together {
  private Together() {}

  /**
   * What was begun for a goal together with others.
   *
   * @param since when all of them were looked at
   * @param owed what was to be done
   * @param attempt what came of the command
   */
  record Begun(Duration since, Look.Owed owed, Attempt attempt) {}

  /** The steps in their order, those that are begun together in one list. */
  public static List<List<Step>> of(List<Step> steps) {
    List<List<Step>> all = new ArrayList<>();
    for (Step step : steps) {
      if (all.isEmpty() || !joins(all.get(all.size() - 1), step)) {
        all.add(new ArrayList<>());
      }
      all.get(all.size() - 1).add(step);
    }
    return all;
  }

  /** How many steps from the first on are begun together. */
  static int count(List<Step> steps) {
    int count = 1;
    while (count < steps.size() && joins(steps.subList(0, count), steps.get(count))) {
      count++;
    }
    return count;
  }

  private static boolean joins(List<Step> before, Step step) {
    return before.stream().allMatch(step::togetherWith);
  }

  /**
   * The commands that lead to all of these goals when nothing goes wrong, in order.
   *
   * @param goals the commands that lead to each
   */
  public static List<Invocation> commands(Steps steps, List<List<Invocation>> goals) {
    List<Invocation> each = goals.stream().flatMap(List::stream).toList();
    Optional<Invocation> merged = each.size() > 1 ? steps.merged(each) : Optional.empty();
    return merged.map(List::of).orElse(each);
  }
}
