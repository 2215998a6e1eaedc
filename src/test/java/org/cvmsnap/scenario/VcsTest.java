package org.cvmsnap.scenario;

import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.run.Debt;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Golden;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A guest that VCS manages: the cluster manager has to be told before the guest goes down. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VcsTest {
  private static final String[] TAKE = {"take", "datavol1", "--ldom", "ldom1"};

  private static CliRun take(World world, String... more) {
    return world.cvmsnap(Stream.of(TAKE, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private static SimTruth.Group group(World world) {
    return world.truth().groups().get(0);
  }

  private static void isAtHome(World world, SimTruth.Guest before) {
    assertThat(world.guest("ldom1")).isAs(before);
    Assertions.assertThat(group(world))
        .isEqualTo(new SimTruth.Group("ldom1_sg", "sun-a ONLINE, sun-b OFFLINE", "no"));
  }

  @Test
  void take_freezes_the_group_and_unfreezes_it_when_the_guest_is_back() {
    World world = World.vcs();
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts();
    Assertions.assertThat(world.snapshots())
        .extracting(SimTruth.Snapshot::content)
        .containsOnly("clean");
    isAtHome(world, before);
    Assertions.assertThat(world.mutations())
        .contains("sun-a# hagrp -freeze ldom1_sg", "sun-a# hagrp -unfreeze ldom1_sg");
    Assertions.assertThat(world.mutations().get(world.mutations().size() - 4))
        .endsWith("-unfreeze ldom1_sg");
  }

  @Test
  void a_dry_run_prints_what_a_run_does() {
    World world = World.vcs();

    CliRun dry = take(world, "--dry-run", "--name", "snap");
    take(world, "--name", "snap");

    Assertions.assertThat(dry.lines().stream().map(Golden::withoutTimes))
        .containsExactlyElementsOf(world.mutations().stream().map(Golden::withoutTimes).toList());
  }

  @Test
  void without_the_freeze_the_guest_fails_over() {
    World world = World.vcs();

    CliRun run = take(world, "--no-vcs");

    assertThat(run).hasDebts();
    Assertions.assertThat(run.exit()).isGreaterThanOrEqualTo(100);
    Assertions.assertThat(world.truth().guest("ldom1").node()).isEqualTo("sun-b");
    Assertions.assertThat(group(world).state()).startsWith("sun-a OFFLINE|FAULTED, sun-b ONLINE");
    Assertions.assertThat(world.truth().volume("datadg", "datavol1").orElseThrow().openBy())
        .containsExactly("sun-b/ldom1");
    Assertions.assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
  }

  @Test
  void restore_and_refresh_freeze_too() {
    World world = World.vcs();
    SimTruth.Guest before = world.guest("ldom1");
    take(world, "--name", "snap");

    CliRun refresh = world.cvmsnap("refresh", "snap", "--ldom", "ldom1", "--yes");
    CliRun restore = world.cvmsnap("restore", "snap", "--ldom", "ldom1", "--yes", "--no-safety");

    assertThat(refresh).exitsWith(ExitCode.DONE).hasNoDebts();
    assertThat(restore).exitsWith(ExitCode.DONE).hasNoDebts();
    isAtHome(world, before);
    Assertions.assertThat(world.mutations()).filteredOn(one -> one.contains("hagrp")).hasSize(6);
  }

  @Test
  void a_group_that_is_frozen_already_stays_frozen() {
    World world = World.vcs().typed("sun-b", "hagrp -freeze ldom1_sg");

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts();
    Assertions.assertThat(group(world).frozen()).isEqualTo("temporarily");
    Assertions.assertThat(group(world).state()).isEqualTo("sun-a ONLINE, sun-b OFFLINE");
    Assertions.assertThat(world.mutations()).filteredOn(one -> one.contains("hagrp")).hasSize(1);
  }

  @Test
  void a_freeze_of_somebody_elses_that_ends_before_the_outage_ends_the_run() {
    World world = World.vcs().typed("sun-b", "hagrp -freeze ldom1_sg");
    SimTruth.Guest before = world.guest("ldom1");
    world.change(
        cluster ->
            cluster.typedLater(Duration.ofSeconds(60), "sun-b", "hagrp", "-unfreeze", "ldom1_sg"));

    CliRun run = take(world);

    assertThat(run)
        .exitsWith(ExitCode.FAILED)
        .hasNoDebts()
        .says("service group ldom1_sg is not frozen any more");
    Assertions.assertThat(world.mutations()).noneMatch(one -> one.contains("# ldm "));
    Assertions.assertThat(world.mutations()).noneMatch(one -> one.contains("umount"));
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_persistent_freeze_opens_the_configuration_and_closes_it() {
    World world = World.vcs();
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = take(world, "--freeze", "persistent");

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts();
    isAtHome(world, before);
    Assertions.assertThat(world.mutations())
        .filteredOn(one -> one.contains(" ha"))
        .containsExactly(
            "sun-a# haconf -makerw",
            "sun-a# hagrp -freeze ldom1_sg -persistent",
            "sun-a# haconf -dump -makero",
            "sun-a# haconf -makerw",
            "sun-a# hagrp -unfreeze ldom1_sg -persistent",
            "sun-a# haconf -dump -makero");
  }

  @Test
  void a_configuration_that_somebody_else_has_open_is_left_to_him() {
    World world = World.vcs().typed("sun-b", "haconf -makerw");

    CliRun run = take(world, "--freeze", "persistent");

    assertThat(run).exitsWith(ExitCode.REFUSED).says("somebody is changing it");
    Assertions.assertThat(world.mutations()).hasSize(1);
  }

  @Test
  void a_take_is_refused_while_the_engine_of_vcs_is_down() {
    World world = World.vcs().change(cluster -> cluster.stopHad("sun-a"));

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.REFUSED).says("V-16-1-10600", "--no-vcs");
    Assertions.assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_guest_that_is_online_on_another_node_is_refused_there() {
    World world = World.vcs();
    world.change(cluster -> cluster.crashNode("sun-a"));
    world.change(cluster -> cluster.advance(Duration.ofMinutes(5)));
    Assertions.assertThat(world.truth().guest("ldom1").node()).isEqualTo("sun-b");
    world.change(cluster -> cluster.joinCluster("sun-a"));

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.REFUSED).says("ldom1_sg", "on sun-b");
    Assertions.assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_faulted_group_is_refused() {
    World world = World.vcs().typed("sun-a", "ldm stop ldom1");
    world.change(cluster -> cluster.advance(Duration.ofMinutes(5)));

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.REFUSED).says("OFFLINE|FAULTED on sun-a, ONLINE on sun-b");
    Assertions.assertThat(world.mutations()).hasSize(1);
  }

  @Test
  void a_guest_that_vcs_does_not_manage_is_taken_as_ever() {
    World world = World.vcs();

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom2");

    assertThat(run).exitsWith(ExitCode.REFUSED).says("No disk of ldom2");
    Assertions.assertThat(run.err()).doesNotContain("ldom1_sg");
  }

  @Test
  void a_fault_of_the_time_when_the_guest_was_down_is_cleared() {
    World world = World.vcs("autoFailOver = true", "keepsFaults = true");
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts();
    isAtHome(world, before);
    Assertions.assertThat(world.mutations())
        .containsSubsequence(
            "sun-a# hares -clear ldom1_ldom -sys sun-a", "sun-a# hagrp -unfreeze ldom1_sg");
  }

  @Test
  void a_configuration_that_is_open_after_a_crash_is_left_so_and_told() {
    World world = World.vcs();
    world.fault(Fault.on("hagrp -unfreeze*", Fault.Effect.CRASH_BEFORE));
    take(world, "--freeze", "persistent");

    CliRun run = world.noFaults().cvmsnap("recover");

    assertThat(run)
        .exitsWith(ExitCode.DONE)
        .hasNoDebts()
        .prints("the configuration of VCS is open", "haconf -dump -makero");
    Assertions.assertThat(group(world).frozen()).isEqualTo("no");
    Assertions.assertThat(world.mutations())
        .filteredOn(line -> line.endsWith("haconf -dump -makero"))
        .as("after the freeze alone")
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("crashes")
  void recover_unfreezes_after_a_crash(String glob, Fault.Effect effect) {
    World world = World.vcs();
    SimTruth.Guest before = world.guest("ldom1");
    world.fault(Fault.on(glob, effect));

    CliRun run = take(world);
    CliRun recovered = world.noFaults().cvmsnap("recover");

    assertThat(run).crashed();
    Assertions.assertThat(run.debts()).extracting(Debt::kind).contains("frozen");
    assertThat(recovered).hasNoDebts();
    isAtHome(world, before);
  }

  static Stream<Arguments> crashes() {
    return Stream.of("hagrp -freeze*", "ldm stop*", "ldm unbind*", "ldm start*", "hagrp -unfreeze*")
        .flatMap(
            glob ->
                Stream.of(Fault.Effect.CRASH_BEFORE, Fault.Effect.CRASH_AFTER)
                    .map(effect -> Arguments.of(glob, effect)));
  }
}
