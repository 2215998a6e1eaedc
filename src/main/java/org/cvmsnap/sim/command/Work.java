package org.cvmsnap.sim.command;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * One command as the cluster carries it out: {@code start} happens at once, then simulated time
 * passes, then {@code end} happens and answers. A command that is given up meanwhile has started
 * all the same, and its end comes without anybody to hear it.
 *
 * @param mutates whether the command is one that changes something, even if it changes nothing now
 */
public record Work(boolean mutates, Runnable start, Duration takes, Supplier<Reply> end) {
  /** Looks at the world after {@code takes} and changes nothing. */
  public static Work read(Duration takes, Supplier<Reply> answer) {
    return new Work(false, () -> {}, takes, answer);
  }

  /** Changes the world at the end of {@code takes}, all at once. */
  public static Work change(Duration takes, Supplier<Reply> effect) {
    return new Work(true, () -> {}, takes, effect);
  }

  /** What a command says that is refused for its words or for what it names. */
  public static Work refused(boolean mutates, Duration takes, Reply reply) {
    return new Work(mutates, () -> {}, takes, () -> reply);
  }

  /** Carries out the end, and gives the answer. */
  public Reply finish() {
    return end.get();
  }
}
