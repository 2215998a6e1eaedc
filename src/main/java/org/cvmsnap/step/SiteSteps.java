package org.cvmsnap.step;

import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.StepSpec;

/** How every kind of step is done, undone and repaid on the machines of a site. */
public final class SiteSteps implements Steps {
  private final Site site;

  public SiteSteps(Site site) {
    this.site = site;
  }

  @Override
  public Goal of(StepSpec spec, History history) {
    if (spec instanceof StepSpec.LockGuest step) {
      return new LockGoal(site, step);
    }
    if (spec instanceof StepSpec.AttachMirror step) {
      return new AttachMirrorGoal(site, step);
    }
    if (spec instanceof StepSpec.FreezeGroup step) {
      return new FreezeGoal(site, step);
    }
    if (spec instanceof StepSpec.Unmount step) {
      return new UnmountGoal(site, step);
    }
    if (spec instanceof StepSpec.StopDomain step) {
      return new StopDomainGoal(site, step);
    }
    if (spec instanceof StepSpec.UnbindDomain step) {
      return new UnbindDomainGoal(site, step);
    }
    if (spec instanceof StepSpec.FenceVolume step) {
      return FenceGoal.of(site, step);
    }
    if (spec instanceof StepSpec.ProveFrozen step) {
      return new ProveFrozenGoal(site, step);
    }
    if (spec instanceof StepSpec.ProveClosed step) {
      return new ProveClosedGoal(site, step);
    }
    if (spec instanceof StepSpec.MakeSnapshots step) {
      return new MakeSnapshotsGoal(site, step);
    }
    if (spec instanceof StepSpec.TagSnapshot step) {
      return new TagSnapshotGoal(site, step, history);
    }
    if (spec instanceof StepSpec.MakeVolume step) {
      return new MakeVolumeGoal(site, step);
    }
    if (spec instanceof StepSpec.PrepareVolume step) {
      return new PrepareVolumeGoal(site, step);
    }
    if (spec instanceof StepSpec.LinkMirror step) {
      return new LinkMirrorGoal(site, step);
    }
    if (spec instanceof StepSpec.MakeCache step) {
      return new MakeCacheGoal(site, step);
    }
    if (spec instanceof StepSpec.WaitSync step) {
      return new WaitSyncGoal(site, step);
    }
    if (spec instanceof StepSpec.RestoreVolumes step) {
      return new RestoreVolumesGoal(site, step);
    }
    if (spec instanceof StepSpec.RefreshSnapshots step) {
      return new RefreshSnapshotsGoal(site, step);
    }
    if (spec instanceof StepSpec.RetagSnapshot step) {
      return new RetagSnapshotGoal(site, step, history);
    }
    return ofVolumes(spec, history);
  }

  /** The steps that concern no guest. */
  private Goal ofVolumes(StepSpec spec, History history) {
    if (spec instanceof StepSpec.InstantReady step) {
      return new InstantReadyGoal(site, step);
    }
    if (spec instanceof StepSpec.AddMirrors step) {
      return new AddMirrorsGoal(site, step);
    }
    if (spec instanceof StepSpec.AwaitMirrors step) {
      return new AwaitMirrorsGoal(site, step);
    }
    if (spec instanceof StepSpec.RemoveMirror step) {
      return new RemoveMirrorGoal(site, step);
    }
    if (spec instanceof StepSpec.UnprepareVolume step) {
      return new UnprepareGoal(site, step);
    }
    if (spec instanceof StepSpec.ReattachSnapshot step) {
      return new ReattachGoal(site, step);
    }
    if (spec instanceof StepSpec.DissociateSnapshot step) {
      return new DissociateGoal(site, step, history);
    }
    if (spec instanceof StepSpec.RemoveSnapshot step) {
      return new RemoveSnapshotGoal(site, step);
    }
    if (spec instanceof StepSpec.UnlinkMirror step) {
      return new UnlinkGoal(
          site, new StepSpec.LinkMirror(step.control(), step.source(), step.mirror()));
    }
    if (spec instanceof StepSpec.RemoveCache step) {
      return new RemoveCacheGoal(site, step, cache -> true);
    }
    if (spec instanceof StepSpec.ExportSnapshot step) {
      return new ExportSnapshotGoal(site, step);
    }
    if (spec instanceof StepSpec.AddDisk step) {
      return new AddDiskGoal(site, step);
    }
    if (spec instanceof StepSpec.RemoveDisk step) {
      return new RemoveDiskGoal(site, step);
    }
    if (spec instanceof StepSpec.StopExport step) {
      return new StopExportGoal(site, step);
    }
    if (spec instanceof StepSpec.SetTag step) {
      return new SetTagGoal(site, step);
    }
    if (spec instanceof StepSpec.RemoveTags step) {
      return new RemoveTagsGoal(site, step, history);
    }
    throw new IllegalStateException("no way to do " + spec);
  }

  @Override
  public Goal repaying(Debt debt, boolean resumed) {
    if (debt instanceof Debt.Locked owed) {
      return new UnlockGoal(site, owed);
    }
    if (debt instanceof Debt.Frozen owed) {
      return new UnfreezeGoal(site, owed, resumed);
    }
    if (debt instanceof Debt.Fenced owed) {
      return FenceGoal.lifting(site, owed);
    }
    if (debt instanceof Debt.Unmounted owed) {
      return new MountGoal(site, owed);
    }
    if (debt instanceof Debt.Stopped owed) {
      return new StartGoal(site, owed, resumed);
    }
    if (debt instanceof Debt.Unbound owed) {
      return new BindGoal(site, owed, resumed);
    }
    throw new IllegalStateException("no way to repay " + debt);
  }

  @Override
  public Optional<Goal> settling(StepSpec spec, boolean looked) {
    if (spec instanceof StepSpec.RestoreVolumes step) {
      return Optional.of(new SettleRestoreGoal(site, step));
    }
    // That a source was open at the refresh shows nowhere once it is closed again.
    if (spec instanceof StepSpec.RefreshSnapshots step && !looked) {
      return Optional.of(new SettleRefreshGoal(site, step));
    }
    return Optional.empty();
  }

  @Override
  public Optional<Goal> undoing(StepSpec spec) {
    if (spec instanceof StepSpec.MakeSnapshots step) {
      return Optional.of(new DiscardSnapshotsGoal(site, step));
    }
    if (spec instanceof StepSpec.AddDisk step) {
      return Optional.of(
          new RemoveDiskGoal(
              site,
              new StepSpec.RemoveDisk(step.control(), step.guest(), step.disk(), step.backEnd())));
    }
    if (spec instanceof StepSpec.ExportSnapshot step) {
      return Optional.of(
          new StopExportGoal(site, new StepSpec.StopExport(step.control(), step.backEnd())));
    }
    if (spec instanceof StepSpec.MakeVolume step) {
      return Optional.of(new RemoveVolumeGoal(site, step));
    }
    if (spec instanceof StepSpec.LinkMirror step) {
      return Optional.of(new UnlinkGoal(site, step));
    }
    if (spec instanceof StepSpec.MakeCache step) {
      return Optional.of(
          new RemoveCacheGoal(
              site,
              new StepSpec.RemoveCache(step.control(), step.group(), step.cache()),
              cache -> MakeCacheGoal.isOurs(cache, step)));
    }
    return Optional.empty();
  }
}
