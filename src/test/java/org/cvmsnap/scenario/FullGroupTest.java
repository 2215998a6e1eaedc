package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A disk group that is full has no place for the record that other nodes would see. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FullGroupTest {
  private static final String PREPARED = "prepared = true\n";

  private final World world = full(World.changed(PREPARED, PREPARED + "snapmirrors = 1\n").copy());

  private static World full(World world) {
    String room = exec(world, "vxassist", "-g", "datadg", "maxsize").out();
    String sectors = room.replaceAll("\\D+(\\d+).*\\s*", "$1");
    return world.typed("sun-a", "vxassist -g datadg make filler " + sectors + "s");
  }

  private static CliRun exec(World world, String... argv) {
    List<String> words = new ArrayList<>(List.of("sim", "exec", "sun-a", "--"));
    words.addAll(List.of(argv));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  private CliRun take(String... more) {
    List<String> words =
        new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1", "--name", "monday"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  @Test
  void it_is_refused_before_anything_is_touched_and_both_ways_out_are_named() {
    int commands = world.mutations().size();
    SimTruth before = world.truth();

    CliRun run = take();

    assertThat(run)
        .exitsWith(REFUSED)
        .says(
            "Disk group datadg has no megabyte free for the lock record",
            "vxassist -g datadg maxsize",
            "--no-lock");
    assertThat(world.mutations()).hasSize(commands);
    assertThat(world.truth().guests()).isEqualTo(before.guests());
    assertThat(take("--dry-run")).exitsWith(REFUSED);
  }

  @Test
  void without_a_lock_it_is_done_and_the_operator_is_told_what_that_means() {
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = take("--no-lock");

    assertThat(run)
        .exitsWith(DONE)
        .hasNoDebts()
        .says("--no-lock: ldom1 is locked on this node only; nothing keeps cvmsnap on another");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.locks()).isEmpty();
  }

  @Test
  void a_volume_goes_back_and_a_snapshot_is_made_anew_without_a_lock_too() {
    assertThat(take("--no-lock")).exitsWith(DONE);
    for (String verb : List.of("refresh", "restore")) {
      String[] words =
          verb.equals("restore")
              ? new String[] {verb, "monday", "--ldom", "ldom1", "--yes", "--no-safety"}
              : new String[] {verb, "monday", "--ldom", "ldom1", "--yes"};
      List<String> unlocked = new ArrayList<>(List.of(words));
      unlocked.add("--no-lock");

      assertThat(world.cvmsnap(words)).exitsWith(REFUSED).says("--no-lock");
      assertThat(world.cvmsnap(unlocked.toArray(String[]::new))).exitsWith(DONE).hasNoDebts();
    }
  }

  @Test
  void a_megabyte_is_enough_for_the_guest_and_one_for_each_volume() {
    exec(world, "vxassist", "-g", "datadg", "remove", "volume", "filler");
    String room = exec(world, "vxassist", "-g", "datadg", "maxsize").out();
    long sectors = Long.parseLong(room.replaceAll("\\D+(\\d+).*\\s*", "$1")) - 2048;
    world.typed("sun-a", "vxassist -g datadg make filler " + sectors + "s");

    assertThat(take()).exitsWith(REFUSED).says("no megabyte free", "from datadg/datavol1");
    world.typed("sun-a", "vxassist -g datadg remove volume filler");
    world.typed("sun-a", "vxassist -g datadg make filler " + (sectors - 2048) + "s");
    assertThat(take()).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void a_snapshot_is_removed_without_a_lock_to_make_room() {
    assertThat(take("--no-lock")).exitsWith(DONE);
    int commands = world.mutations().size();

    assertThat(world.cvmsnap("remove", "monday", "--yes"))
        .exitsWith(REFUSED)
        .says("no megabyte free", "--no-lock");
    assertThat(world.mutations()).hasSize(commands);
    assertThat(world.cvmsnap("remove", "monday", "--yes", "--no-lock")).exitsWith(DONE);
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void what_another_run_holds_stays_held_without_a_lock() {
    World held = World.builtIn();
    held.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(held.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    held.noFaults();

    assertThat(
            held.cvmsnap(
                "take",
                "datavol1",
                "--ldom",
                "ldom1",
                "--no-lock",
                "--state-dir",
                held.directory().resolve("other").toString()))
        .exitsWith(BUSY)
        .says("has ldom1: the lock record datadg/cvmsnap_lock_");
  }

  @Test
  void where_vxvm_does_not_tell_what_is_free_nothing_is_refused_for_it() {
    World other = World.builtIn().fault(Fault.on("vxassist * maxsize *", Effect.FAIL).times(0));

    assertThat(other.cvmsnap("take", "datavol2", "--ldom", "ldom1", "--kind", "break-off"))
        .exitsWith(REFUSED);
    assertAllFired(other);
    World ready =
        World.changed(PREPARED, PREPARED + "snapmirrors = 1\n")
            .fault(Fault.on("vxassist * maxsize *", Effect.FAIL).times(0));
    assertThat(ready.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(DONE);
    assertAllFired(ready);
  }

  @Test
  void a_guest_of_a_lost_node_is_brought_up_without_a_lock_where_the_group_is_full() {
    World vcs = full(World.vcs(PREPARED, PREPARED + "snapmirrors = 1\n").copy());
    vcs.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(vcs.on("sun-a", "take", "datavol1", "--ldom", "ldom1", "--no-lock")).crashed();
    vcs.noFaults();
    vcs.change(cluster -> cluster.crashNode("sun-a"));
    String[] recover = {"recover", "--ldom", "ldom1", "--from", "sun-a"};

    assertThat(vcs.on("sun-b", recover)).exitsWith(REFUSED).says("no megabyte free", "--no-lock");

    List<String> unlocked = new ArrayList<>(List.of(recover));
    unlocked.add("--no-lock");
    assertThat(vcs.on("sun-b", unlocked.toArray(String[]::new)))
        .exitsWith(DONE)
        .prints("ldom1 is up")
        .says("--no-lock: ldom1 is locked on this node only");
    assertThat(vcs.cvmsnap("recover", "--no-lock")).exitsWith(USAGE).says("goes with --from");
  }
}
