package org.cvmsnap.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.TopologyView;
import org.cvmsnap.config.Configuration;
import org.cvmsnap.config.Value;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.workflow.Abort;
import org.cvmsnap.workflow.CheckReport;
import org.cvmsnap.workflow.DoctorReport;
import org.cvmsnap.workflow.Evidence;
import org.cvmsnap.workflow.Following;
import org.cvmsnap.workflow.Listing;
import org.cvmsnap.workflow.MetricsReport;
import org.cvmsnap.workflow.OperationReport;
import org.cvmsnap.workflow.OutagePreview;
import org.cvmsnap.workflow.Prune;
import org.cvmsnap.workflow.PruneReport;
import org.cvmsnap.workflow.QualifyReport;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.ReplaceReport;
import org.cvmsnap.workflow.RunCourse;
import org.cvmsnap.workflow.RunHistory;
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

  /** The same of an operation that takes a guest down. */
  int dryRun(OutagePreview preview);

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

  /** By which rule each snapshot is kept or removed. */
  void explained(PruneReport report);

  /** How a retention policy was applied. */
  int prune(PruneReport report);

  int prunePreview(Prune.Preview preview);

  int details(Show.Details details);

  /** How a snapshot came into being. */
  int evidence(Evidence evidence);

  /** What snapshots have said of how clean they are. */
  int verified(VerifyReport report);

  /** The runs of the past, newest first. */
  int runs(List<RunHistory.Entry> entries);

  /** What happened in one. */
  int course(RunCourse course);

  /** How protection stands, for a monitoring system. */
  int check(CheckReport report);

  /**
   * Numbers that tell how protection stands.
   *
   * @param file where they are written to; empty for standard output
   */
  int metrics(MetricsReport report, Optional<Path> file);

  /** What could spoil the next snapshot. */
  int doctor(DoctorReport report);

  /**
   * What a site has shown of what is assumed of it.
   *
   * @param file where that is written to besides
   */
  int qualified(QualifyReport report, Optional<ReportFile> file);

  int topology(TopologyView view);

  int operation(OperationReport report);

  /** What options are where they are not typed. */
  int values(List<Value> values);

  /** A configuration file in which nothing is wrong. */
  int valid(Configuration configuration);

  /**
   * An operation that did not begin.
   *
   * @param command the command's name, such as {@code take}
   */
  int refused(String command, CvmsnapException refused);

  /** A signal came before anything was touched. */
  int interrupted(String command);
}
