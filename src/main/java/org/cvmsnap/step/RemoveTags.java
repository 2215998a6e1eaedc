package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The volume has none of the tags. Asked to remove one that is not there VxVM removes none. There
 * were some when this was planned: that there are none in the whole group is believed only once it
 * was tried to remove them.
 */
public record RemoveTags(Machine control, VolumeId volume, List<String> tags)
    implements SiteStep.Preparing {
  public RemoveTags {
    tags = List.copyOf(tags);
  }

  /** It is not set again: by then somebody may have written to what was proven. */
  @Override
  public Optional<String> remains() {
    return tags.contains(Tags.PROOF)
        ? Optional.of(
            volume + " is not said to be proven any more, until cvmsnap verify has asked it again")
        : Optional.empty();
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(volume.toString()),
        ONE_COMMAND,
        List.of(removing(tags)),
        acts -> {
          Map<VolumeName, Map<String, String>> all = site.vxvm(control).tags(volume.group());
          boolean tried =
              acts.none()
                  ? history.acted(RemoveTags.class::isInstance).isPresent()
                  : acts.last().answered() && acts.last().said().isEmpty();
          if (all.isEmpty() && !tried) {
            throw new NotLearnedException("no tag is told of, and there were some");
          }
          Map<String, String> there = all.getOrDefault(volume.name(), Map.of());
          List<String> left = tags.stream().filter(there::containsKey).toList();
          return left.isEmpty()
              ? Look.reached()
              : Look.owed("it has the tags " + String.join(", ", left), removing(left));
        });
  }

  private Invocation removing(List<String> left) {
    return here(VxvmCommands.removetag(volume, left));
  }
}
