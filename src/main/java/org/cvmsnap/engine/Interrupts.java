package org.cvmsnap.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries signals to the thread that runs a plan. A signal ends the way out, and never the way
 * home: once the guest is being brought back, signals are only remembered.
 */
public final class Interrupts {
  private @Nullable Thread worker;
  private @Nullable String signal;

  /**
   * Asks for an orderly return. May be called from any thread, and again.
   *
   * @return whether this was the first time
   */
  public synchronized boolean request(String name) {
    boolean first = signal == null;
    if (first) {
      signal = name;
      if (worker != null) {
        worker.interrupt();
      }
    }
    return first;
  }

  /** The signal that came; empty where none did. */
  public synchronized Optional<String> requested() {
    return Optional.ofNullable(signal);
  }

  /** From now on a signal interrupts the calling thread. */
  public synchronized void open() {
    worker = Thread.currentThread();
    if (signal != null) {
      worker.interrupt();
    }
  }

  /** From now on no signal interrupts anybody, and none that came before still does. */
  @SuppressWarnings("ThreadInterruptedAlwaysChecked")
  public synchronized void shield() {
    worker = null;
    boolean unused = Thread.interrupted();
  }
}
