package org.cvmsnap.error;

import java.util.List;
import java.util.stream.Collectors;

/** Ends a command before anything was touched: what is wrong, and what the operator does next. */
public abstract class CvmsnapException extends RuntimeException {
  private final ExitCode exit;
  private final List<Refusal> reasons;

  CvmsnapException(ExitCode exit, List<Refusal> reasons) {
    super(String.join(" ", reasons.stream().map(Refusal::problem).toList()));
    this.exit = exit;
    this.reasons = List.copyOf(reasons);
  }

  public ExitCode exit() {
    return exit;
  }

  /** The process's exit status. */
  public int status() {
    return exit.value();
  }

  /** What is wrong, and what to do about it, in sentences. */
  public String described() {
    return reasons.stream()
        .map(reason -> reason.problem() + " " + reason.next())
        .collect(Collectors.joining(" "));
  }

  /** Everything that is wrong; at least one thing. */
  public List<Refusal> reasons() {
    return reasons;
  }
}
