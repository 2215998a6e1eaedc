package org.cvmsnap.engine;

import org.cvmsnap.engine.RunResult.Ending;

/** How a run is going to end, and why, as far as it has come. */
final class RunEnding {
  private Ending ending = Ending.SUCCEEDED;
  private String why = "";

  Ending ending() {
    return ending;
  }

  /** Why it has not gone well; empty text where it has. */
  String why() {
    return why;
  }

  boolean succeeded() {
    return ending == Ending.SUCCEEDED;
  }

  /** It is that, for this reason, whatever was known before. */
  void is(Ending now, String problem) {
    ending = now;
    why = problem;
  }

  /** It is that, for one reason more. */
  void becomes(Ending now, String problem) {
    ending = now;
    why = why.isEmpty() ? problem : why + "; " + problem;
  }

  void failed(String problem) {
    becomes(Ending.FAILED, problem);
  }
}
