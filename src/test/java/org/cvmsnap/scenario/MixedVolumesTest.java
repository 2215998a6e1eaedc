package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two volumes of which one is restored, and of the other nobody knows, until they are one again.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MixedVolumesTest {
  private final World world = World.of(World.text("twogroups"));

  private CliRun run(String words) {
    return world.cvmsnap(Stream.of((words + " --ldom ldom1").split(" ")).toArray(String[]::new));
  }

  private String data(String group, String volume) {
    return world.truth().volume(group, volume).orElseThrow().data();
  }

  @BeforeEach
  void one_is_restored() {
    assertThat(run("take datavol1 datavol2 --name {volume}_old")).exitsWith(DONE);
    assertThat(run("take datavol1 datavol2 --name {volume}_new")).exitsWith(DONE);
    world.fault(Fault.on("vxsnap -g logdg restore*", Effect.HANG));
    assertThat(run("restore datavol1_new datavol2_new --yes --name {volume}_safe"))
        .exitsWith(FAILED)
        .says("DATA: the content of datavol2 is between two states");
    world.noFaults();
    assertThat(world.cvmsnap("status")).exitsWith(FAILED);
  }

  private void isStillInDoubt() {
    assertThat(world.cvmsnap("status")).exitsWith(FAILED).prints("DATA: the content of datavol2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refresh datavol1_new datavol2_new --yes",
        "refresh datavol2_new --yes",
        "refresh datadg/datavol1_safe --yes",
        "refresh datavol1_old datavol2_old --yes",
        "take datavol1 datavol2",
        "take datavol2 --mode detach",
      })
  void nothing_is_made_of_them_and_no_way_back_is_taken_away(String words) {
    String old = data("datadg", "datavol1_new") + data("datadg", "datavol1_safe");
    int snapshots = world.snapshots().size();

    assertThat(run(words + " --dry-run"))
        .exitsWith(REFUSED)
        .says("in doubt, since restore", "cvmsnap restore datadg/datavol1_safe");
    assertThat(run(words)).exitsWith(REFUSED).says("cvmsnap recover --ldom ldom1 --write-off");

    assertThat(data("datadg", "datavol1_new") + data("datadg", "datavol1_safe")).isEqualTo(old);
    assertThat(world.snapshots()).hasSize(snapshots);
    isStillInDoubt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datadg/datavol1_new logdg/datavol2_safe",
        "datadg/datavol1_old logdg/datavol2_new",
        "datavol2_new",
        "datadg/datavol1_safe",
      })
  void a_restore_that_leaves_them_mixed_is_no_way_out(String snapshots) {
    assertThat(run("restore %s --yes --no-safety".formatted(snapshots))).exitsWith(DONE);

    isStillInDoubt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datavol1_new datavol2_new",
        "datadg/datavol1_safe logdg/datavol2_safe",
        "datavol1_old datavol2_old",
      })
  void a_restore_of_all_from_one_set_that_is_older_is_one(String snapshots) {
    assertThat(run("restore %s --yes --no-safety".formatted(snapshots))).exitsWith(DONE);

    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
  }

  @Test
  void another_node_keeps_what_leads_back() {
    CliRun prune =
        world.on("sun-b", "prune datavol1 datavol2 --keep-last 1 --keep-safety 0 --yes".split(" "));

    assertThat(prune).exitsWith(DONE).prints("datavol1_old");
    assertThat(run("restore datadg/datavol1_safe logdg/datavol2_safe --yes")).exitsWith(DONE);
  }

  @Test
  void a_later_restore_of_one_of_them_is_not_taken_for_the_one_that_nobody_saw() {
    world.fault(Fault.on("vxsnap -g logdg restore*", Effect.CRASH_AFTER));
    assertThat(run("restore datavol2_new --yes --no-safety")).crashed();
    world.noFaults();

    assertThat(world.cvmsnap("recover")).exitsWith(FAILED).hasNoDebts();

    isStillInDoubt();
  }

  @Test
  void that_they_are_closed_now_tells_nothing_of_a_restore_that_nobody_saw() {
    world.typed("sun-a", "ldm stop ldom1").typed("sun-a", "ldm unbind ldom1");

    assertThat(world.cvmsnap("recover")).exitsWith(FAILED).hasNoDebts();

    isStillInDoubt();
  }

  @Test
  void what_is_kept_of_them_meanwhile_is_of_no_instant() {
    world.fault(Fault.on("vxsnap -g logdg restore*", Effect.HANG));
    CliRun back = run("restore datavol1_safe datavol2_safe --yes --name {volume}_mix");
    assertThat(back).exitsWith(FAILED).says("DATA: the content of datavol2");
    assertThat(back.err()).doesNotContain("_mix --ldom");
    world.noFaults();
    assertThat(world.cvmsnap("list").out().lines())
        .filteredOn(line -> line.contains("_mix"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("unchecked"));

    assertThat(run("restore datavol1_mix datavol2_mix --yes --no-safety")).exitsWith(DONE);
    isStillInDoubt();
    assertThat(
            world.on(
                "sun-b", "prune datavol1 datavol2 --keep-last 1 --keep-safety 0 --yes".split(" ")))
        .exitsWith(DONE);
    assertThat(run("restore datavol1_safe datavol2_safe --yes --no-safety")).exitsWith(DONE);
    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
  }

  @Test
  void an_operator_may_say_that_they_were_set_right_in_another_way() {
    assertThat(run("recover --write-off"))
        .exitsWith(DONE)
        .prints("that its volumes may be in different states is not told any more");

    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
    assertThat(run("take datavol1 datavol2")).exitsWith(DONE);
  }
}
