package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.MakeTrialVolume;
import org.cvmsnap.step.ProveComment;
import org.cvmsnap.step.ProveListed;
import org.cvmsnap.step.ProveNameTaken;
import org.cvmsnap.step.SetTag;

/** Tries on a volume of its own what lock records and the marks of snapshots rest on. */
record RecordTrial(GroupName group) implements VolumeOperation {
  private static final VolumeName NAME = new VolumeName("cvmsnap_trial");

  /** As long as a comment may be. */
  private static final String COMMENT =
      Tags.fitting("20260301T020000Z-ab12@a-node-with-a-long-name");

  private static final String TAG = "cvmsnap.trial";
  private static final String VALUE = "2026-03-01T02:00:00Z,s0=vxfs:s6=ufs,datadg/datavol1 a b";

  @Override
  public List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished) {
    return List.of(new VolumeId(group, NAME));
  }

  /** Whether records of volumes can be relied upon is not known yet, and nobody else wants it. */
  @Override
  public List<VolumeId> locked(Catalogue catalogue, List<VolumeId> subjects) {
    return List.of();
  }

  /** A mark that is not kept is tried last, as the step that sets one ends a run. */
  @Override
  public Decision<Plan> decide(Situation situation) {
    Machine control = situation.catalogue().control();
    VolumeId volume = situation.subjects().get(0);
    return new Decision.Planned<>(
        Plan.ofVolumes(
            situation.run(),
            "qualify",
            List.of(volume),
            List.of(
                new MakeTrialVolume(control, volume, COMMENT),
                new ProveNameTaken(control, volume, COMMENT),
                new ProveListed(control, volume),
                new ProveComment(control, volume, COMMENT),
                new SetTag(control, volume, TAG, VALUE))));
  }
}
