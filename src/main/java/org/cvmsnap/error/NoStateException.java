package org.cvmsnap.error;

import java.util.List;

/** The state directory that was named is not there: whether something is owed is not known. */
public final class NoStateException extends CvmsnapException {
  public NoStateException(Refusal refusal) {
    super(ExitCode.USAGE, List.of(refusal));
  }
}
