package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Golden;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PruneTest {
  @Test
  void removes_what_no_rule_keeps_and_explains() {
    Lives lives = Lives.instant().took("a", "b", "c");

    CliRun run = lives.run("prune", "datavol1", "--keep-last", "2", "--explain", "--yes");

    assertThat(run)
        .exitsWith(DONE)
        .prints(
            "datadg/a: no rule keeps it",
            "datadg/b: last 2 of 2",
            "datadg/c: last 1 of 2",
            "pruned datadg/a");
    assertThat(lives.snapshots()).containsExactly("b", "c");
  }

  @Test
  void explains_before_it_asks() {
    Lives lives = Lives.instant().took("a", "b");

    CliRun run = lives.run("prune", "datavol1", "--keep-last", "1", "--explain");

    assertThat(run).exitsWith(REFUSED).prints("remove", "datadg/a: no rule keeps it");
    assertThat(lives.snapshots()).containsExactly("a", "b");
  }

  @Test
  void a_dry_run_prints_what_a_run_does_and_touches_nothing() {
    Lives lives = Lives.instant().took("a", "b", "c");
    String[] args = {"prune", "--ldom", "ldom1", "--keep-last", "1", "--yes"};

    List<String> printed = lives.dryRun(args);

    assertThat(lives.snapshots()).hasSize(3);
    assertThat(lives.mutations(args)).isEqualTo(printed).hasSize(12);
  }

  @Test
  void sets_go_whole() {
    Lives lives = Lives.instant();
    lives.done("take", "datavol1", "datavol2", "--ldom", "ldom1", "--name", "{volume}_a");
    lives.done("take", "datavol1", "datavol2", "--ldom", "ldom1", "--name", "{volume}_b");

    assertThat(lives.run("prune", "datavol1", "--keep-last", "1", "--yes", "--explain"))
        .exitsWith(DONE)
        .prints("also of datadg/datavol2, which was not named", "pruned nothing");
    assertThat(lives.run("prune", "datavol1", "datavol2", "--keep-last", "1", "--yes"))
        .exitsWith(DONE);

    assertThat(lives.snapshots()).containsExactly("datavol1_b", "datavol2_b");
  }

  @Test
  void a_pinned_one_stays_until_it_is_unpinned() {
    Lives lives = Lives.instant().took("a", "b");
    lives.done("pin", "a");
    assertThat(lives.mutations("pin", "a")).isEmpty();

    assertThat(lives.run("prune", "datavol1", "--keep-last", "1", "--yes", "--explain"))
        .prints("datadg/a: pinned");
    lives.done("unpin", "a");
    assertThat(lives.run("prune", "datavol1", "--keep-last", "1", "--yes")).exitsWith(DONE);

    assertThat(lives.snapshots()).containsExactly("b");
  }

  @Test
  void one_that_is_used_is_skipped_and_said_so() {
    Lives lives = Lives.instant().took("a", "b", "c");
    lives
        .world
        .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/a snap@primary-vds0")
        .typed("sun-a", "ldm add-vdisk snap snap@primary-vds0 ldom2");

    CliRun run = lives.run("prune", "datavol1", "--keep-last", "1", "--yes", "--explain");

    assertThat(run)
        .exitsWith(HOUSEKEEPING)
        .prints("pruned datadg/b", "skip")
        .says("not removed: datadg/a", "ldom2");
    assertThat(lives.snapshots()).containsExactly("a", "c");
  }

  @Test
  void a_restore_does_not_cost_the_snapshot_that_it_went_back_to() {
    Lives lives = Lives.instant().took("a", "b");
    lives.done("restore", "b", "--ldom", "ldom1", "--yes");
    List<String> before = lives.snapshots();

    lives.done("prune", "datavol1", "--keep", "1", "--yes");

    assertThat(before).hasSize(3);
    assertThat(lives.snapshots()).hasSize(2).contains("b").doesNotContain("a");
  }

  @Test
  void what_is_not_cvmsnaps_is_not_touched() {
    Lives lives = Lives.instant();
    lives
        .world
        .typed("sun-a", "vxsnap -g datadg addmir datavol1")
        .typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=theirs/nmirror=1");
    lives.took("a");

    assertThat(lives.run("prune", "datavol1", "--keep-last", "1", "--yes")).exitsWith(DONE);

    assertThat(lives.snapshots()).containsExactly("a", "theirs");
  }

  @Test
  void what_is_left_of_a_set_goes_once_a_whole_one_is_newer() {
    Lives lives = Lives.instant();
    lives.done("take", "datavol1", "datavol2", "--ldom", "ldom1", "--name", "{volume}_a");
    lives.done("remove", "datavol2_a", "--yes");

    assertThat(lives.run("prune", "--ldom", "ldom1", "--keep-last", "9", "--yes", "--explain"))
        .prints("keep", "1 of its set missing");
    lives.done("take", "datavol1", "--ldom", "ldom1", "--name", "b");
    assertThat(lives.run("prune", "--ldom", "ldom1", "--keep-last", "9", "--yes")).exitsWith(DONE);

    assertThat(lives.snapshots()).containsExactly("b");
  }

  @Test
  void asks_and_needs_a_policy_and_something_to_prune() {
    Lives lives = Lives.instant().took("a", "b");

    assertThat(lives.run("prune", "datavol1", "--keep-last", "1"))
        .exitsWith(REFUSED)
        .says("datadg/a", "--yes");
    assertThat(lives.run("prune", "datavol1")).exitsWith(USAGE).says("--keep-");
    assertThat(lives.run("prune", "--keep-last", "1")).exitsWith(USAGE).says("--ldom");
    assertThat(lives.run("prune", "datavol1", "--keep-last", "1", "--time-zone", "Nowhere"))
        .exitsWith(USAGE)
        .says("not a time zone");
    assertThat(lives.run("prune", "--ldom", "ldom9", "--keep-last", "1"))
        .exitsWith(REFUSED)
        .says("Did you mean");
    assertThat(lives.run("prune", "--ldom", "ldom3", "--keep-last", "1")).exitsWith(DONE);
    assertThat(lives.snapshots()).containsExactly("a", "b");
  }

  @Test
  void a_removal_that_fails_does_not_keep_others_from_going() {
    Lives lives = Lives.instant().took("a", "b", "c");
    lives.world.fault(Fault.on("vxedit * rm a", Fault.Effect.FAIL).times(0));

    CliRun run = lives.run("prune", "datavol1", "--keep-last", "1", "--yes");

    assertThat(run).exitsWith(HOUSEKEEPING).prints("pruned datadg/b").says("cvmsnap recover --run");
    lives.world.noFaults();
    assertThat(lives.run("recover")).exitsWith(DONE);
    assertThat(lives.run("list").out()).doesNotContain("datadg  dissociated").contains("c");
  }

  @Test
  void a_take_prunes_after_success() {
    Lives lives = Lives.instant().took("a", "b");
    String[] args = {"take", "datavol1", "--ldom", "ldom1", "--name", "c", "--keep", "2"};
    List<String> printed =
        lives.dryRun(args).stream()
            .filter(line -> !line.contains("settag"))
            .map(Golden::withoutTimes)
            .toList();

    List<String> ran =
        lives.mutations(args).stream()
            .filter(line -> !line.contains("settag"))
            .map(Golden::withoutTimes)
            .toList();

    assertThat(ran).isEqualTo(printed);
    assertThat(ran).contains("sun-a# vxedit -g datadg -rf rm a");
    assertThat(lives.snapshots()).containsExactly("b", "c");
  }

  @Test
  void a_take_that_fails_prunes_nothing() {
    Lives lives = Lives.instant().took("a", "b");
    lives.world.fault(Fault.on("vxsnap * make *", Fault.Effect.FAIL).times(0));

    assertThat(lives.run("take", "datavol1", "--ldom", "ldom1", "--name", "c", "--keep", "1"))
        .exitsWith(5);

    assertThat(lives.snapshots()).containsExactly("a", "b");
  }

  @Test
  void a_take_whose_pruning_fails_is_done_all_the_same() {
    Lives lives = Lives.instant().took("a");
    lives.world.fault(Fault.on("vxsnap * dis *", Fault.Effect.FAIL).times(0));

    CliRun run =
        lives.run("take", "datavol1", "--ldom", "ldom1", "--name", "b", "--keep", "1", "--json");

    assertThat(run).exitsWith(HOUSEKEEPING).says("not removed: datadg/a");
    Map<String, Object> json = run.json();
    assertThat(json).containsEntry("schema", "cvmsnap.take/1").containsEntry("exitCode", 7);
    assertThat(json).containsKey("pruned");
    assertThat(lives.snapshots()).containsExactly("a", "b");
  }

  @Test
  void a_mail_says_what_was_not_removed_before_it_says_what_was_taken() {
    Lives lives = Lives.instant().took("a");
    lives.world.fault(Fault.on("vxsnap * dis *", Fault.Effect.FAIL).times(0));

    List<String> mail =
        lives.world.mail(
            "take", "datavol1", "--ldom", "ldom1", "--mode", "stop", "--name", "b", "--keep", "1");

    assertThat(mail.get(0)).startsWith("cvmsnap: service: ldom1 is ");
    assertThat(mail.get(1)).startsWith("cvmsnap: not removed: datadg/a");
    assertThat(mail.get(mail.size() - 2)).startsWith("took b of datavol1");
    assertThat(mail.get(mail.size() - 1)).isEqualTo("pruned nothing");
  }

  @Test
  void tells_everything_in_json() {
    Lives lives = Lives.instant().took("a", "b");

    Map<String, Object> dry =
        lives.run("prune", "datavol1", "--keep-last", "1", "--dry-run", "--json").json();
    Map<String, Object> run =
        lives.run("prune", "datavol1", "--keep-last", "1", "--yes", "--json").json();

    assertThat(String.valueOf(dry.get("commands"))).contains("dis");
    assertThat(run).containsEntry("schema", "cvmsnap.prune/1").containsEntry("exitCode", 0);
    assertThat((List<?>) run.get("sets")).hasSize(2);
    assertThat((List<?>) run.get("removed")).hasSize(1);
  }

  @Test
  void a_time_later_than_now_does_not_cost_the_set_that_was_just_taken() {
    World world = World.builtIn();
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "old"))
        .exitsWith(DONE);
    world.typed("sun-a", "vxassist -g datadg removetag old cvmsnap.taken");
    world.typed("sun-a", "vxassist -g datadg settag old cvmsnap.taken=2036-01-01T00:00:00Z");

    CliRun run =
        world.cvmsnap(
            "take", "datavol1", "--ldom", "ldom1", "--name", "new", "--keep", "1", "--yes");

    assertThat(run).exitsWith(DONE).says("say that they were taken later than now");
    assertThat(world.snapshots()).extracting("name").containsExactlyInAnyOrder("old", "new");
  }

  @Test
  void the_set_that_was_taken_after_the_clock_was_set_back_is_the_newer_one() {
    World world = World.builtIn();
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "before"))
        .exitsWith(DONE);
    world.change(cluster -> cluster.stepClock(Duration.ofMinutes(-20)));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "after"))
        .exitsWith(DONE);
    world.change(cluster -> cluster.stepClock(Duration.ofHours(1)));
    String[] keepOne = {"prune", "datavol1", "--keep-last", "1", "--yes"};

    assertThat(world.cvmsnap(keepOne)).exitsWith(DONE);
    assertThat(world.snapshots()).extracting("name").containsExactly("after");
  }

  @Test
  void by_a_clock_that_is_far_ahead_nothing_is_removed_for_its_age() {
    World world = World.builtIn();
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "old"))
        .exitsWith(DONE);
    world.change(cluster -> cluster.stepClock(Duration.ofDays(365)));

    assertThat(
            world.cvmsnap(
                "take", "datavol1", "--ldom", "ldom1", "--name", "new", "--keep-within", "14d"))
        .exitsWith(HOUSEKEEPING)
        .says("The clock of sun-a is 365 days behind the one that cvmsnap goes by");
    assertThat(world.cvmsnap("prune", "datavol1", "--keep-within", "14d", "--yes"))
        .exitsWith(REFUSED)
        .says("none is removed by their age");
    assertThat(world.cvmsnap("prune", "datavol1", "--keep-within", "14d", "--dry-run"))
        .exitsWith(REFUSED);
    assertThat(world.snapshots()).extracting("name").containsExactlyInAnyOrder("old", "new");
    world.change(cluster -> cluster.stepClock(Duration.ofDays(-365)));
    assertThat(world.cvmsnap("prune", "datavol1", "--keep-within", "14d", "--yes")).exitsWith(DONE);
    assertThat(world.snapshots()).extracting("name").containsExactlyInAnyOrder("old", "new");
  }

  /** Three days are between them. */
  private static void oldAndNew(World world) {
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "old");
    world.change(cluster -> cluster.advance(Duration.ofDays(3)));
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "new");
  }

  @Test
  void so_it_is_where_another_node_has_another_time() {
    World world = World.changed("name = \"sun-b\"", "name = \"sun-b\"\nclockSeconds = -7230");
    oldAndNew(world);

    assertThat(world.cvmsnap("prune", "datavol1", "--keep-within", "1d", "--yes"))
        .exitsWith(REFUSED)
        .says("The clock of sun-b is 2 h behind the one that cvmsnap goes by");
    assertThat(world.cvmsnap("prune", "datavol1", "--keep-last", "1", "--yes")).exitsWith(DONE);
    assertThat(world.snapshots()).extracting("name").containsExactly("new");
  }

  @Test
  void a_node_that_does_not_answer_is_not_compared() {
    World world = World.builtIn();
    oldAndNew(world);
    world.fault(Fault.on("date *", Effect.FAIL).times(0).host("sun-b"));

    assertThat(world.cvmsnap("prune", "datavol1", "--keep-within", "1d", "--yes")).exitsWith(DONE);
    assertAllFired(world);
    assertThat(world.snapshots()).extracting("name").containsExactly("new");
  }

  @Test
  void without_their_numbers_two_sets_are_in_the_order_of_their_times() {
    World world = World.builtIn();
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "before");
    world.change(cluster -> cluster.stepClock(Duration.ofMinutes(-20)));
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "after");
    world.change(cluster -> cluster.stepClock(Duration.ofHours(1)));
    world.typed("sun-a", "vxassist -g datadg removetag before cvmsnap.sequence");
    world.typed("sun-a", "vxassist -g datadg removetag after cvmsnap.sequence");

    assertThat(world.cvmsnap("prune", "datavol1", "--keep-last", "1", "--yes")).exitsWith(DONE);
    assertThat(world.snapshots()).extracting("name").containsExactly("before");
  }

  @Test
  void a_refreshed_set_is_the_newest_whatever_the_clock_shows() {
    World world = World.builtIn();
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "one");
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "two");
    world.change(cluster -> cluster.stepClock(Duration.ofHours(-1)));
    assertThat(world.cvmsnap("refresh", "one", "--ldom", "ldom1", "--yes")).exitsWith(DONE);
    world.change(cluster -> cluster.stepClock(Duration.ofHours(2)));

    assertThat(world.cvmsnap("prune", "datavol1", "--keep-last", "1", "--yes")).exitsWith(DONE);
    assertThat(world.snapshots()).extracting("name").containsExactly("one");
  }
}
