package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.MakeTrialVolume;
import org.cvmsnap.step.ProveComment;
import org.cvmsnap.step.ProveListed;
import org.cvmsnap.step.ProveNameTaken;
import org.cvmsnap.step.SetTag;

/**
 * Tries on a volume of its own what lock records and the marks of snapshots rest on. No other run
 * has a volume of that name, on whatever node: nothing that would keep them apart is known to hold.
 */
record RecordTrial(GroupName group) implements VolumeOperation {
  private static final String NAME = "cvmsnap_trial";

  /** What makes a comment as long as one may be. */
  private static final String LONG = "-and-what-makes-it-long";

  private static final String TAG = "cvmsnap.trial";
  private static final String VALUE = "2026-03-01T02:00:00Z,s0=vxfs:s6=ufs,datadg/datavol1 a b";

  @Override
  public List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished) {
    return List.of(new VolumeId(group, new VolumeName(NAME)));
  }

  /** Whether records can be relied upon is not known yet. */
  @Override
  public List<VolumeId> recorded(List<VolumeId> locked) {
    return List.of();
  }

  /** A mark that is not kept is tried last, as the step that sets one ends a run. */
  @Override
  public Decision<Plan> decide(Situation situation) {
    Machine control = situation.catalogue().control();
    RunId run = situation.run();
    String comment = Tags.fitting(LockRecord.holder(run, control) + LONG);
    VolumeId volume =
        new VolumeId(
            group, new VolumeName(NAME + "_" + LockRecord.digits(run + "@" + control.name())));
    return new Decision.Planned<>(
        Plan.ofVolumes(
            run,
            "qualify",
            situation.subjects(),
            List.of(
                new MakeTrialVolume(control, volume, comment),
                new ProveNameTaken(control, volume, comment),
                new ProveListed(control, volume),
                new ProveComment(control, volume, comment),
                new SetTag(control, volume, TAG, VALUE))));
  }
}
