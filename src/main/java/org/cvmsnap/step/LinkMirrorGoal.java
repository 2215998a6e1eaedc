package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;

/** The mirror is linked to the source, and VxVM's own list says that it is complete. */
final class LinkMirrorGoal implements Goal {
  private final Site site;
  private final StepSpec.LinkMirror spec;

  LinkMirrorGoal(Site site, StepSpec.LinkMirror spec) {
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return subject("link-mirror", spec);
  }

  static Subject subject(String kind, StepSpec.LinkMirror spec) {
    return new Subject(kind, spec.source() + "=" + spec.mirror(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Optional<SnapshotRow> link = Link.of(site, spec);
    if (link.isEmpty()) {
      return Look.owed("it is not linked");
    }
    Optional<DataAmount> synced = link.get().synced();
    if (synced.filter(DataAmount::all).isPresent()) {
      return Look.reached();
    }
    return Look.moving(
        synced
            .map(amount -> "it is synchronized to %.0f %%".formatted(amount.percent()))
            .orElse("it synchronizes"));
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), Duration.ofMinutes(5));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(new Invocation(spec.control(), KindCommands.link(spec.source(), spec.mirror())));
  }

  @Override
  public Duration patience() {
    return Duration.ofDays(2);
  }

  @Override
  public Duration interval() {
    return Duration.ofSeconds(5);
  }

  @Override
  public int attempts() {
    return 3;
  }
}
