package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.cvmsnap.testing.WorldAssertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks are taken from a guest that goes on running, whatever becomes of it meanwhile. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DetachTest {
  private static final String TIMED =
      "volume = \"ldom1-data@primary-vds0\"\nid = 2\ntimeout = \"30\"";

  private final World world =
      World.changed("volume = \"ldom1-data@primary-vds0\"\nid = 2", TIMED).guarded();
  private final SimTruth.Guest before = world.guest("ldom1");

  private CliRun take(String... more) {
    List<String> words = new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1"));
    words.addAll(List.of("--mode", "detach"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  private Set<SimTruth.Disk> disks() {
    return new HashSet<>(world.guest("ldom1").disks());
  }

  private void assertAsBefore() {
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(disks()).isEqualTo(Set.copyOf(before.disks()));
  }

  private static double outage(CliRun run) {
    return Double.parseDouble(
        run.out().replaceFirst("(?s).*\"outage\":\\{[^}]*\"seconds\":([0-9.]+).*", "$1"));
  }

  @Test
  void the_guest_runs_on_and_is_without_the_volume_for_seconds() {
    CliRun run = take("--json");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(run.json()).containsEntry("mode", "detach").containsEntry("service", "up");
    assertThat(outage(run)).isLessThan(11);
    assertAsBefore();
    assertThat(world.guest("ldom1").boots()).isEqualTo(before.boots());
    assertThat(world.snapshots()).singleElement().matches(each -> each.content().equals("clean"));
    assertThat(world.mutations())
        .noneMatch(line -> line.matches(".*# ldm (stop|unbind|bind|start) .*"))
        .anyMatch(
            line ->
                line.endsWith("ldm add-vdisk timeout=30 id=2 data ldom1-data@primary-vds0 ldom1"));
  }

  @Test
  void it_is_said_that_the_guest_ran_on_and_what_must_not_be_saved_meanwhile() {
    assertThat(take())
        .exitsWith(DONE)
        .prints("; ldom1 ran on, without what is on these disks for ")
        .says("mind: Whoever saves the configuration of the machine meanwhile (ldm add-spconfig)");
  }

  @Test
  void a_dry_run_prints_what_is_then_run() {
    List<String> dry = take("--dry-run").lines();
    int from = world.mutations().size();

    assertThat(take()).exitsWith(DONE);

    assertThat(told(world.mutations().subList(from, world.mutations().size())))
        .isEqualTo(told(dry));
  }

  private static List<String> told(List<String> commands) {
    return commands.stream()
        .map(line -> line.replaceAll("(comment=|_2026|cvmsnap\\.(taken|run|date)=)[^ ,/]+", "$1"))
        .toList();
  }

  @Test
  void a_signal_after_the_snapshots_are_made_makes_it_no_longer() {
    world.signalsInsteadOfCrashes().fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));

    CliRun run = take("--json");

    assertThat(run).exitsWith(ExitCode.INTERRUPTED).hasNoDebts();
    assertThat(outage(run)).isLessThan(13);
    assertAsBefore();
    assertThat(world.snapshots()).singleElement().matches(each -> each.content().equals("clean"));
  }

  @ParameterizedTest
  @CsvSource({
    "3, cat /etc/mnttab",
    "1, ldm rm-vdisk data ldom1",
    "2, 'ldm list -o domain,disk -p'",
    "3, vxclustadm -v nodestate"
  })
  void a_signal_while_nothing_is_under_way_keeps_nobody_waiting(int nth, String signalled) {
    world.signalsInsteadOfCrashes().fault(Fault.on(signalled, Effect.CRASH_AFTER).nth(nth));

    CliRun run =
        world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--mode", "detach");

    assertAllFired(world);
    assertThat(run).exitsWith(ExitCode.INTERRUPTED).hasNoDebts();
    assertThat(world.mutations()).anyMatch(line -> line.contains("umount -a"));
    assertThat(run.err()).doesNotContain("may still be under way");
    assertAsBefore();
    assertThat(Duration.between(world.log().get(0).time(), world.truth().time()))
        .isLessThan(Duration.ofMinutes(4));
  }

  /** The process dies while the guest is without its disk. */
  private void died() {
    world.fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));
    assertThat(take()).crashed();
    world.noFaults();
    assertThat(disks()).hasSize(before.disks().size() - 1);
  }

  @Test
  void a_crash_leaves_a_debt_that_says_what_to_type() {
    died();

    assertThat(world.cvmsnap("status"))
        .exitsWith(ExitCode.SERVICE_DOWN)
        .prints("disk data (c0d2) has to be given back to ldom1");
    assertThat(world.cvmsnap("recover"))
        .exitsWith(DONE)
        .hasNoDebts()
        .prints("; ldom1 ran on, without what is on these disks for ");
    assertAsBefore();
  }

  @Test
  void a_guest_that_boots_meanwhile_comes_up_whole_once_it_has_its_disk_again() {
    World booted =
        World.changed(
                "mountPoint = \"/data\"\nfstype = \"vxfs\"\natBoot = false",
                "mountPoint = \"/data\"\nfstype = \"vxfs\"\natBoot = true")
            .guarded();
    booted.fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));
    assertThat(booted.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--mode", "detach")).crashed();
    booted.noFaults().typed("sun-a", "ldm stop -r ldom1");
    booted.change(cluster -> cluster.advance(Duration.ofMinutes(10)));
    assertThat(service(booted)).isEqualTo("maintenance");

    assertThat(booted.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();

    assertThat(service(booted)).isEqualTo("online");
    assertThat(booted.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void a_guest_that_is_rebooted_meanwhile_is_not_said_to_have_run_on() {
    world
        .typedInsteadOfCrashes("sun-a", "ldm stop -r ldom1")
        .fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));

    CliRun run = take();

    assertThat(run)
        .exitsWith(DONE)
        .hasNoDebts()
        .prints("ldom1 was rebooted meanwhile")
        .says("mind: Others have booted ldom1 meanwhile.");
    assertThat(run.out()).doesNotContain("ran on");
  }

  @Test
  void a_limit_that_was_not_kept_speaks_of_the_disks() {
    assertThat(take("--max-outage", "5s"))
        .exitsWith(DONE)
        .says("ldom1 was without what is on these disks for", "and --max-outage allows 5 s");
  }

  private static String service(World world) {
    return world
        .cvmsnap(
            "sim", "exec", "ldom1", "--", "svcs", "-H", "-o", "state", "system/filesystem/local")
        .out()
        .strip();
  }

  @Test
  void a_guest_that_somebody_has_stopped_meanwhile_is_not_said_to_run() {
    takesWhile("ldm rm-vdisk *", "sun-a", "ldm stop ldom1")
        .exitsWith(105)
        .says(
            "service: ldom1 lacks what it had: ldom1 has to be running, /data has to be mounted",
            "what happened: ",
            "start-domain ldom1: ldom1 is not running: somebody has stopped it, and it was"
                + " active",
            "or by hand, in this order:\ncvmsnap:   sun-a# ldm start ldom1\ncvmsnap:   ldom1#");
    assertAllFired(world);
    assertThat(world.guest("ldom1")).isBound();
    assertThat(disks()).isEqualTo(Set.copyOf(before.disks()));
  }

  @Test
  void one_that_was_stopped_before_its_disks_could_go_is_told_too() {
    takesWhile("umount /data", "sun-a", "ldm stop ldom1")
        .exitsWith(105)
        .says("ldom1 is not running: somebody has stopped it", "  sun-a# ldm start ldom1");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertAsBefore();
  }

  /** A take, in which somebody types something when a command has run. */
  private WorldAssertions.RunAssert takesWhile(String glob, String host, String line) {
    world.typedInsteadOfCrashes(host, line).fault(Fault.on(glob, Effect.CRASH_AFTER));
    return assertThat(take());
  }

  @ParameterizedTest
  @CsvSource({"ldm stop ldom1, ''", "ldm stop ldom1, ldm unbind ldom1"})
  void a_recovery_starts_a_guest_that_was_active_and_says_so_before(String stop, String unbind) {
    died();
    world.typed("sun-a", stop);
    if (!unbind.isEmpty()) {
      world.typed("sun-a", unbind);
    }
    String bind = unbind.isEmpty() ? "" : "sun-a# ldm bind ldom1\n    ";

    assertThat(world.cvmsnap("status"))
        .exitsWith(ExitCode.SERVICE_DOWN)
        .prints(
            "ldom1-data@primary-vds0 ldom1\n    " + bind + "sun-a# ldm start ldom1\n    ldom1#");
    assertThat(world.cvmsnap("recover", "--dry-run"))
        .prints("sun-a# ldm start ldom1", "ldom1# mount");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertAsBefore();
  }

  @Test
  void a_guest_that_cannot_be_given_a_disk_while_it_runs_is_given_it_once_it_is_unbound() {
    World full =
        World.changed("mounted = [\"/data\"]", "mounted = [\"/data\"]\nldcEndpoints = 0").guarded();
    assertThat(full.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--mode", "detach"))
        .exitsWith(105)
        .says(
            "refused it while it runs. When it is stopped and unbound (ldm stop ldom1; ldm unbind"
                + " ldom1), cvmsnap recover gives it back and starts the guest",
            "1 additional LDCs are required",
            "or by hand, in this order:\ncvmsnap:   sun-a# ldm stop ldom1\ncvmsnap:   sun-a# ldm"
                + " unbind ldom1\ncvmsnap:   sun-a# ldm add-vdisk id=2 data",
            "sun-a# ldm bind ldom1\ncvmsnap:   sun-a# ldm start ldom1\ncvmsnap:   ldom1# mount");
    assertThat(full.cvmsnap("status")).prints("in this order:\n    sun-a# ldm stop ldom1");

    full.typed("sun-a", "ldm stop ldom1").typed("sun-a", "ldm unbind ldom1");

    assertThat(full.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(full.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void two_that_are_refused_are_typed_between_one_stop_and_one_start() {
    World full =
        World.changed("mounted = [\"/data\"]", "mounted = [\"/data\"]\nldcEndpoints = 0").guarded();
    CliRun run =
        full.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--mode", "detach");
    assertThat(run).exitsWith(105);

    List<String> typed =
        run.err()
            .lines()
            .filter(line -> line.matches("cvmsnap:   sun-a# ldm .*"))
            .map(line -> line.replaceAll("cvmsnap: *sun-a# ldm (\\S+).*", "$1"))
            .toList();
    assertThat(typed).containsExactly("stop", "unbind", "add-vdisk", "add-vdisk", "bind", "start");

    full.typed("sun-a", "ldm stop ldom1");
    assertThat(full.cvmsnap("status")).prints("in this order:\n    sun-a# ldm unbind ldom1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void after_a_power_cycle_the_disk_is_there_whatever_configuration_was_saved(boolean saved) {
    died();
    if (saved) {
      world.typed("sun-a", "ldm add-spconfig byhand");
    }
    assertThat(world.cvmsnap("sim", "node", "crash", "sun-a")).exitsWith(DONE);
    assertThat(world.cvmsnap("sim", "node", "join", "sun-a")).exitsWith(DONE);
    world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertAsBefore();
  }

  @Test
  void two_volumes_are_one_instant_and_both_are_given_back_with_their_numbers() {
    assertThat(world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--mode", "detach"))
        .exitsWith(DONE)
        .hasNoDebts();

    assertAsBefore();
    assertThat(world.snapshots()).hasSize(2).allMatch(each -> each.content().equals("clean"));
    assertThat(world.guest("ldom1").boots()).isEqualTo(before.boots());
  }
}
