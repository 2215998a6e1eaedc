package org.cvmsnap.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/**
 * Every node of the cluster shows the volume. There is nothing to do but to look. Where the node
 * that made it shows none, the others have nothing to show.
 */
public record ProveListed(Machine control, VolumeId volume) implements SiteStep.Preparing {
  @Override
  public boolean dispensable() {
    return true;
  }

  @Override
  public boolean onlyLooks() {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        subject(volume.toString()),
        Limits.watching(Duration.ofSeconds(30)),
        acts -> {
          Shown.require(control, volume, site);
          List<Machine> nodes = new OpenVolumes(site, control).nodes();
          List<String> blind = new ArrayList<>();
          site.ofEach(nodes, node -> Shown.on(node, volume, site))
              .forEach(
                  (node, shown) -> {
                    if (!shown) {
                      blind.add(node.name());
                    }
                  });
          return blind.isEmpty()
              ? Look.reached("shown on " + names(nodes))
              : Look.moving("not shown on " + String.join(", ", blind));
        });
  }

  private static String names(List<Machine> nodes) {
    return nodes.stream().map(Machine::name).collect(Collectors.joining(", "));
  }
}
