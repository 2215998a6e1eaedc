package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A snapshot never passes for better than it is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProvenCleanTest {
  private final World world = World.builtIn();

  private CliRun take(String... more) {
    return world.cvmsnap(
        Stream.concat(Stream.of("take", "datavol1", "--ldom", "ldom1"), Stream.of(more))
            .toArray(String[]::new));
  }

  private List<String> contents() {
    return world.snapshots().stream().map(SimTruth.Snapshot::content).toList();
  }

  @Test
  void a_guest_that_crashed_and_stays_down_costs_no_clean_snapshot() {
    take("--name", "clean");
    world.typed("sun-a", "ldm stop -f ldom1");

    CliRun second = take("--name", "{volume}_{n}", "--keep", "1", "--yes");
    for (int i = 0; i < 10; i++) {
      take("--name", "{volume}_{n}", "--keep", "1", "--yes");
    }

    assertThat(second)
        .exitsWith(DONE)
        .prints("unchecked")
        .says("will be marked unchecked", "ldom1 is down");
    assertThat(contents()).containsExactlyInAnyOrder("clean", "crash-consistent");
    assertThat(world.cvmsnap("list")).prints("clean-before", "unchecked");
    assertThat(world.cvmsnap("prune", "datavol1", "--keep-last", "1", "--explain", "--dry-run"))
        .prints("datadg/clean: last 1 of 1", "last 1 of 1 of the unproven");
  }

  @Test
  void an_unmount_that_leaves_it_dirty_is_no_snapshot_and_costs_seconds() {
    world.fault(Fault.on("umount /data", Effect.DIRTY));
    SimTruth before = world.truth();

    CliRun run = take();

    assertThat(run)
        .exitsWith(FAILED)
        .hasNoDebts()
        .says("fsck -F vxfs -m /dev/rdsk/c0d2s0 says that it needs checking", "ldom1 is as it was");
    assertThat(contents()).isEmpty();
    assertThat(world.truth().guest("ldom1").mountPoints())
        .containsExactlyInAnyOrderElementsOf(before.guest("ldom1").mountPoints());
    assertThat(world.mutations()).noneMatch(line -> line.contains("ldm stop"));
  }

  @Test
  void an_unmount_that_lies_is_no_snapshot() {
    world.fault(Fault.on("umount /data", Effect.SILENT).times(0));

    assertThat(take("--umount-timeout", "5s")).exitsWith(FAILED).hasNoDebts();

    assertThat(contents()).isEmpty();
  }

  @Test
  void a_check_that_cannot_see_is_refused_before_anything_is_touched() {
    World blind = World.changed("name = \"ldom1\"", "name = \"ldom1\"\nfsck = false");

    CliRun refused = blind.cvmsnap("take", "datavol1", "--ldom", "ldom1");
    CliRun taken = blind.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--unproven");

    assertThat(refused)
        .exitsWith(REFUSED)
        .says("Whether /data of ldom1 is clean could not be seen", "--unproven");
    assertThat(taken)
        .exitsWith(DONE)
        .prints("unchecked")
        .says("whether /data is clean is not known");
    assertThat(blind.cvmsnap("list", "--json")).prints("\"proof\":\"unchecked\"");
  }

  @Test
  void one_that_lost_its_answer_in_the_outage_is_no_snapshot_unless_that_was_said() {
    world.fault(Fault.on("fsck*", Effect.HANG).nth(2).times(0));

    assertThat(take()).exitsWith(FAILED).hasNoDebts().says("gave no answer");
    world.noFaults().fault(Fault.on("fsck*", Effect.HANG).nth(2).times(0));
    assertThat(take("--unproven")).exitsWith(DONE).hasNoDebts().prints("unchecked");

    assertThat(contents()).containsExactly("clean");
  }

  @Test
  void what_is_dirty_and_not_mounted_is_refused() {
    world.fault(Fault.on("umount /data", Effect.DIRTY));
    world.typed("ldom1", "umount /data");

    assertThat(take())
        .exitsWith(REFUSED)
        .says("/data of ldom1 is not mounted and needs checking", "fsck -F vxfs /dev/rdsk/c0d2s0");
  }

  @Test
  void what_is_mounted_through_one_disk_is_not_dirty_through_another() {
    World twice =
        World.changed(
            "[[node.vds.volume]]",
            """
            [[node.vds.volume]]
            name = "twice"
            device = "/dev/vx/dsk/datadg/datavol1"

            [[node.vds.volume]]""",
            "[[node.domain.disk]]\nname = \"data\"",
            """
            [[node.domain.disk]]
            name = "again"
            volume = "twice@primary-vds0"
            id = 5

            [[node.domain.disk]]
            name = "data\"""");

    assertThat(twice.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(DONE).hasNoDebts();
    assertThat(twice.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void a_restore_says_what_it_goes_back_to() {
    take("--name", "clean");
    world.typed("sun-a", "ldm stop -f ldom1");
    take("--name", "crashed");
    world
        .typed("sun-a", "ldm start ldom1")
        .change(cluster -> cluster.advance(Duration.ofMinutes(3)));

    assertThat(world.cvmsnap("restore", "crashed", "--ldom", "ldom1")).says("That is UNCHECKED");
    assertThat(world.cvmsnap("restore", "clean", "--ldom", "ldom1").err())
        .doesNotContain("UNCHECKED");
  }

  @Test
  void a_safety_snapshot_is_made_of_what_is_dirty_and_says_so() {
    take("--name", "clean");
    world.fault(Fault.on("umount /data", Effect.DIRTY));

    assertThat(world.cvmsnap("restore", "clean", "--ldom", "ldom1", "--yes", "--name", "before"))
        .exitsWith(DONE)
        .hasNoDebts();

    assertThat(world.cvmsnap("list", "--json"))
        .prints("\"name\":\"before\"", "\"proof\":\"dirty\"");
  }

  @Test
  void the_evidence_is_what_the_journal_says() {
    take("--name", "clean");

    assertThat(world.cvmsnap("show", "clean", "--proof"))
        .exitsWith(DONE)
        .prints(
            "datadg/clean is clean-before",
            "unmount /data on ldom1: changed",
            "prove-clean /data on ldom1: fsck -F vxfs -m /dev/rdsk/c0d2s0 says that it is clean",
            "prove-closed datadg/datavol1 on sun-a: closed on sun-a, sun-b",
            "sun-a# vxsnap -g datadg make source=datavol1/newvol=clean/nmirror=1");
    assertThat(world.cvmsnap("show", "clean", "--proof", "--json"))
        .exitsWith(DONE)
        .prints("\"proof\":\"clean-before\"", "\"why\":\"closed on sun-a, sun-b\"");
  }

  @Test
  void without_its_journal_there_is_no_evidence() {
    take("--name", "clean");
    world
        .typed("sun-a", "vxassist -g datadg removetag clean cvmsnap.run")
        .typed("sun-a", "vxassist -g datadg settag clean cvmsnap.run=20200101T000000Z-ldom1-abcd");

    assertThat(world.cvmsnap("show", "clean", "--proof"))
        .exitsWith(REFUSED)
        .says("There is no journal of run 20200101T000000Z-ldom1-abcd here");
  }

  @Test
  void a_refreshed_snapshot_is_as_good_as_its_new_content() {
    take("--name", "a");
    world.typed("sun-a", "ldm stop -f ldom1");

    assertThat(world.cvmsnap("refresh", "a", "--ldom", "ldom1", "--yes")).exitsWith(DONE);

    assertThat(contents()).containsExactly("crash-consistent");
    assertThat(world.cvmsnap("list")).prints("unchecked");
  }
}
