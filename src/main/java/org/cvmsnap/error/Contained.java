package org.cvmsnap.error;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work that may meet a bug, or too little memory or stack for what a machine has said: that ends
 * the work, and neither the process nor the work for another guest. What is to end the process goes
 * through.
 */
public final class Contained {
  private Contained() {}

  /**
   * The work.
   *
   * @param <T> what comes of it
   * @param <X> what it may throw in the ordinary course
   */
  public interface Work<T, X extends Exception> {
    T get() throws X, InterruptedException;
  }

  /** What comes of the work, or, where that ends so, of {@code otherwise}. */
  public static <T, X extends Exception> T work(Work<T, X> work, Function<Throwable, T> otherwise)
      throws X, InterruptedException {
    try {
      return work.get();
    } catch (RuntimeException | VirtualMachineError | AssertionError | LinkageError e) {
      return otherwise.apply(e);
    }
  }

  /** The same for work that waits for nothing. */
  public static <T> T thought(Supplier<T> work, Function<Throwable, T> otherwise) {
    try {
      return work.get();
    } catch (RuntimeException | VirtualMachineError | AssertionError | LinkageError e) {
      return otherwise.apply(e);
    }
  }
}
