package org.cvmsnap.host;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process and all that it started. */
final class ProcessTree {
  private static final int ROUNDS = 5;

  private final Process root;
  private final boolean leader;

  /**
   * @param leader whether {@code root} leads a process group of its own
   */
  ProcessTree(Process root, boolean leader) {
    this.root = root;
    this.leader = leader;
  }

  /**
   * Kills the whole group in one instant: a shell whose child went before it would go on with its
   * next command. Then what has left the group, for as long as there is any; it has to be known
   * before, as nobody can see a tree whose root is gone.
   */
  void kill() {
    List<ProcessHandle> found = alive(root.descendants());
    if (leader) {
      killGroup();
    }
    for (int round = 0; round < ROUNDS && !found.isEmpty(); round++) {
      found.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(found);
      found = alive(Stream.concat(found.stream().flatMap(ProcessTree::tree), root.descendants()));
    }
    root.destroyForcibly();
    awaitEnd(List.of(root.toHandle()));
  }

  /** Java cannot do it; the kill of every shell can. */
  private void killGroup() {
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -9 -" + root.pid())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitEnd(List.of(kill.toHandle(), root.toHandle()));
    } catch (IOException e) {
      // No process left for a shell: they are killed one by one.
    }
  }

  private static Stream<ProcessHandle> tree(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  private static List<ProcessHandle> alive(Stream<ProcessHandle> processes) {
    return processes.filter(ProcessHandle::isAlive).distinct().toList();
  }

  /** Waits a little, whatever the interrupts: a killed process needs a moment to be gone. */
  private static void awaitEnd(List<ProcessHandle> processes) {
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, 500, TimeUnit.MILLISECONDS)
        .join();
  }
}
