package org.cvmsnap.vcs;

import java.util.List;

/**
 * The command lines that change what VCS does with a group (hagrp(1M), hares(1M), haconf(1M)).
 * Success and failure are told by the group's attributes afterwards, not by their exit status.
 */
public final class VcsCommands {
  private VcsCommands() {}

  /**
   * Keeps VCS from bringing the group online or offline, and from cleaning up after it.
   *
   * @param persistent so that it lasts when the engine restarts; the configuration has to be open
   */
  public static List<String> freeze(String group, boolean persistent) {
    return hagrp("-freeze", group, persistent);
  }

  /**
   * Lets VCS act on the group again.
   *
   * @param persistent whether the group was frozen so
   */
  public static List<String> unfreeze(String group, boolean persistent) {
    return hagrp("-unfreeze", group, persistent);
  }

  private static List<String> hagrp(String verb, String group, boolean persistent) {
    return persistent
        ? List.of("hagrp", verb, group, "-persistent")
        : List.of("hagrp", verb, group);
  }

  /** Makes VCS forget a fault of the resource on a system. */
  public static List<String> clear(String resource, String system) {
    return List.of("hares", "-clear", resource, "-sys", system);
  }

  /** Opens the cluster's configuration for changes. */
  public static List<String> open() {
    return List.of("haconf", "-makerw");
  }

  /** Writes the cluster's configuration on every system, and closes it. */
  public static List<String> close() {
    return List.of("haconf", "-dump", "-makero");
  }
}
