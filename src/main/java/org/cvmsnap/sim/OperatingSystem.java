package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The operating system of a domain: how far it has come, since when, and how it is to end. */
final class OperatingSystem {
  /** How far it is. */
  enum Stage {
    DOWN,
    OPENBOOT,
    BOOTING,
    RUNNING,
    HALTING
  }

  /** Whether a service that multi-user waits for never starts. */
  final boolean stuck;

  Stage stage;

  /** Counts its starts and ends, so that an old life's events are void. */
  long life;

  /** How often it has begun to boot. */
  long boots;

  Instant startedAt;

  /** While halting: when the guest will be down. */
  Instant downAt;

  boolean kernelUp;
  boolean multiUser;

  /**
   * Whether {@code filesystem/local} has mounted what vfstab mounts at boot, or is in maintenance.
   */
  boolean fileSystems;

  /** The Logical Domains Manager asked the guest to stop. */
  boolean stopAsked;

  /** The guest goes down through its own shutdown, which unmounts. */
  boolean orderly;

  /** What {@code init} was asked for: 5 off, 0 to the ok prompt, 6 boot again. */
  String runLevel;

  private OperatingSystem(ConfigTable doc, boolean active, Instant now) {
    stuck = doc.flag("stuck", false);
    stage = doc.choice("os", Stage.class, active ? Stage.RUNNING : Stage.DOWN);
    boolean running = stage == Stage.RUNNING;
    life = doc.number("life", 0);
    boots = doc.number("boots", 0);
    startedAt = doc.instant("startedAt", active ? now.minus(Duration.ofDays(1)) : Instant.EPOCH);
    downAt = doc.instant("downAt", Instant.EPOCH);
    kernelUp = doc.flag("kernelUp", running);
    multiUser = doc.flag("multiUser", running && !stuck);
    fileSystems = doc.flag("fileSystems", true);
    stopAsked = doc.flag("stopAsked", false);
    orderly = doc.flag("orderly", false);
    runLevel = doc.text("runLevel", "5");
  }

  /**
   * As the table of its domain says; where that says nothing, it runs in a domain that is active.
   */
  static OperatingSystem from(ConfigTable doc, boolean active, Instant now) {
    return new OperatingSystem(doc, active, now);
  }

  /** Whether the kernel answers a request to shut down. */
  boolean answers() {
    return kernelUp && stage != Stage.HALTING;
  }

  /** Another life begins, in which nobody has asked for anything. */
  void start(Instant now) {
    life++;
    startedAt = now;
    stopAsked = false;
    orderly = false;
  }

  /** This life is over. */
  void end() {
    life++;
    stage = Stage.DOWN;
    multiUser = false;
    stopAsked = false;
    orderly = false;
  }

  void putInto(Map<String, Object> map) {
    map.put("os", CommandWords.of(stage));
    map.put("life", life);
    map.put("boots", boots);
    map.put("startedAt", startedAt.toString());
    map.put("downAt", downAt.toString());
    map.put("kernelUp", kernelUp);
    map.put("multiUser", multiUser);
    map.put("fileSystems", fileSystems);
    map.put("stuck", stuck);
    map.put("stopAsked", stopAsked);
    map.put("orderly", orderly);
    map.put("runLevel", runLevel);
  }
}
