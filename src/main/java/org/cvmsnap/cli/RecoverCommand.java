package org.cvmsnap.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.workflow.Recovery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cvmsnap recover}. */
@Command(
    name = "recover",
    description = {
      "Pays what runs that were cut short still owe to their guests.",
      "",
      "It looks at the world and not at history, so it may be repeated at any time. It leaves alone"
          + " what a living process is at work on. The snapshots of a run that was cut short are kept"
          + " where the journal proves them good, and given back to their volumes where it does not."
    })
final class RecoverCommand implements Callable<Integer> {
  private final Setting setting;

  @Option(names = "--run", paramLabel = "RUN", description = "Only this run.")
  private @Nullable RunId run;

  @Option(names = "--ldom", paramLabel = "LDOM", description = "Only runs of this guest.")
  private @Nullable GuestName guest;

  RecoverCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() {
    Recovery recovery = new Recovery(setting.session(), setting.progress());
    return setting
        .renderer()
        .recovered(recovery.run(Optional.ofNullable(run), Optional.ofNullable(guest)));
  }
}
