package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Volumes that grow after a snapshot was taken: VxVM gives nothing back between two lengths. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResizedVolumesTest {
  private static final String LENGTHS =
      "datadg/snap1 has 41943040 sectors and datadg/datavol1 has 44040192: one of them was resized since.";
  private static final String REMEDY = "vxassist -g datadg growto snap1 44040192";

  private final RestoreWorld point = RestoreWorld.instant();
  private final World world = point.world;

  private List<Object> state(String snapshot) {
    return KindWorld.list(world).stream()
        .filter(row -> snapshot.equals(row.get("name")))
        .map(row -> row.get("troubles"))
        .toList();
  }

  @Test
  void none_goes_back_to_its_source_before_it_is_as_long() {
    world.typed("sun-a", "vxassist -g datadg growby datavol1 1g");
    int ran = point.ran();

    CliRun reattach = world.cvmsnap("reattach", "snap1", "--yes");

    for (CliRun run : List.of(point.restore(), point.refresh(), reattach)) {
      assertThat(run).exitsWith(REFUSED).says("nothing was touched", LENGTHS, REMEDY);
    }
    assertThat(point.mutationsSince(ran)).isEmpty();
    world.typed("sun-a", REMEDY);
    assertThat(point.restore("--no-safety")).exitsWith(0);
    assertThat(point.data("datavol1")).isEqualTo(point.data("snap1"));
    assertThat(world.cvmsnap("reattach", "snap1", "--yes")).exitsWith(0);
  }

  @Test
  void of_a_snapshot_that_grew_the_source_is_to_grow() {
    world.typed("sun-a", "vxassist -g datadg growby snap1 1g");

    assertThat(point.restore())
        .exitsWith(REFUSED)
        .says("vxassist -g datadg growto datavol1 44040192");
  }

  @Test
  void a_traditional_one_does_not_go_back_either() {
    RestoreWorld traditional = RestoreWorld.traditional();
    traditional.world.typed("sun-a", "vxassist -g datadg growby datavol1 1g");
    int ran = traditional.ran();

    assertThat(traditional.restore("--no-safety")).exitsWith(REFUSED).says(LENGTHS);
    assertThat(traditional.world.cvmsnap("reattach", "snap1", "--yes"))
        .exitsWith(REFUSED)
        .says(LENGTHS);
    assertThat(traditional.mutationsSince(ran)).isEmpty();
  }

  @Test
  void a_snapshot_of_another_length_is_listed_as_such_and_not_as_good() {
    assertThat(state("snap1")).containsExactly(List.of());

    world.typed("sun-a", "vxassist -g datadg growby datavol1 1g");

    assertThat(state("snap1")).containsExactly(List.of("shorter than its source"));
    world.typed("sun-a", "vxassist -g datadg growby snap1 2g");
    assertThat(state("snap1")).containsExactly(List.of("longer than its source"));
  }

  @Test
  void it_is_counted_by_no_rule_and_removed_by_none() {
    world.typed("sun-a", "vxassist -g datadg growby datavol1 1g");

    CliRun take = world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--keep", "1");
    CliRun prune = world.cvmsnap("prune", "datavol1", "--keep-last", "1", "--dry-run", "--json");

    assertThat(take).exitsWith(0);
    assertThat(prune).exitsWith(0);
    assertThat(prune.out()).contains("not good now, and may become so: shorter than its source");
    assertThat(point.exists("snap1")).isTrue();
  }

  /** A take dies when its snapshot is made, and its volume grows by that. */
  private static World grownAfterACrash(String by, String... more) {
    List<String> words = new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1"));
    words.addAll(List.of(more));
    return World.builtIn()
        .dies("vxsnap -g datadg make *", Fault.Effect.CRASH_AFTER, words.toArray(String[]::new))
        .typed("sun-a", "vxassist -g datadg growby datavol1 " + by);
  }

  @Test
  void what_has_no_mirrors_to_give_back_is_cleared_away_whatever_its_length() {
    World world = grownAfterACrash("2g", "--kind", "space-optimized", "--cache-size", "2g");

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void a_volume_that_has_grown_before_a_recovery_leads_out_of_it() {
    World world = grownAfterACrash("1g", "--name", "snap1");

    assertThat(world.cvmsnap("recover"))
        .exitsWith(HOUSEKEEPING)
        .hasNoDebts()
        .says(
            "snap1 has 41943040 sectors and datavol1 has 44040192",
            "make the shorter one as long, vxassist -g datadg growto snap1 44040192, and type cvmsnap recover");
    world.typed("sun-a", "vxassist -g datadg growto snap1 44040192");

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
    assertThat(world.snapshots()).isEmpty();
  }
}
