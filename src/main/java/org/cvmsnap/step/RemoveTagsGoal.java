package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The volume has none of the tags. Asked to remove one that is not there VxVM removes none. There
 * were some when this was planned: that there are none in the whole group is believed only once it
 * was tried to remove them.
 */
final class RemoveTagsGoal extends OneCommandGoal {
  private final Site site;
  private final StepSpec.RemoveTags spec;
  private final History history;
  private List<String> left;

  RemoveTagsGoal(Site site, StepSpec.RemoveTags spec, History history) {
    super(site);
    this.history = history;
    this.site = site;
    this.spec = spec;
    this.left = spec.tags();
  }

  @Override
  public Subject subject() {
    return new Subject("remove-tags", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Map<VolumeName, Map<String, String>> all =
        site.vxvm(spec.control()).tags(spec.volume().group());
    if (all.isEmpty() && history.acted(StepSpec.RemoveTags.class).isEmpty()) {
      throw new NotLearnedException("no tag is told of, and there were some");
    }
    Map<String, String> tags = all.getOrDefault(spec.volume().name(), Map.of());
    List<String> there = spec.tags().stream().filter(tags::containsKey).toList();
    if (there.isEmpty()) {
      return Look.reached();
    }
    left = there;
    return Look.owed("it has the tags " + String.join(", ", there));
  }

  @Override
  Invocation command() {
    return new Invocation(spec.control(), VxvmCommands.removetag(spec.volume(), left));
  }
}
