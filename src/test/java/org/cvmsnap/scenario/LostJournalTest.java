package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.ForwardingHosts;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Unaccounted;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * A run was cut short, and its journal is not in this state directory: it is elsewhere, or lost.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LostJournalTest {
  private static final String RECORD = "cvmsnap_lock_3aa99be033c4";
  private static final String OF_VOLUME =
      LockRecord.name(VolumeId.of("datadg", "datavol1")).value();

  private final World world = World.builtIn();
  private final SimTruth.Guest before = world.guest("ldom1");

  private Path state(String name) {
    return world.state(name);
  }

  private CliRun cvmsnap(String state, String... args) {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    words.addAll(List.of("--state-dir", state(state).toString()));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  private void aRunFromElsewhereDiesAt(String glob) {
    world.fault(Fault.on(glob, Effect.CRASH_BEFORE));
    assertThat(cvmsnap("admin", "take", "datavol1", "--ldom", "ldom1")).crashed();
    assertAllFired(world);
    world.noFaults();
  }

  private CliRun derive() {
    return cvmsnap("node", "recover", "--ldom", "ldom1", "--from", "sun-a");
  }

  @Test
  void recover_does_not_say_that_nothing_is_owed() {
    aRunFromElsewhereDiesAt("ldm bind *");

    CliRun recover = cvmsnap("node", "recover", "--ldom", "ldom1");

    assertThat(recover)
        .exitsWith(BUSY)
        .says("type cvmsnap recover where it was started")
        .says("vxedit -g datadg -rf rm " + RECORD, "cvmsnap recover --ldom ldom1 --from sun-a");
    assertThat(world.guest("ldom1")).isInactive();
    assertThat(cvmsnap("admin", "recover", "--ldom", "ldom1")).exitsWith(DONE).hasNoDebts();
    assertThat(cvmsnap("node", "recover", "--ldom", "ldom1"))
        .exitsWith(DONE)
        .prints("nothing is owed");
  }

  @Test
  void recover_says_so_when_it_cannot_see_the_records() {
    world.fault(Fault.on("vxdg list", Effect.FAIL).times(0));

    CliRun recover = cvmsnap("node", "recover", "--ldom", "ldom1");

    assertThat(recover).exitsWith(FAILED).printsNothing().says("lock records cannot be seen");
    assertAllFired(world);
  }

  /** Somebody ends the run once its record has been read. */
  private final class Ended extends ForwardingHosts {
    private boolean seen;

    Ended(Hosts hosts) {
      super(hosts);
    }

    @Override
    public Host controlDomain() {
      return on(Machine.controlDomain("sun-a"));
    }

    @Override
    public Host on(Machine machine) {
      return command -> {
        CommandResult result = hosts.on(machine).run(command);
        if (!seen && command.text().contains("%comment")) {
          seen = true;
          world.typed("sun-a", "vxedit -g datadg -rf rm " + RECORD);
        }
        return result;
      };
    }

    @Override
    protected Hosts over(Hosts others) {
      return new Ended(others);
    }
  }

  @Test
  void a_record_that_goes_while_it_is_looked_at_was_of_a_run_that_has_ended()
      throws InterruptedException {
    aRunFromElsewhereDiesAt("ldm bind *");
    world.typed("sun-a", "vxedit -g datadg -rf rm " + OF_VOLUME);
    Assertions.assertThat(Unaccounted.of(world.session()).cases()).hasSize(1);

    Assertions.assertThat(Unaccounted.of(world.session(Ended::new))).isEqualTo(Unaccounted.NOTHING);
    Assertions.assertThat(world.locks()).isEmpty();
  }

  @Test
  void with_a_copy_of_the_journal_the_node_recovers() throws IOException {
    aRunFromElsewhereDiesAt("ldm bind *");
    assertThat(cvmsnap("node", "status")).exitsWith(100).says(RECORD, "vxedit");
    Path runs = Files.createDirectories(state("node").resolve("runs"));
    try (Stream<Path> journals = Files.list(state("admin").resolve("runs"))) {
      for (Path journal : journals.toList()) {
        Files.copy(journal, runs.resolve(journal.getFileName()));
      }
    }

    CliRun recover = cvmsnap("node", "recover", "--ldom", "ldom1");

    assertThat(recover).exitsWith(DONE).prints("ldom1 is as it was");
    assertThat(world.guest("ldom1")).isAs(before);
    Assertions.assertThat(world.locks()).isEmpty();
  }

  @Test
  void what_is_owed_is_derived_once_the_record_is_removed_by_hand() {
    aRunFromElsewhereDiesAt("ldm bind *");

    assertThat(derive()).exitsWith(REFUSED).says("vxedit -g datadg -rf rm " + RECORD);
    assertThat(world.guest("ldom1")).isInactive();
    world.typed("sun-a", "vxedit -g datadg -rf rm " + RECORD);
    CliRun derived = derive();

    assertThat(derived)
        .exitsWith(DONE)
        .prints("owed: ldom1 has to be bound, ldom1 has to be started; ldom1 is up")
        .says("what ldom1 had mounted that its boot does not mount is not known here");
    assertThat(world.guest("ldom1")).isActive();
    Assertions.assertThat(world.guest("ldom1").mountPoints())
        .contains("/logs")
        .doesNotContain("/data");
    Assertions.assertThat(world.locks()).containsExactly(OF_VOLUME);
    assertThat(cvmsnap("admin", "recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void what_cannot_be_recovered_here_hides_nothing_that_is_down() {
    aRunFromElsewhereDiesAt("ldm bind *");
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    String other = "sim:" + world.directory() + "#sun-b";
    assertThat(cvmsnap("admin", "take", "datavol3", "--ldom", "ldom3", "--host", other)).crashed();
    world.noFaults().fault(Fault.on("ldm bind *", Effect.FAIL).times(0));

    CliRun neither = cvmsnap("admin", "recover", "--json");

    assertThat(neither)
        .exitsWith(105)
        .says("SERVICE DOWN: ldom1 has to be bound", "SERVICE DOWN: ldom3 has to be bound")
        .says("was begun for sun-b, and this is sun-a");
    Assertions.assertThat(neither.json().get("runs"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .extracting("service")
        .containsExactly("down", "down");
    world.noFaults();
    assertThat(cvmsnap("admin", "recover")).exitsWith(105).says("SERVICE DOWN: ldom3");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(cvmsnap("admin", "recover", "--host", other)).exitsWith(DONE);
    assertThat(cvmsnap("admin", "status")).exitsWith(DONE).prints("nothing is owed");
  }

  @Test
  void a_record_that_was_removed_by_hand_is_made_again_before_anything_is_paid() {
    aRunFromElsewhereDiesAt("ldm bind *");
    world.typed("sun-a", "vxedit -g datadg -rf rm " + RECORD);
    int history = world.mutations().size();

    assertThat(cvmsnap("admin", "recover")).exitsWith(DONE).prints("ldom1 is as it was");

    List<String> ran = world.mutations().subList(history, world.mutations().size());
    Assertions.assertThat(ran.get(0)).startsWith("sun-a# vxassist -g datadg make " + RECORD);
    Assertions.assertThat(ran.get(1)).isEqualTo("sun-a# ldm bind ldom1");
    Assertions.assertThat(world.locks()).isEmpty();
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_guest_that_somebody_else_has_is_not_derived() {
    aRunFromElsewhereDiesAt("ldm bind *");
    world.typed("sun-a", "vxedit -g datadg -rf rm " + RECORD);
    world.typed("sun-b", "ldm add-vdsdev -f /dev/vx/dsk/datadg/datavol1 other@primary-vds0");
    world.typed("sun-b", "ldm add-vdisk other other@primary-vds0 ldom3");

    assertThat(derive()).exitsWith(REFUSED).says("ldom3");
    assertThat(world.guest("ldom1")).isInactive();
  }
}
