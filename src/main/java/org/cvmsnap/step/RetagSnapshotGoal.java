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
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The marks of a refreshed snapshot are those of its new point in time. The old ones are removed
 * first, as it is not documented what setting a tag does that is set already (vxassist(1M)).
 */
final class RetagSnapshotGoal implements Goal {
  private final Site site;
  private final StepSpec.RetagSnapshot spec;
  private final Map<String, String> wanted;
  private List<String> stale = List.of();

  RetagSnapshotGoal(Site site, StepSpec.RetagSnapshot spec, History history) {
    this.site = site;
    this.spec = spec;
    this.wanted = new TreeMap<>(spec.tags());
    wanted.put(
        Tags.TAKEN,
        history
            .acted(StepSpec.RefreshSnapshots.class)
            .orElseGet(site.time()::now)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString());
  }

  @Override
  public Subject subject() {
    return new Subject("retag-snapshot", spec.name().value(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Map<String, String> tags =
        site.vxvm(spec.control()).tags(spec.group()).getOrDefault(spec.name(), Map.of());
    if (tags.entrySet().containsAll(wanted.entrySet())) {
      return Look.reached();
    }
    stale = spec.stale().stream().filter(tags::containsKey).toList();
    return Look.owed(stale.isEmpty() ? "it has no mark of cvmsnap's" : "its marks are old");
  }

  @Override
  public Attempt act() throws InterruptedException {
    return site.act(stale.isEmpty() ? set() : remove(stale), Duration.ofMinutes(1));
  }

  private VolumeId volume() {
    return new VolumeId(spec.group(), spec.name());
  }

  private Invocation set() {
    return new Invocation(spec.control(), VxvmCommands.settag(volume(), wanted));
  }

  private Invocation remove(List<String> tags) {
    return new Invocation(spec.control(), VxvmCommands.removetag(volume(), tags));
  }

  @Override
  public List<Invocation> commands() {
    return spec.stale().isEmpty() ? List.of(set()) : List.of(remove(spec.stale()), set());
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Override
  public int attempts() {
    return 4;
  }
}
