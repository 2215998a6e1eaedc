package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of snapshot from its making to its end. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WholeLifeTest {
  static List<KindWorld.Case> kinds() {
    return KindWorld.cases();
  }

  private static String data(World world, String group, String volume) {
    return world.truth().volume(group, volume).orElseThrow().data();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void is_taken_listed_shown_restored_from_and_leaves_nothing_when_it_is_removed(
      KindWorld.Case kind) {
    World world = kind.world().get();
    List<String> records = KindWorld.records(world);
    List<String> elsewhere = KindWorld.records(world, kind.group());
    String id = kind.group() + "/snap_1";
    assertThat(world.cvmsnap(kind.take())).exitsWith(DONE);
    world.typed("ldom1", "umount /data");
    SimTruth.Guest before = world.guest("ldom1");
    String point = data(world, kind.group(), "snap_1");
    assertThat(data(world, "datadg", "datavol1")).isNotEqualTo(point);

    assertThat(KindWorld.list(world))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("name", "snap_1"))
        .satisfies(row -> assertThat(row).containsEntry("good", true));
    assertThat(world.cvmsnap("show", id))
        .exitsWith(DONE)
        .prints(id, "datavol1", kind.name().split(" ", -1)[0]);

    CliRun restored =
        world.cvmsnap("restore", id, "--ldom", "ldom1", "--yes", "--no-safety", "--wait");

    if (kind.group().equals("datadg")) {
      assertThat(restored).exitsWith(DONE).hasNoDebts();
      assertThat(data(world, "datadg", "datavol1")).isEqualTo(point);
    } else {
      assertThat(restored).exitsWith(REFUSED).says("within one disk group", "vxdg move");
    }
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).singleElement().matches(each -> each.content().equals("clean"));

    boolean standing = kind.options().contains("plex");
    CliRun ended = world.cvmsnap(standing ? "reattach" : "remove", id, "--yes");

    assertThat(ended).exitsWith(DONE);
    // A mirror that comes back brings its own plex of the log with it.
    assertThat(KindWorld.records(world))
        .filteredOn(record -> !standing || !record.startsWith("pl datavol1_dcl"))
        .isEqualTo(
            records.stream()
                .filter(record -> !standing || !record.startsWith("pl datavol1_dcl"))
                .toList());
    if (!standing) {
      assertThat(KindWorld.records(world, kind.group())).isEqualTo(elsewhere);
    }
    assertThat(world.cvmsnap("status")).exitsWith(DONE);
  }
}
