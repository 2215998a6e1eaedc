package org.cvmsnap.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process and all that it started. */
final class ProcessTree {
  private static final int ROUNDS = 20;

  private final Process root;

  ProcessTree(Process root) {
    this.root = root;
  }

  /**
   * Kills the descendants first, and again while there are any: the tree cannot be seen any more
   * once its root is gone. A root that starts new ones all the time goes in the end all the same,
   * with the last of them.
   */
  void kill() {
    List<ProcessHandle> found = descendants();
    for (int round = 0; round < ROUNDS && !found.isEmpty(); round++) {
      found.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(found);
      found = descendants();
    }
    root.destroyForcibly();
    found.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(List.of(root.toHandle()));
  }

  /** The youngest generation first, so that a shell is still there while its child goes. */
  private List<ProcessHandle> descendants() {
    List<ProcessHandle> found =
        new ArrayList<>(root.descendants().filter(ProcessHandle::isAlive).toList());
    Collections.reverse(found);
    return found;
  }

  /** Waits a little, whatever the interrupts: a killed process needs a moment to be gone. */
  private static void awaitEnd(List<ProcessHandle> killed) {
    for (ProcessHandle process : killed) {
      process.onExit().orTimeout(200, TimeUnit.MILLISECONDS).exceptionally(e -> process).join();
    }
  }
}
