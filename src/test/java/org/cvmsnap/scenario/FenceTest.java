package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.run.Debt;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --fence} VxVM lets only one node at a time open the volumes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FenceTest {
  private static final String ON = "sun-a# vxvol -g datadg set exclusive=on datavol1";
  private static final String OFF = "sun-a# vxvol -g datadg set exclusive=off datavol1";

  private static CliRun take(World world, String... more) {
    return world.cvmsnap(
        Stream.concat(Stream.of("take", "datavol1", "--ldom", "ldom1", "--fence"), Stream.of(more))
            .toArray(String[]::new));
  }

  private static boolean exclusive(World world) {
    return typed(world, "sun-b", "vxprint -g datadg -F %exclusive datavol1").out().equals("on\n");
  }

  private static CliRun typed(World world, String host, String line) {
    return world.cvmsnap(
        Stream.concat(Stream.of("sim", "exec", host, "--"), Stream.of(line.split(" ", -1)))
            .toArray(String[]::new));
  }

  private static List<String> fences(List<String> mutations) {
    return mutations.stream()
        .filter(line -> line.contains("exclusive=") || line.contains("bind"))
        .toList();
  }

  @Test
  void the_volume_is_fenced_while_the_domain_is_unbound() {
    World world = World.builtIn();
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = take(world);

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(fences(world.mutations()))
        .containsExactly("sun-a# ldm unbind ldom1", ON, OFF, "sun-a# ldm bind ldom1");
    assertThat(exclusive(world)).isFalse();
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void each_of_several_volumes_is_fenced() {
    World world = World.builtIn();

    CliRun run = world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--fence");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(fences(world.mutations()))
        .containsExactly(
            "sun-a# ldm unbind ldom1",
            ON,
            ON.replace("datavol1", "datavol2"),
            OFF.replace("datavol1", "datavol2"),
            OFF,
            "sun-a# ldm bind ldom1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "refresh"})
  void going_back_and_making_anew_are_fenced_as_well(String operation) {
    RestoreWorld point = RestoreWorld.instant();
    SimTruth.Guest before = point.world.guest("ldom1");
    int ran = point.ran();

    CliRun run = operation.equals("restore") ? point.restore("--fence") : point.refresh("--fence");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(fences(point.mutationsSince(ran)))
        .containsExactly("sun-a# ldm unbind ldom1", ON, OFF, "sun-a# ldm bind ldom1");
    assertThat(exclusive(point.world)).isFalse();
    assertThat(point.data("datavol1")).isEqualTo(point.data("snap1"));
    assertThat(point.world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_dry_run_prints_exactly_what_a_run_executes() {
    World world = World.builtIn();
    List<String> printed = fences(take(world, "--dry-run").lines());

    take(world);

    assertThat(fences(world.mutations())).containsExactlyElementsOf(printed).contains(ON, OFF);
  }

  @Test
  void a_volume_that_is_exclusive_already_stays_so_and_is_no_debt() {
    World world = World.builtIn();
    world
        .typed("sun-a", "ldm stop ldom1")
        .typed("sun-a", "ldm unbind ldom1")
        .typed("sun-a", "vxvol -g datadg set exclusive=on datavol1");
    int ran = world.mutations().size();

    CliRun run = take(world);

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.mutations().stream().skip(ran)).noneMatch(line -> line.contains("exclusive="));
    assertThat(exclusive(world)).isTrue();
  }

  @Test
  void on_a_node_that_is_not_the_master_it_is_refused() {
    World world = World.builtIn().typed("sun-a", "vxclustadm setmaster sun-b");

    CliRun run = take(world);

    assertThat(run)
        .exitsWith(REFUSED)
        .says("only the master of the cluster", "sun-a is not it: sun-b is", "leave out --fence");
    assertThat(world.mutations()).noneMatch(line -> line.contains("umount"));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(DONE);
  }

  static Stream<Arguments> faults() {
    return Stream.of("on", "off")
        .flatMap(
            word ->
                Stream.of(Effect.values())
                    .map(effect -> Arguments.of("vxvol * exclusive=" + word + " *", effect)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_at_any_of_its_commands_keeps_the_guarantee(String command, Effect effect) {
    World world = World.builtIn();
    SimTruth.Guest before = world.guest("ldom1");
    world.fault(Fault.on(command, effect));

    CliRun run = take(world);

    assertAllFired(world);
    assertThat(run.crashed() || (run.debts().isEmpty() && run.exit() < 100)).as("%s", run).isTrue();
    recoversAll(world, before);
  }

  @ParameterizedTest
  @EnumSource(Effect.class)
  void so_does_one_while_a_volume_goes_back_to_its_snapshot(Effect effect) {
    RestoreWorld point = RestoreWorld.instant();
    SimTruth.Guest before = point.world.guest("ldom1");
    point.world.fault(Fault.on("vxvol * exclusive=off *", effect));

    CliRun run = point.restore("--fence");

    assertAllFired(point.world);
    assertThat(run.crashed() || run.debts().isEmpty()).as("%s", run).isTrue();
    recoversAll(point.world, before);
    assertThat(point.data("datavol1")).isEqualTo(point.data("snap1"));
  }

  private static void recoversAll(World world, SimTruth.Guest before) {
    CliRun recovered = world.noFaults().cvmsnap("recover");
    world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));

    assertThat(recovered).exitsWith(DONE).hasNoDebts();
    assertThat(exclusive(world)).isFalse();
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).allMatch(snapshot -> snapshot.content().equals("clean"));
  }

  @Test
  void after_a_crash_recovery_takes_the_fence_off_before_anything_else() {
    World world = World.builtIn();
    world.fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));
    assertThat(take(world)).crashed().hasDebts();
    assertThat(exclusive(world)).isTrue();
    int ran = world.mutations().size();

    CliRun recover = world.cvmsnap("recover");

    assertThat(recover).exitsWith(DONE).hasNoDebts();
    assertThat(world.mutations().subList(ran, world.mutations().size()))
        .startsWith(OFF, "sun-a# ldm bind ldom1");
  }

  @Test
  void a_fence_that_is_not_granted_means_no_snapshot() {
    World world = World.builtIn();
    SimTruth.Guest before = world.guest("ldom1");
    world.fault(Fault.on("vxvol * exclusive=on *", Effect.FAIL).times(0));

    CliRun run = take(world);

    assertThat(run).exitsWith(FAILED).hasNoDebts().says("it is not exclusive");
    assertThat(world.snapshots()).isEmpty();
    assertThat(world.guest("ldom1")).isAs(before);
  }

  /** VxVM would want the volume closed for it, so it has to wait for the guest's next stop. */
  @Test
  void a_fence_that_cannot_be_taken_off_does_not_keep_the_guest_down() {
    World world = World.builtIn();
    SimTruth.Guest before = world.guest("ldom1");
    world.fault(Fault.on("vxvol * exclusive=off *", Effect.FAIL).times(0));

    CliRun run = take(world);

    assertThat(run).exitsWith(105).says("vxvol -g datadg set exclusive=off datavol1");
    assertThat(run.debts())
        .filteredOn(Debt::ofGuest)
        .extracting(Debt::kind)
        .containsExactly("fenced");
    assertThat(world.guest("ldom1")).isActive().isAs(before);
    assertThat(world.noFaults().cvmsnap("recover")).hasDebts().says("is opened");

    world.typed("sun-a", "ldm stop ldom1").typed("sun-a", "ldm unbind ldom1");

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(exclusive(world)).isFalse();
  }

  @Test
  void somebody_who_binds_the_guest_meanwhile_makes_the_fence_last_until_it_is_unbound_again() {
    World world = World.builtIn();
    SimTruth.Guest before = world.guest("ldom1");
    Duration wait = untilMake(world, "take", "datavol1", "--ldom", "ldom1", "--fence");
    world.change(cluster -> cluster.typedLater(wait, "sun-a", "ldm", "bind", "ldom1"));

    CliRun run = take(world);

    assertThat(run).exitsWith(105);
    assertThat(run.debts())
        .filteredOn(Debt::ofGuest)
        .extracting(Debt::kind)
        .containsExactly("fenced");
    assertThat(world.guest("ldom1")).isActive().isAs(before);
    assertThat(world.cvmsnap("list").out()).doesNotContain("good");

    world.typed("sun-a", "ldm stop ldom1").typed("sun-a", "ldm unbind ldom1");

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots()).isEmpty();
    assertThat(exclusive(world)).isFalse();
  }

  /** How long the command runs before it makes the snapshot. */
  private static Duration untilMake(World world, String... command) {
    World trial = world.copy();
    trial.cvmsnap(command);
    LogEntry make =
        trial.log().stream()
            .filter(each -> String.join(" ", each.argv()).startsWith("vxsnap -g datadg make"))
            .findFirst()
            .orElseThrow();
    return Duration.between(trial.log().get(0).time(), make.time());
  }

  /** While the guest is down somebody brings it up on another node. */
  private static World withGuestElsewhere(String... command) {
    World world = World.vcs();
    Duration wait = untilMake(world, command);
    world.change(
        cluster -> {
          cluster.typedLater(wait, "sun-b", "ldm", "bind", "ldom1");
          cluster.typedLater(wait.plusSeconds(10), "sun-b", "ldm", "start", "ldom1");
        });
    CliRun run = world.cvmsnap(command);
    assertThat(run.exit()).as("%s", run).isGreaterThanOrEqualTo(100);
    return world;
  }

  private static List<String> openBy(World world) {
    return world.truth().volume("datadg", "datavol1").orElseThrow().openBy();
  }

  @Test
  void without_it_a_second_node_may_open_the_volume_and_ruins_it() {
    World world = withGuestElsewhere("take", "datavol1", "--ldom", "ldom1");

    world.typed("sun-a", "ldm bind ldom1").typed("sun-a", "ldm start ldom1");
    world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));

    assertThat(openBy(world)).containsExactlyInAnyOrder("sun-a/ldom1", "sun-b/ldom1");
    assertThat(world.truth().volumes()).anyMatch(SimTruth.Volume::corrupt);
  }

  @Test
  void with_it_the_node_that_comes_second_is_kept_out() {
    World world = withGuestElsewhere("take", "datavol1", "--ldom", "ldom1", "--fence");

    CliRun bind = typed(world, "sun-a", "ldm bind ldom1");
    world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));

    assertThat(bind.exit()).isNotZero();
    assertThat(openBy(world)).containsExactly("sun-b/ldom1");
    assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
  }

  /** Exclusive is whoever comes first: nobody holds the volume while it is broken off. */
  @Test
  void the_node_that_comes_first_is_not_kept_out_but_seen() {
    World world = withGuestElsewhere("take", "datavol1", "--ldom", "ldom1", "--fence");

    assertThat(openBy(world)).containsExactly("sun-b/ldom1");
    assertThat(world.debts()).extracting(Debt::kind).contains("fenced");
  }
}
