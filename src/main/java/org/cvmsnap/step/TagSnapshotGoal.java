package org.cvmsnap.step;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.plan.Tags;
import org.cvmsnap.vxvm.Vxvm;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The snapshot is still there and carries cvmsnap's mark, in the disk group and so on every node.
 */
final class TagSnapshotGoal implements Goal {
  private final Site site;
  private final StepSpec.TagSnapshot spec;
  private final Map<String, String> wanted;

  TagSnapshotGoal(Site site, StepSpec.TagSnapshot spec, History history) {
    this.site = site;
    this.spec = spec;
    this.wanted = new TreeMap<>(spec.tags());
    wanted.put(
        Tags.TAKEN,
        history
            .acted(StepSpec.MakeSnapshots.class)
            .orElseGet(site.time()::now)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString());
  }

  @Override
  public Subject subject() {
    return new Subject("tag-snapshot", spec.name().value(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(spec.control());
    if (vxvm.layout(spec.group()).volume(spec.name()).isEmpty()) {
      return Look.blocked("it is gone");
    }
    Map<String, String> tags = vxvm.tags(spec.group()).getOrDefault(spec.name(), Map.of());
    return tags.entrySet().containsAll(wanted.entrySet())
        ? Look.reached()
        : Look.owed("it has no mark of cvmsnap's");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(commands().get(0), Duration.ofMinutes(1));
  }

  @Override
  public List<Invocation> commands() {
    return List.of(
        new Invocation(
            spec.control(), VxvmCommands.settag(new VolumeId(spec.group(), spec.name()), wanted)));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Override
  public int attempts() {
    return 3;
  }
}
