package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A snapshot that is not started, or is lost, can hang the I/O of its source. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BrokenSnapshotsTest {
  private static final String TAKE = "take datavol1 --ldom ldom1";

  private final World world = World.builtIn();

  @BeforeEach
  void a_snapshot_is_there() {
    assertThat(run(TAKE + " --name s1")).exitsWith(0);
  }

  private CliRun run(String line) {
    return world.cvmsnap(line.split(" ", -1));
  }

  @Test
  void one_that_is_stopped_is_told_before_the_guest_is_touched_and_in_the_dry_run() {
    world.typed("sun-a", "vxvol -g datadg stop s1");

    CliRun dry = run(TAKE + " --dry-run");
    CliRun take = run(TAKE);

    String told =
        "mind: Snapshot datadg/s1 of datavol1 is DISABLED/CLEAN, which can hang the I/O of datavol1: start it (vxvol -g datadg start s1), or remove it (cvmsnap remove datadg/s1).";
    assertThat(dry).exitsWith(0).says(told);
    assertThat(take).exitsWith(0).says(told);
  }

  @Test
  void it_is_told_of_every_volume_of_the_guest() {
    world.typed("sun-a", "vxvol -g datadg stop s1");

    assertThat(run("take datavol2 --ldom ldom1 --dry-run")).says("hang the I/O of datavol1");
  }

  @Test
  void one_that_is_started_is_not_told() {
    assertThat(run(TAKE + " --dry-run").err()).doesNotContain("mind:");
  }

  @Test
  void one_that_is_no_snapshot_any_more_is_not_told() {
    world.typed("sun-a", "vxsnap -g datadg dis s1").typed("sun-a", "vxvol -g datadg stop s1");

    assertThat(run(TAKE + " --dry-run").err()).doesNotContain("hang");
  }

  @Test
  void one_whose_cache_was_too_small_is_to_be_removed_and_not_started() {
    cacheWithSnapshot("200m", 4);

    assertThat(run(TAKE + " --dry-run"))
        .says("Snapshot datadg/so1 of datavol1 is DETACHED/INVALID", ": remove it (cvmsnap remove");
  }

  @Test
  void in_a_cache_that_is_full_and_has_not_grown_none_is_taken() {
    cacheWithSnapshot("1000m", 3);
    int ran = world.mutations().size();

    CliRun take = run(TAKE + " --kind space-optimized --cache cobj --name so2");

    assertThat(take)
        .exitsWith(3)
        .says(
            "Cache datadg/cobj is about 92 % full and has not grown",
            "vxcache -g datadg growcacheby cobj SIZE");
    assertThat(world.mutations()).hasSize(ran);
    world.typed("sun-a", "vxcache -g datadg growcacheby cobj 1g");
    assertThat(run(TAKE + " --kind space-optimized --cache cobj --name so2")).exitsWith(0);
  }

  @Test
  void a_full_cache_is_told_before_any_take_of_a_volume_that_has_snapshots_in_it() {
    cacheWithSnapshot("1000m", 3);

    assertThat(run(TAKE + " --dry-run"))
        .exitsWith(0)
        .says(
            "mind: Cache datadg/cobj is about 92 % full and has not grown",
            "vxcache -g datadg listvol cobj");
    assertThat(run("take datavol3 --ldom ldom3 --dry-run").err()).doesNotContain("cobj");
  }

  @Test
  void a_cache_with_room_is_not_told() {
    cacheWithSnapshot("2g", 3);

    assertThat(run(TAKE + " --dry-run").err()).doesNotContain("cobj");
  }

  @Test
  void a_restore_that_may_cost_a_snapshot_in_a_small_cache_is_told_before_it() {
    for (int i = 0; i < 4; i++) {
      world.typed("ldom1", "umount /data").typed("ldom1", "mount /data");
    }
    cacheWithSnapshot("600m", 0);

    CliRun dry = run("restore s1 --ldom ldom1 --dry-run");
    CliRun restore = run("restore s1 --ldom ldom1 --yes");

    assertThat(dry)
        .says("may fill cache datadg/cobj, so that VxVM removes or loses so1: make it larger");
    assertThat(restore).exitsWith(0).says("may fill cache datadg/cobj");
    assertThat(KindWorld.ask(world, "vxprint -g datadg -F %state so1")).isEqualTo("INVALID\n");
  }

  @Test
  void a_restore_for_which_the_cache_has_room_is_not_told() {
    cacheWithSnapshot("4g", 0);

    CliRun restore = run("restore s1 --ldom ldom1 --yes");

    assertThat(restore).exitsWith(0);
    assertThat(restore.err()).doesNotContain("cobj");
    assertThat(KindWorld.ask(world, "vxprint -g datadg -F %state so1")).isEqualTo("ACTIVE\n");
  }

  @Test
  void one_that_its_cache_had_no_room_for_is_never_good() {
    cacheWithSnapshot("200m", 4);

    assertThat(KindWorld.list(world))
        .filteredOn(row -> "so1".equals(row.get("name")))
        .singleElement()
        .hasFieldOrPropertyWithValue("good", false);
  }

  /** A cache that may not grow, with a snapshot since which /data was mounted so many times. */
  private void cacheWithSnapshot(String size, int times) {
    world
        .typed("sun-a", "vxassist -g datadg make cvol " + size)
        .typed("sun-a", "vxmake -g datadg cache cobj cachevolname=cvol regionsize=64k")
        .typed("sun-a", "vxcache -g datadg start cobj");
    assertThat(run(TAKE + " --kind space-optimized --cache cobj --name so1")).exitsWith(0);
    for (int i = 0; i < times; i++) {
      world.typed("ldom1", "umount /data").typed("ldom1", "mount /data");
    }
  }
}
