package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The node of a run dies in the outage: another node brings the guest up, once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TakeOverTest {
  private static final String RECORD = "cvmsnap_lock_3aa99be033c4";
  private static final String OF_VOLUME =
      LockRecord.name(VolumeId.of("datadg", "datavol1")).value();

  private final World world = World.vcs();

  /** cvmsnap in the control domain of sun-b, which has a state directory of its own. */
  private CliRun onB(String... args) {
    return world.on("sun-b", args);
  }

  private CliRun takeOver() {
    return onB("recover", "--ldom", "ldom1", "--from", "sun-a");
  }

  /** A take on sun-a whose process dies at the command. */
  private void takeThatDiesAt(String glob) {
    world.fault(Fault.on(glob, Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed().hasDebts();
    world.noFaults();
  }

  private void nodeDies() {
    world.change(cluster -> cluster.crashNode("sun-a"));
  }

  private List<SimTruth.Guest> up() {
    return world.truth().guests().stream()
        .filter(guest -> guest.ldom().equals("ldom1") && guest.state().equals("active"))
        .toList();
  }

  private void isUpOnceOn(String node) {
    Assertions.assertThat(up()).extracting(SimTruth.Guest::node).containsExactly(node);
    Assertions.assertThat(up().get(0).os()).isEqualTo("running");
    Assertions.assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldm stop *", "ldm unbind *", "vxsnap * make *", "ldm bind *"})
  void a_surviving_node_brings_the_guest_up_and_the_returning_one_leaves_it_there(String glob) {
    takeThatDiesAt(glob);
    nodeDies();

    CliRun takenOver = takeOver();

    assertThat(takenOver).exitsWith(DONE).prints("ldom1 is up");
    isUpOnceOn("sun-b");
    assertThat(onB("status")).exitsWith(DONE);

    world.change(cluster -> cluster.joinCluster("sun-a"));
    CliRun returned = world.cvmsnap("recover");

    assertThat(returned).exitsWith(DONE).hasNoDebts().prints("ldom1 is up on sun-b");
    isUpOnceOn("sun-b");
    Assertions.assertThat(world.truth().groups().get(0))
        .isEqualTo(new SimTruth.Group("ldom1_sg", "sun-a OFFLINE, sun-b ONLINE", "no"));
    assertThat(world.cvmsnap("status")).exitsWith(DONE);
    assertThat(takeOver()).exitsWith(REFUSED).says("sun-a is in the cluster");
  }

  private static final String HOOKS =
      """
      [guests.ldom1]
      hook = ["database"]

      [guests.ldom2]
      hook = ["other"]

      [policies.nightly]
      ldom = "ldom1"
      hook = ["jobs", "paging"]

      [hooks.database]
      place = "guest"
      before-outage = ["/usr/sbin/svcadm", "disable", "-s", "db"]
      after-return = ["/usr/sbin/svcadm", "enable", "-s", "a db"]

      [hooks.jobs]
      before-outage = ["/opt/site/hold"]
      after-return = ["/opt/site/release"]

      [hooks.paging]
      on-failure = ["/opt/site/page"]

      [hooks.typed]
      after-return = ["/opt/site/typed"]

      [hooks.other]
      after-return = ["/opt/site/other"]
      """;

  @Test
  void what_hooks_of_the_other_node_s_run_have_stopped_is_told_with_what_starts_it()
      throws IOException {
    takeThatDiesAt("ldm unbind *");
    nodeDies();
    Path file = world.directory().resolve("cvmsnap.toml");
    Files.writeString(file, HOOKS);
    world.environment("CVMSNAP_CONFIG", file.toString());

    CliRun run = takeOver();

    assertThat(run)
        .exitsWith(DONE)
        .says(
            "mind: what hooks of a run on sun-a have stopped for ldom1 is not known here, and no after-return command of theirs was run\n",
            "mind: if it had the hook database, type in ldom1: /usr/bin/env CVMSNAP_HOOK=database CVMSNAP_LDOM=ldom1 CVMSNAP_MOMENT=after-return /usr/sbin/svcadm enable -s 'a db'\n",
            "mind: if it had the hook jobs, type on sun-b: /usr/bin/env CVMSNAP_HOOK=jobs CVMSNAP_LDOM=ldom1 CVMSNAP_MOMENT=after-return /opt/site/release\n",
            "hook typed, type on sun-b: ");
    Assertions.assertThat(run.err()).doesNotContain("paging", "/opt/site/other");
  }

  @Test
  void without_a_configuration_it_is_told_that_hooks_are_not_known() {
    takeThatDiesAt("ldm unbind *");
    nodeDies();

    CliRun run = takeOver();

    assertThat(run).exitsWith(DONE).says("what hooks of a run on sun-a have stopped for ldom1");
    Assertions.assertThat(run.err()).doesNotContain("if it had the hook");
  }

  /** Else it would be bound and started while VCS does that on a third node. */
  @Test
  void it_has_an_eye_on_vcs_until_the_guest_is_up() throws IOException {
    takeThatDiesAt("ldm unbind *");
    nodeDies();

    assertThat(takeOver()).exitsWith(DONE);

    try (Stream<Path> journals = Files.list(world.directory().resolve("state-sun-b/runs"))) {
      Assertions.assertThat(Files.readString(journals.findFirst().orElseThrow()))
          .containsPattern("stop-domain.*\\{\"group\":\"ldom1_sg\"[^}]*\"system\":\"sun-b\"}")
          .containsPattern("unbind-domain.*\\{\"group\":\"ldom1_sg\"[^}]*\"system\":\"sun-b\"}");
    }
  }

  @Test
  void where_the_engine_of_vcs_is_dead_too_the_operator_has_to_say_so() {
    takeThatDiesAt("ldm unbind *");
    nodeDies();
    world.change(cluster -> cluster.stopHad("sun-b"));

    assertThat(takeOver()).exitsWith(REFUSED).says("--no-vcs");
    assertThat(onB("recover", "--no-vcs")).exitsWith(USAGE);
    assertThat(onB("recover", "--ldom", "ldom1", "--from", "sun-a", "--no-vcs"))
        .exitsWith(DONE)
        .prints("ldom1 is up");

    isUpOnceOn("sun-b");
  }

  @Test
  void it_may_be_repeated() {
    takeThatDiesAt("ldm unbind *");
    nodeDies();
    assertThat(takeOver()).exitsWith(DONE);
    long commands = ldm();

    assertThat(takeOver()).exitsWith(DONE).prints("ldom1 is up");

    Assertions.assertThat(ldm()).isEqualTo(commands);
    isUpOnceOn("sun-b");
  }

  private long ldm() {
    return world.mutations().stream().filter(line -> line.contains("# ldm ")).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldm bind *", "ldm start *"})
  void what_it_could_not_do_stays_owed_on_the_surviving_node(String glob) {
    takeThatDiesAt("ldm unbind *");
    nodeDies();
    world.fault(Fault.on(glob, Effect.FAIL).times(0).host("sun-b"));

    CliRun failed = takeOver();

    Assertions.assertThat(failed.exit()).isGreaterThanOrEqualTo(100);
    assertThat(onB("status")).exitsWith(100).prints("cvmsnap recover --ldom ldom1");
    world.noFaults();
    assertThat(onB("recover")).exitsWith(DONE).prints("ldom1 is up");
    isUpOnceOn("sun-b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CRASH_BEFORE", "CRASH_AFTER"})
  void one_that_dies_before_it_has_begun_leaves_the_guest_down_and_says_so(Effect effect) {
    takeThatDiesAt("ldm unbind *");
    nodeDies();
    world.fault(Fault.on("vxassist * make *", effect).host("sun-b"));
    assertThat(takeOver()).crashed();

    CliRun recover = onB("recover", "--json");

    assertThat(recover)
        .exitsWith(105)
        .says("ldom1 was not brought up here", " recover --ldom ldom1 --from NODE");
    Assertions.assertThat(recover.json().get("runs"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement(InstanceOfAssertFactories.MAP)
        .containsEntry("service", "down");
    Assertions.assertThat(up()).isEmpty();
    Assertions.assertThat(world.locks()).containsExactlyInAnyOrder(RECORD, OF_VOLUME);
    assertThat(onB("recover"))
        .exitsWith(105)
        .says("A run on sun-a had ldom1", "cvmsnap recover --ldom ldom1 --from sun-a");
    assertThat(onB("take", "datavol1", "--ldom", "ldom1"))
        .exitsWith(BUSY)
        .says("cvmsnap recover --ldom ldom1 --from sun-a");
    assertThat(takeOver()).exitsWith(DONE).prints("ldom1 is up");
    isUpOnceOn("sun-b");
    Assertions.assertThat(world.locks()).containsExactly(OF_VOLUME);
  }

  @Test
  void without_its_record_it_does_not_begin_and_says_so() {
    takeThatDiesAt("ldm unbind *");
    nodeDies();
    world.fault(Fault.on("vxassist * make *", Effect.FAIL).times(0).host("sun-b"));

    CliRun failed = takeOver();

    assertThat(failed).exitsWith(FAILED).says("ldom1 was not brought up here", "lock-guest ldom1");
    assertAllFired(world);
    Assertions.assertThat(up()).isEmpty();
    Assertions.assertThat(world.locks()).containsExactlyInAnyOrder(RECORD, OF_VOLUME);
    assertThat(onB("status")).exitsWith(100).says("A run on sun-a had ldom1");
  }

  @Test
  void it_is_refused_while_the_node_is_in_the_cluster() {
    takeThatDiesAt("ldm unbind *");

    assertThat(takeOver()).exitsWith(REFUSED).says("sun-a is in the cluster");
    Assertions.assertThat(up()).isEmpty();
  }

  @Test
  void it_is_refused_for_a_node_that_nobody_knows() {
    takeThatDiesAt("ldm unbind *");
    nodeDies();

    assertThat(onB("recover", "--ldom", "ldom1", "--from", "sun-aa"))
        .exitsWith(REFUSED)
        .says("Did you mean sun-a");
    assertThat(onB("recover", "--from", "sun-a")).exitsWith(USAGE);
    Assertions.assertThat(up()).isEmpty();
  }

  @Test
  void it_is_refused_while_somebody_has_a_volume() {
    takeThatDiesAt("ldm unbind *");
    nodeDies();
    world.typed("sun-b", "ldm add-vdsdev -f /dev/vx/dsk/datadg/datavol1 other@primary-vds0");
    world.typed("sun-b", "ldm add-vdisk other other@primary-vds0 ldom3");

    assertThat(takeOver()).exitsWith(REFUSED).says("ldom3");
    Assertions.assertThat(up()).isEmpty();
  }

  @Test
  void what_vcs_brings_up_is_left_to_it_and_found() {
    takeThatDiesAt("ldm unbind *");
    nodeDies();
    world.typed("sun-b", "hagrp -unfreeze ldom1_sg");

    CliRun early = takeOver();
    world.change(cluster -> cluster.advance(Duration.ofMinutes(5)));
    CliRun late = takeOver();

    assertThat(early).exitsWith(REFUSED).says("hagrp -online ldom1_sg -sys sun-b");
    assertThat(late).exitsWith(DONE).prints("ldom1 is up");
    isUpOnceOn("sun-b");
    Assertions.assertThat(world.mutations()).noneMatch(line -> line.startsWith("sun-b# ldm"));
    world.change(cluster -> cluster.joinCluster("sun-a"));
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).prints("ldom1 is up on sun-b");
    isUpOnceOn("sun-b");
  }

  @Test
  void one_that_has_come_up_elsewhere_does_not_stay_bound_here() {
    takeThatDiesAt("ldm bind *");
    world.typed("sun-a", "ldm bind ldom1");
    world.typed("sun-a", "hagrp -unfreeze ldom1_sg");
    world.typed("sun-a", "hagrp -online ldom1_sg -sys sun-b");
    world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).prints("ldom1 is up on sun-b");
    isUpOnceOn("sun-b");
    Assertions.assertThat(
            world.cvmsnap("sim", "exec", "sun-a", "--", "ldm", "list", "-p", "ldom1").out())
        .contains("state=inactive");
  }

  @Test
  void a_journal_that_came_from_another_node_is_not_paid_here() {
    takeThatDiesAt("ldm unbind *");
    int commands = world.mutations().size();

    CliRun run = world.cvmsnap("recover", "--host", "sim:" + world.directory() + "#sun-b");

    assertThat(run)
        .exitsWith(105)
        .says("was begun for sun-a, and this is sun-b")
        .says("--from sun-a");
    Assertions.assertThat(world.mutations()).hasSize(commands);
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
  }
}
