package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The master of the cluster is switched at the moment for which the guest was taken down. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MasterSwitchTest {
  enum Operation {
    TAKE("vxsnap -g datadg make", "take datavol1 --ldom ldom1 --name old"),
    RESTORE("vxsnap -g datadg restore", "restore snap1 --ldom ldom1 --yes"),
    REFRESH("vxsnap -g datadg refresh", "refresh snap1 --ldom ldom1 --yes");

    private final String act;
    private final String line;

    Operation(String act, String line) {
      this.act = act;
      this.line = line;
    }

    private String[] args() {
      return line.split(" ", -1);
    }
  }

  /** "Node processing a master-switch request. Retry operation." */
  private static final int SWITCHING = 10;

  private final World world = RestoreWorld.instant().world;
  private final SimTruth.Guest before = world.guest("ldom1");

  private final int history = world.log().size();

  private List<LogEntry> acts(World where, Operation operation) {
    return where.log().stream()
        .skip(history)
        .filter(each -> String.join(" ", each.argv()).startsWith(operation.act))
        .toList();
  }

  private List<Integer> exits(Operation operation) {
    return acts(world, operation).stream().map(each -> each.exit().orElse(-1)).toList();
  }

  /** When it is, by the operation in a world where nothing happens. */
  private Duration switched(Operation operation) {
    World quiet = world.copy();
    CliRun unused = quiet.cvmsnap(operation.args());
    LogEntry act = acts(quiet, operation).get(0);
    Duration moment = Duration.between(world.truth().time(), act.time());
    world.change(
        cluster ->
            cluster.typedLater(
                moment.minusMillis(100), "sun-b", "vxclustadm", "setmaster", "sun-b"));
    return moment;
  }

  @ParameterizedTest
  @EnumSource
  void it_is_waited_for(Operation operation) {
    Duration unused = switched(operation);

    CliRun run = world.cvmsnap(operation.args());

    Assertions.assertThat(exits(operation)).startsWith(SWITCHING).endsWith(0);
    assertThat(run).exitsWith(DONE).hasNoDebts();
    Assertions.assertThat(world.snapshots()).allMatch(one -> one.content().equals("clean"));
    Assertions.assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @ParameterizedTest
  @EnumSource
  void what_was_opened_meanwhile_is_left_alone(Operation operation) {
    Duration moment = switched(operation);
    world.change(
        cluster -> cluster.typedLater(moment.plusSeconds(2), "sun-a", "ldm", "bind", "ldom1"));

    CliRun run = world.cvmsnap(operation.args());

    Assertions.assertThat(exits(operation)).isNotEmpty().containsOnly(SWITCHING);
    assertThat(run).exitsWith(FAILED).hasNoDebts().says("was opened meanwhile");
    Assertions.assertThat(world.snapshots()).allMatch(one -> one.content().equals("clean"));
    Assertions.assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
    assertThat(world.guest("ldom1")).isAs(before);
  }
}
