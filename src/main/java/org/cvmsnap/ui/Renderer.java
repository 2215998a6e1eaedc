package org.cvmsnap.ui;

import java.util.List;
import org.cvmsnap.cluster.TopologyView;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.workflow.Abort;
import org.cvmsnap.workflow.Evidence;
import org.cvmsnap.workflow.Following;
import org.cvmsnap.workflow.Listing;
import org.cvmsnap.workflow.OperationReport;
import org.cvmsnap.workflow.Prune;
import org.cvmsnap.workflow.PruneReport;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.ReplaceReport;
import org.cvmsnap.workflow.Show;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.TakeReport;
import org.cvmsnap.workflow.Unaccounted;
import org.cvmsnap.workflow.UnfinishedRun;
import org.cvmsnap.workflow.VerifyReport;

/**
 * Shows results: on stdout what was asked for, on stderr what people have to know. Each method
 * returns the exit status that goes with what it showed.
 */
public interface Renderer {
  int take(TakeReport report);

  int point(ReplaceReport report);

  int dryRun(List<Invocation> commands);

  /** What a recovery would do; one that could not pay all that is owed is refused. */
  int dryRun(Recovery.Previewed recovery);

  int snapshots(Listing.Listed listed);

  int recovered(List<Recovery.Recovered> recovered, Unaccounted left);

  int status(Status status);

  /** What a run does that is being watched. */
  void doing(UnfinishedRun.Doing doing);

  /** A run that was watched has ended. */
  int followed(Following.Ended ended);

  /** A process that was asked to bring its guest home has ended. */
  int aborted(Abort.Aborted aborted);

  /**
   * How a retention policy was applied.
   *
   * @param explain whether to tell of each snapshot by which rule it was kept or removed
   */
  int prune(PruneReport report, boolean explain);

  int prunePreview(Prune.Preview preview, boolean explain);

  int details(Show.Details details);

  /** How a snapshot came into being. */
  int evidence(Evidence evidence);

  /** What snapshots have said of how clean they are. */
  int verified(VerifyReport report);

  int topology(TopologyView view);

  int operation(OperationReport report);

  /**
   * An operation that did not begin.
   *
   * @param command the command's name, such as {@code take}
   */
  int refused(String command, CvmsnapException refused);

  /** A signal came before anything was touched. */
  int interrupted(String command);
}
