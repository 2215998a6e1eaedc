package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Releases of VxVM that differ in their words, above all one that lists tags of one volume only.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReleasesTest {
  private static final String TIMES = "[times]";

  private final World world =
      World.changed(TIMES, "[vxvm]\nlisttagNeedsVolume = true\n\n" + TIMES).copy();

  private CliRun done(String... args) {
    CliRun run = world.cvmsnap(args);
    assertThat(run).exitsWith(DONE).hasNoDebts();
    return run;
  }

  private void take(String name) {
    done("take", "datavol1", "--ldom", "ldom1", "--name", name);
  }

  private CliRun tags(String volume) {
    return world.cvmsnap(
        "sim", "exec", "sun-a", "--", "vxassist", "-g", "datadg", "listtag", volume);
  }

  private List<String> snapshots() {
    return world.snapshots().stream().map(SimTruth.Snapshot::name).toList();
  }

  private long asked(String words) {
    return world.log().stream()
        .filter(entry -> String.join(" ", entry.argv()).startsWith(words))
        .count();
  }

  @Test
  void a_take_marks_what_it_made() {
    take("monday");

    assertThat(tags("monday")).exitsWith(DONE).prints("cvmsnap.run=", "cvmsnap.guest=ldom1");
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void the_list_knows_whose_a_snapshot_is() {
    assertThat(done("list")).prints("no snapshots");
    take("monday");

    CliRun list = done("list");

    assertThat(list).prints("monday", "ldom1").saysNothing();
    assertThat(list.out()).doesNotContain("not cvmsnap's");
  }

  @Test
  void a_snapshot_can_be_shown() {
    take("monday");

    assertThat(done("show", "monday")).prints("cvmsnap.source=datavol1");
  }

  @Test
  void a_volume_can_go_back_to_a_snapshot() {
    take("monday");
    String before = world.truth().volume("datadg", "monday").orElseThrow().data();

    done("restore", "monday", "--ldom", "ldom1", "--yes", "--no-safety");

    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(world.truth().volume("datadg", "monday").orElseThrow().data()).isEqualTo(before);
  }

  @Test
  void a_snapshot_can_be_made_anew_pinned_and_let_go() {
    take("monday");

    done("refresh", "monday", "--ldom", "ldom1", "--yes");
    done("pin", "monday");
    assertThat(world.cvmsnap("remove", "monday", "--yes")).exitsWith(REFUSED);
    done("unpin", "monday");
    done("dissociate", "monday", "--yes");

    assertThat(tags("monday")).exitsWith(DONE);
    assertThat(tags("monday").out()).doesNotContain("cvmsnap");
  }

  @Test
  void a_snapshot_can_be_removed() {
    take("monday");
    take("tuesday");

    done("remove", "monday", "--yes");

    assertThat(snapshots()).containsExactly("tuesday");
  }

  @Test
  void old_ones_are_pruned() {
    take("monday");
    take("tuesday");

    done("prune", "datavol1", "--keep-last", "1", "--yes");

    assertThat(snapshots()).containsExactly("tuesday");
  }

  private static World large() {
    String volumes =
        IntStream.range(0, 20)
            .mapToObj(
                i -> "[[diskgroup.volume]]\nname = \"small%d\"\nmegabytes = 1\n\n".formatted(i))
            .collect(Collectors.joining());
    String first = "[[diskgroup.volume]]";
    return World.changed(
        TIMES, "[vxvm]\nlisttagNeedsVolume = true\n\n" + TIMES, first, volumes + first);
  }

  @Test
  void in_a_large_group_only_those_with_a_mark_are_asked() {
    World many = large();
    assertThat(many.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "monday"))
        .exitsWith(DONE);
    int before = many.log().size();

    CliRun list = many.cvmsnap("list");

    assertThat(list).exitsWith(DONE).prints("monday", "ldom1");
    assertThat(many.log().subList(before, many.log().size()))
        .filteredOn(entry -> entry.argv().contains("listtag"))
        .hasSize(2);
  }

  @Test
  void in_a_large_group_all_are_asked_where_that_list_names_none() {
    World many = large();
    assertThat(many.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "monday"))
        .exitsWith(DONE);
    many.fault(Fault.on("*list tag=*", Fault.Effect.SILENT));

    CliRun list = many.cvmsnap("list");

    assertThat(list).exitsWith(DONE).prints("monday", "ldom1");
  }

  @Test
  void where_neither_form_answers_nothing_is_removed() {
    take("monday");
    world.fault(Fault.on("*listtag*", Fault.Effect.FAIL).times(100));

    assertThat(world.cvmsnap("remove", "monday", "--yes")).exitsWith(REFUSED).says("listtag");

    assertThat(snapshots()).containsExactly("monday");
    assertThat(asked("vxassist -g datadg listtag bootvol1")).isPositive();
  }

  private static final String PREPARED = "prepared = true\nregionsize = 64\n";

  @ParameterizedTest
  @ValueSource(strings = {"heading", "nothing", "notice"})
  void a_group_without_instant_snapshots_may_have_no_list_of_them(String empty) {
    World traditional =
        World.changed(
                TIMES,
                "[vxvm]\nemptySnapshotList = \"" + empty + "\"\n\n" + TIMES,
                PREPARED,
                "",
                PREPARED,
                "")
            .copy();

    for (String line :
        List.of(
            "take datavol1 --ldom ldom1 --name monday",
            "list",
            "show monday",
            "remove monday --yes")) {
      assertThat(traditional.cvmsnap(line.split(" "))).exitsWith(DONE).hasNoDebts();
    }

    assertThat(traditional.snapshots()).isEmpty();
  }

  @Test
  void a_group_may_be_named_first_and_a_task_may_have_a_dash_for_a_parent() {
    World other =
        World.changed(TIMES, "[vxvm]\ngroupLine = true\nnoParent = \"-\"\n\n" + TIMES).copy();

    for (String line :
        List.of(
            "take datavol1 --ldom ldom1 --name monday",
            "show monday",
            "topology",
            "restore monday --ldom ldom1 --yes",
            "remove monday --yes")) {
      assertThat(other.cvmsnap(line.split(" "))).exitsWith(DONE).hasNoDebts();
    }
    assertThat(other.cvmsnap("sim", "exec", "sun-a", "--", "vxprint", "-g", "datadg", "-v").out())
        .startsWith("Disk group: datadg\n");
  }
}
