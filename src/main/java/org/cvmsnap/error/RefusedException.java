package org.cvmsnap.error;

import java.io.IOException;
import java.util.List;

/** The operation is not safe or not possible here, and nothing was touched. */
public final class RefusedException extends CvmsnapException {
  private final boolean unlearned;
  private final boolean recovered;

  public RefusedException(String problem, String next) {
    this(List.of(new Refusal(problem, next)));
  }

  private RefusedException(List<Refusal> reasons, boolean unlearned, boolean recovered) {
    super(ExitCode.REFUSED, reasons);
    this.unlearned = unlearned;
    this.recovered = recovered;
  }

  /** Whether something could not be learned, so that nobody knows whether it speaks against it. */
  public boolean unlearned() {
    return unlearned;
  }

  /**
   * What has to be known before anything begins cannot be learned.
   *
   * @param consequence what follows from that, as the beginning of a sentence
   */
  public RefusedException(String consequence, NotLearnedException why) {
    this(
        List.of(
            new Refusal(
                consequence + ": " + why.why() + ".",
                why.next().orElse("Find out why, and try again."))),
        true,
        false);
  }

  /**
   * The state directory cannot be used.
   *
   * @param what cannot be done there, as the beginning of a sentence
   */
  public RefusedException(String what, IOException cause) {
    this(what, cause, "--state-dir");
  }

  /**
   * Files of cvmsnap's own cannot be used.
   *
   * @param options that name another directory
   */
  public RefusedException(String what, IOException cause, String options) {
    this(List.of(StateTrouble.refusal(what, cause, options)));
  }

  public RefusedException(List<Refusal> reasons) {
    this(reasons, false, false);
  }

  /** The same, where what an earlier run had left owing was paid before. */
  public RefusedException afterRecovery() {
    return new RefusedException(reasons(), unlearned, true);
  }

  /** Whether what an earlier run had left owing was paid before. */
  public boolean recovered() {
    return recovered;
  }
}
