package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.cluster.TopologyView;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.workflow.Topology;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap topology}. */
@Command(
    name = "topology",
    footer = {"", "Examples:", "  cvmsnap topology"},
    description = {
      "Shows nodes, domains, disks, volumes and snapshots of the whole cluster in one tree.",
      "",
      "A volume with more than one owner is marked, and told of again at the end. What does not"
          + " answer is shown as such. Nothing is changed, and the exit code is 0 all the same."
    })
final class TopologyCommand implements Callable<Integer> {
  private final Setting setting;

  @Parameters(
      arity = "0..*",
      paramLabel = "VOLUME",
      description = "Only these volumes, each NAME or DG/NAME, their snapshots, and who has them.")
  private List<SnapshotRef> volumes = List.of();

  @Option(
      names = "--ldom",
      paramLabel = "LDOM",
      description = "Only this domain, on whatever node, and the volumes behind its disks.")
  private @Nullable GuestName guest;

  @Option(
      names = "--no-guests",
      description = "Ask no guest what it has mounted; else each running one is asked over ssh.")
  private boolean noGuests;

  TopologyCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return setting
        .renderer()
        .topology(
            new Topology(setting.session())
                .run(new TopologyView.Request(volumes, Optional.ofNullable(guest), !noGuests)));
  }
}
