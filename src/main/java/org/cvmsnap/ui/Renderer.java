package org.cvmsnap.ui;

import java.util.List;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.workflow.PointReport;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.TakeReport;

/**
 * Shows results: on stdout what was asked for, on stderr what people have to know. Each method
 * returns the exit status that goes with what it showed.
 */
public interface Renderer {
  int take(TakeReport report);

  int point(PointReport report);

  int dryRun(List<Invocation> commands);

  int snapshots(List<SnapshotInfo> snapshots);

  int recovered(List<Recovery.Recovered> recovered);

  int status(Status status);

  /**
   * An operation that did not begin.
   *
   * @param command the command's name, such as {@code take}
   */
  int refused(String command, CvmsnapException refused);

  /** A signal came before anything was touched. */
  int interrupted(String command);
}
