package org.cvmsnap.error;

import java.util.List;

/** The operation was refused because an earlier run has left its guest not as it was. */
public final class ServiceDownException extends CvmsnapException {
  private final boolean runs;

  /**
   * @param runs whether the guest runs all the same, and lacks something
   */
  public ServiceDownException(boolean runs, String problem, String next) {
    this(runs, List.of(new Refusal(problem, next)));
  }

  /**
   * @param runs whether the guest runs all the same, and lacks something
   * @param reasons why it was refused, and what is owed
   */
  public ServiceDownException(boolean runs, List<Refusal> reasons) {
    super(ExitCode.REFUSED, reasons);
    this.runs = runs;
  }

  /** Whether the guest runs all the same, and lacks something. */
  public boolean runs() {
    return runs;
  }

  @Override
  public int status() {
    return exit().withServiceDown();
  }
}
