package org.cvmsnap.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A VCS service group that holds an LDom resource, as the cluster's engine sees it.
 *
 * @param resource the LDom resource
 * @param persistently whether it is frozen so that a restart of the engine does not thaw it
 * @param temporarily whether it is frozen until the engine restarts
 * @param states the group's state by system, such as {@code ONLINE} or {@code OFFLINE|FAULTED}
 * @param resourceStates the resource's state by system
 */
public record ServiceGroup(
    String name,
    String resource,
    boolean persistently,
    boolean temporarily,
    Map<String, String> states,
    Map<String, String> resourceStates) {
  private static final String ONLINE = "ONLINE";
  private static final String OFFLINE = "OFFLINE";

  public ServiceGroup {
    requireName(name);
    requireName(resource);
    states = Map.copyOf(states);
    resourceStates = Map.copyOf(resourceStates);
    if (states.isEmpty() || resourceStates.isEmpty()) {
      throw new IllegalArgumentException(name + " has no state on any system");
    }
  }

  /** Refuses what cannot be the name of a group, a resource or a system. */
  public static String requireName(String name) {
    if (!name.matches("[A-Za-z0-9_][-A-Za-z0-9_.]*")) {
      throw new IllegalArgumentException("'" + name + "' is not a name in VCS");
    }
    return name;
  }

  public boolean frozen() {
    return persistently || temporarily;
  }

  /** The systems that have the resource online, whatever else is said of them there. */
  public List<String> online() {
    return sorted(resourceStates, ONLINE);
  }

  /** Whether it is plainly online or offline on every system: not in transition, not faulted. */
  public boolean atRest() {
    return Stream.concat(states.values().stream(), resourceStates.values().stream())
        .allMatch(state -> state.equals(ONLINE) || state.equals(OFFLINE));
  }

  /**
   * Whether it may be running, or about to run, on another system than {@code system}. On {@code
   * system} itself only a start or a stop that is under way counts, as VCS may have seen the
   * resource there at an earlier moment.
   */
  public boolean mayRunBut(String system) {
    return Stream.of(states, resourceStates)
        .flatMap(each -> each.entrySet().stream())
        .anyMatch(
            each ->
                each.getKey().equals(system)
                    ? each.getValue().contains("STARTING") || each.getValue().contains("STOPPING")
                    : !each.getValue().equals(OFFLINE));
  }

  /** Whether it is online on another system than {@code system}, or coming or going there. */
  public boolean isElsewhere(String system) {
    return Stream.of(states, resourceStates)
        .flatMap(each -> each.entrySet().stream())
        .filter(each -> !each.getKey().equals(system))
        .flatMap(each -> Stream.of(each.getValue().split("\\|")))
        .anyMatch(List.of(ONLINE, "PARTIAL", "STARTING", "STOPPING")::contains);
  }

  /** The systems on which a fault of the resource or of the group has not been cleared. */
  public List<String> faulted() {
    return Stream.of(states, resourceStates)
        .flatMap(each -> sorted(each, "FAULTED").stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> sorted(Map<String, String> states, String word) {
    return states.entrySet().stream()
        .filter(each -> List.of(each.getValue().split("\\|")).contains(word))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Its state by system, for people: {@code ONLINE on sun-a, OFFLINE|FAULTED on sun-b}. */
  public String described() {
    return String.join(
        ", ",
        new TreeMap<>(states)
            .entrySet().stream().map(each -> each.getValue() + " on " + each.getKey()).toList());
  }
}
