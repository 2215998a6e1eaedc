package org.cvmsnap.error;

import java.util.Optional;

/** Ends a command before anything was touched: what is wrong, and what the operator does next. */
public abstract class CvmsnapException extends RuntimeException {
  private final ExitCode exit;
  private final String next;

  CvmsnapException(ExitCode exit, String problem, String next) {
    super(problem);
    this.exit = exit;
    this.next = next;
  }

  public ExitCode exit() {
    return exit;
  }

  /** What happened, as one sentence. */
  public String problem() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** What to type or do next, where that is known. */
  public Optional<String> next() {
    return next.isEmpty() ? Optional.empty() : Optional.of(next);
  }
}
