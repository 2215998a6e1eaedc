package org.cvmsnap.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Commands of the site's own that a run executes at its moments, such as one that stops a database
 * and one that starts it again. What the first of such a pair stops is owed until the second one
 * has ended with 0.
 *
 * @param name how people know it
 * @param commands by the moments at which they run: words, and never a line for a shell
 * @param limit how long each of them may take
 * @param onError what it means for the run when one fails before the guest is back
 */
public record Hook(
    String name, Place place, Map<Moment, List<String>> commands, Duration limit, OnError onError) {
  /** How long a command may take where nobody says otherwise. */
  public static final Duration USUAL_LIMIT = Duration.ofMinutes(5);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final String ENV = "/usr/bin/env";
  private static final String VARIABLE = "CVMSNAP_";

  /** Where its commands run. */
  public enum Place {
    /** In the guest, over ssh. */
    GUEST,
    /** In the control domain. */
    CONTROL_DOMAIN
  }

  /** When a command runs. */
  public enum Moment {
    /** Before the first thing is taken from the guest. */
    BEFORE_OUTAGE,
    /** When the guest has let go of its file systems, and still runs. */
    AFTER_UNMOUNT,
    /**
     * When the snapshots are made, or the volumes restored, and the guest still is without them.
     */
    AFTER_SNAPSHOT,
    /** When the guest is back with all that it had mounted, however the run has ended. */
    AFTER_RETURN,
    /** When a run has ended with another exit status than 0. */
    ON_FAILURE,
    /** When a run has ended and the guest is not as it was. */
    ON_SERVICE_DOWN;

    /** The word in configurations, in the environment and for people. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What it means when a command fails or does not end in time. */
  public enum OnError {
    /** The run goes home, and has failed. */
    ABORT,
    /** The run goes on, and tells of it. */
    CONTINUE
  }

  /** The guest may be down at all others. */
  private static final Set<Moment> IN_GUEST =
      Set.of(Moment.BEFORE_OUTAGE, Moment.AFTER_UNMOUNT, Moment.AFTER_RETURN);

  public Hook {
    Map<Moment, List<String>> copy = new TreeMap<>();
    commands.forEach((moment, argv) -> copy.put(moment, List.copyOf(argv)));
    commands = Collections.unmodifiableMap(copy);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name for a hook: '" + name + "'");
    }
    if (commands.isEmpty()) {
      throw new IllegalArgumentException("hook " + name + " has no command");
    }
    if (limit.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("hook " + name + " has less than a second");
    }
    for (Map.Entry<Moment, List<String>> each : commands.entrySet()) {
      requireRunnable(name, each.getKey(), each.getValue());
      if (place == Place.GUEST && !IN_GUEST.contains(each.getKey())) {
        throw new IllegalArgumentException(
            "hook %s cannot run in the guest %s: it may be down then"
                .formatted(name, each.getKey().word()));
      }
    }
  }

  /** What env(1) would take for an assignment is no program. */
  private static void requireRunnable(String name, Moment moment, List<String> argv) {
    boolean runnable =
        !argv.isEmpty()
            && argv.get(0).startsWith("/")
            && !argv.get(0).contains("=")
            && argv.stream().noneMatch(word -> word.indexOf('\0') >= 0);
    if (!runnable) {
      throw new IllegalArgumentException(
          "the %s command of hook %s has to begin with the whole path of a program: %s"
              .formatted(moment.word(), name, argv));
    }
  }

  public boolean at(Moment moment) {
    return commands.containsKey(moment);
  }

  /** Whether its second command gives back what the first one takes. */
  public boolean pair() {
    return at(Moment.BEFORE_OUTAGE) && at(Moment.AFTER_RETURN);
  }

  /** Whether the run goes home when a command fails before the return. */
  public boolean aborts() {
    return onError == OnError.ABORT;
  }

  /**
   * The whole command line for a moment, with its environment.
   *
   * @param environment values by names without what they all begin with: nothing that a guest has
   *     said
   */
  public List<String> argv(Moment moment, Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("HOOK", name);
    all.put("MOMENT", moment.word());
    List<String> argv = new ArrayList<>(List.of(ENV));
    all.forEach((variable, value) -> argv.add(VARIABLE + variable + "=" + value));
    argv.addAll(commands.getOrDefault(moment, List.of()));
    return List.copyOf(argv);
  }
}
