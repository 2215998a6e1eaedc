package org.cvmsnap.testing;

import org.cvmsnap.host.RealTime;
import org.cvmsnap.host.Time;
import org.cvmsnap.workflow.Guardian;

/** A machine on which nobody does anything to other processes. */
public class NoProcesses implements Guardian.Processes {
  private final Time time = new RealTime();

  @Override
  public void ask(long pid) {}

  @Override
  public void end(long pid) {}

  @Override
  public boolean stopped(long pid) {
    return false;
  }

  @Override
  public Time time() {
    return time;
  }
}
