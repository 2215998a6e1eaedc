package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.INTERNAL;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListTest {
  private final World world = World.builtIn();

  private void take(String volume, String name) {
    CliRun run = world.cvmsnap("take", volume, "--ldom", "ldom1", "--name", name);
    assertThat(run).exitsWith(DONE);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> only(CliRun list) {
    List<Object> snapshots = (List<Object>) list.json().getOrDefault("snapshots", List.of());
    assertThat(snapshots).hasSize(1);
    return (Map<String, Object>) snapshots.get(0);
  }

  @Test
  void there_is_nothing_at_first() {
    assertThat(world.cvmsnap("list")).exitsWith(DONE).prints("no snapshots").saysNothing();
    assertThat(world.cvmsnap("list", "-q")).exitsWith(DONE).printsNothing().saysNothing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"da:ta", "-x", "a_name_that_is_longer_than_any_in_vxvm_may_be"})
  void a_source_that_is_no_name_is_not_believed(String source) {
    take("datavol1", "monday");
    world.typed("sun-a", "vxassist -g datadg removetag monday cvmsnap.source");
    world.typed("sun-a", "vxassist -g datadg settag monday cvmsnap.source=" + source);

    assertThat(world.cvmsnap("list")).exitsWith(DONE).prints("monday  datavol1");
    world.typed("sun-a", "vxsnap -g datadg dis monday");
    for (String line :
        List.of("list", "topology", "prune datavol1 --keep 1 --dry-run", "check datavol1")) {
      CliRun run = world.cvmsnap(line.split(" ", -1));
      assertThat(run.exit()).as(run.toString()).isNotEqualTo(INTERNAL.value());
    }
    take("datavol1", "tuesday");
  }

  @Test
  void a_good_one_is_told_with_all_that_is_known() {
    take("datavol1", "monday");

    CliRun list = world.cvmsnap("list", "--json");

    assertThat(list).exitsWith(DONE).saysNothing();
    assertThat(list.json()).containsEntry("schema", "cvmsnap.list/1");
    assertThat(only(list))
        .containsEntry("name", "monday")
        .containsEntry("group", "datadg")
        .containsEntry("source", "datavol1")
        .containsEntry("kind", "break-off")
        .containsEntry("bytes", 20480L << 20)
        .containsEntry("synchronizedPercent", 100.0)
        .containsEntry("guest", "ldom1")
        .containsEntry("ours", true)
        .containsEntry("good", true)
        .containsEntry("troubles", List.of())
        .hasEntrySatisfying(
            "taken", taken -> assertThat((String) taken).startsWith("2026-03-01T02:"))
        .hasEntrySatisfying("set", set -> assertThat((String) set).contains("-ldom1-"))
        .hasEntrySatisfying(
            "changedPercent", changed -> assertThat((Double) changed).isNotNegative());
  }

  @Test
  void whose_a_snapshot_is_is_not_known_where_its_tags_cannot_be_read() {
    take("datavol1", "monday");
    world.fault(Fault.on("*listtag*", Effect.FAIL).times(0));

    CliRun list = world.cvmsnap("list");
    CliRun json = world.cvmsnap("list", "--json");

    assertThat(list)
        .exitsWith(DONE)
        .prints("monday", "(not known)", "its tags cannot be read")
        .says("the tags in disk group datadg cannot be read", "listtag");
    assertThat(list.out()).doesNotContain("not cvmsnap's", "good");
    assertThat(only(json))
        .containsEntry("ours", null)
        .containsEntry("good", false)
        .containsEntry("troubles", List.of("its tags cannot be read"));
    assertThat(json.json())
        .hasEntrySatisfying("unknown", said -> assertThat(said).asString().contains("listtag"));
    assertThat(world.noFaults().cvmsnap("list", "--json").json()).doesNotContainKey("unknown");
  }

  @Test
  void no_snapshots_is_not_said_where_the_tags_cannot_be_read() {
    world.fault(Fault.on("*listtag*", Effect.FAIL).times(0));

    CliRun list = world.cvmsnap("list");

    assertThat(list).exitsWith(DONE).printsNothing().says("some may not be listed");
  }

  @Test
  void volumes_may_be_named() {
    take("datavol1", "one");
    take("datavol2", "two");

    assertThat(world.cvmsnap("list", "datavol2").out()).contains("two").doesNotContain("one ");
    assertThat(world.cvmsnap("list", "datavol2", "datavol1").lines()).hasSize(3);
    assertThat(world.cvmsnap("list", "datvol2"))
        .exitsWith(REFUSED)
        .says("There is no 'datvol2'.", "Did you mean datavol2");
  }

  @Test
  void the_oldest_is_first() {
    take("datavol1", "zero");
    take("datavol1", "alpha");

    assertThat(world.cvmsnap("list").lines().stream().skip(1).map(line -> line.split(" ", 2)[0]))
        .containsExactly("zero", "alpha");
  }

  @Test
  void what_the_others_of_its_set_were_asked_is_still_told_of_one() {
    assertThat(world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1")).exitsWith(DONE);
    String one = world.snapshots().get(0).name();

    assertThat(world.cvmsnap("dissociate", one, "--yes")).exitsWith(DONE);

    assertThat(world.cvmsnap("list")).prints("clean-before  1 of its set missing");
  }

  @Test
  void one_that_is_not_cvmsnaps_is_shown_as_such() {
    world
        .typed("sun-a", "vxsnap -g datadg addmir datavol1")
        .typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=byhand/nmirror=1");

    assertThat(only(world.cvmsnap("list", "--json")))
        .containsEntry("name", "byhand")
        .containsEntry("ours", false)
        .containsEntry("good", false)
        .containsEntry("troubles", List.of())
        .containsEntry("set", null)
        .containsEntry("guest", null);
    assertThat(world.cvmsnap("list")).prints("(not cvmsnap's)", "unchecked  complete");
  }

  @Test
  void one_that_is_not_synchronized_is_marked() {
    world
        .typed("sun-a", "vxassist -g datadg make full 20480m")
        .typed("sun-a", "vxsnap -g datadg prepare full")
        .typed("sun-a", "vxsnap -g datadg make source=datavol1/snapvol=full/syncing=no");

    CliRun list = world.cvmsnap("list");

    assertThat(list).exitsWith(DONE).prints("full", "unsynchronized");
    assertThat(only(world.cvmsnap("list", "--json"))).containsEntry("good", false);
  }

  @Test
  void a_set_of_which_one_is_gone_is_marked() {
    world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--name", "{volume}_1");
    world
        .typed("sun-a", "vxsnap -g datadg dis datavol2_1")
        .typed("sun-a", "vxedit -g datadg -rf rm datavol2_1");

    CliRun list = world.cvmsnap("list");

    assertThat(list.lines()).hasSize(2);
    assertThat(list.lines().get(1)).contains("datavol1_1").endsWith("1 of its set missing");
  }

  @Test
  void it_is_the_same_on_another_node() {
    take("datavol1", "monday");

    CliRun there =
        world.environment("CVMSNAP_HOST", "sim:" + world.directory() + "#sun-b").cvmsnap("list");

    assertThat(there).exitsWith(DONE).prints("monday");
    assertThat(there.lines().get(1)).endsWith("good");
  }

  @Test
  void what_cannot_be_learned_is_refused() {
    world.fault(
        org.cvmsnap.sim.Fault.on("vxsnap * list*", org.cvmsnap.sim.Fault.Effect.GARBAGE).times(0));

    CliRun list = world.cvmsnap("list");

    assertThat(list).exitsWith(REFUSED).printsNothing().says("The snapshots cannot be listed");
  }
}
