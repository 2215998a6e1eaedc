package org.cvmsnap.sim;

import java.io.IOException;

/** Kills this very process with SIGKILL, as nothing else shows what survives. */
public final class ProcessCrash implements Crash {
  @Override
  public void die() {
    try {
      new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      // The halt below is the next best thing.
    }
    Runtime.getRuntime().halt(137);
  }
}
