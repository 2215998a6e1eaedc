package org.cvmsnap.error;

import java.util.List;

/** A bug, or too little memory or stack, has ended the work for one guest. */
public final class InternalErrorException extends CvmsnapException {
  public InternalErrorException(Throwable bug) {
    super(
        ExitCode.INTERNAL,
        List.of(
            new Refusal(
                "An internal error: " + bug + ".",
                "Please report it with the debug log, and try again.")));
    initCause(bug);
  }
}
