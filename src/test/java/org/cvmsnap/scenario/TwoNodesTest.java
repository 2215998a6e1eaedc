package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.snapshot.ExportPlanner;
import org.cvmsnap.plan.snapshot.SnapshotChecks.End;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.SilentListener;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Ending;
import org.cvmsnap.workflow.Exporting;
import org.cvmsnap.workflow.VolumeOperation;
import org.cvmsnap.workflow.VolumeOperations;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes want one snapshot at the same time: one of them has it, and the other is told. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwoNodesTest {
  private static final SnapshotRef ONE = new SnapshotRef(Optional.empty(), new VolumeName("one"));

  private static VolumeOperation operation(String word) {
    return switch (word) {
      case "export" ->
          Exporting.of(
              ONE,
              new ExportPlanner.Request(
                  new GuestName("ldom2"),
                  Optional.empty(),
                  OptionalInt.empty(),
                  false,
                  Optional.empty()));
      case "remove" -> new Ending(End.REMOVE, List.of(ONE), false, false);
      default -> new Ending(End.DISSOCIATE, List.of(ONE), false, false);
    };
  }

  /** Between two commands of the process on sun-a that on sun-b does all of its work. */
  private record Interrupted(Hosts hosts, List<Integer> ran, int at, Runnable between)
      implements Hosts {
    private Host host(Host host) {
      return command -> {
        ran.add(1);
        if (ran.size() == at) {
          between.run();
        }
        return host.run(command);
      };
    }

    @Override
    public Host controlDomain() {
      return host(hosts.controlDomain());
    }

    @Override
    public Host on(Machine machine) {
      return host(hosts.on(machine));
    }

    @Override
    public Time time() {
      return hosts.time();
    }
  }

  private static CliRun onSunB(World world, String line) {
    return world.on("sun-b", line.split(" ", -1));
  }

  private static int onSunA(World world, List<Integer> ran, int at, String word, Runnable between)
      throws InterruptedException {
    try {
      return new VolumeOperations(
              world.session(hosts -> new Interrupted(hosts, ran, at, between)),
              new SilentListener(),
              false)
          .run(operation(word), Confirmation.GIVEN)
          .status();
    } catch (CvmsnapException e) {
      return e.status();
    }
  }

  /** What was cut off or removed while somebody had it as a disk. */
  private static List<String> lost(World world, int before) {
    List<String> lost = new ArrayList<>();
    boolean exported = false;
    for (LogEntry entry : world.log().subList(before, world.log().size())) {
      String command = String.join(" ", entry.argv());
      if (entry.exit().equals(OptionalInt.of(0))
          && command.contains("vdsdev")
          && command.contains("one@")) {
        exported = command.contains("add-vdsdev");
      } else if (exported && command.matches("vx(snap .* dis|edit .* rm) one(_dcl)?")) {
        lost.add(command);
      }
    }
    return lost;
  }

  @ParameterizedTest
  @CsvSource({
    "export, remove one --yes",
    "export, dissociate one --yes",
    "remove, export one --ldom ldom3",
    "dissociate, export one --ldom ldom3",
  })
  void whenever_the_other_node_comes_nobody_loses_a_snapshot_that_he_has(String word, String line)
      throws InterruptedException {
    World taken = Lives.instant().took("one").world;
    int begun = taken.log().size();
    List<Integer> commands = new ArrayList<>();
    assertThat(onSunA(taken.copy(), commands, 0, word, () -> {})).isEqualTo(DONE.value());
    List<Integer> exits = new ArrayList<>();

    for (int at = 1; at <= commands.size(); at++) {
      World world = taken.copy();
      int exit =
          onSunA(world, new ArrayList<>(), at, word, () -> exits.add(onSunB(world, line).exit()));

      int other = exits.get(exits.size() - 1);
      assertThat(lost(world, begun)).as("at command %d", at).isEmpty();
      assertThat(List.of(exit, other)).as("at command %d", at).contains(DONE.value());
      assertThat(world.locks()).isEmpty();
    }
    assertThat(exits).contains(DONE.value(), BUSY.value());
  }
}
