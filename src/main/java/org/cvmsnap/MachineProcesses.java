package org.cvmsnap;

import org.cvmsnap.host.RealTime;
import org.cvmsnap.host.Time;
import org.cvmsnap.workflow.Guardian;

/** The other processes of this machine, as a guardian deals with them. */
final class MachineProcesses implements Guardian.Processes {
  private final Time time = new RealTime();

  @Override
  public void ask(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
  }

  @Override
  public void end(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public Time time() {
    return time;
  }
}
