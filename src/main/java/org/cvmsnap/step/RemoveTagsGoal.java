package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/** The volume has none of the tags. Asked to remove one that is not there VxVM removes none. */
final class RemoveTagsGoal extends OneCommandGoal {
  private final Site site;
  private final StepSpec.RemoveTags spec;
  private List<String> left;

  RemoveTagsGoal(Site site, StepSpec.RemoveTags spec) {
    super(site);
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
    Map<String, String> tags =
        site.vxvm(spec.control())
            .tags(spec.volume().group())
            .getOrDefault(spec.volume().name(), Map.of());
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
