package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.cvmsnap.ui.Table;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code -H} and {@code -o} results are lines of columns, for scripts without jq. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ColumnsTest {
  private final World world = World.builtIn();

  private CliRun run(String words) {
    return world.cvmsnap(words.split(" ", -1));
  }

  private World taken() {
    assertThat(run("take datavol1 --ldom ldom1 --name one")).exitsWith(DONE);
    return world;
  }

  @Test
  void a_take_tells_of_each_snapshot_in_a_line() {
    CliRun run =
        run(
            "take datavol1 datavol2 --ldom ldom1 --name {volume}_a"
                + " -H -o group,name,source,ldom,proof");

    assertThat(run).exitsWith(DONE);
    assertThat(run.lines())
        .containsExactly(
            "datadg\tdatavol1_a\tdatavol1\tldom1\tclean-before",
            "datadg\tdatavol2_a\tdatavol2\tldom1\tclean-before");
  }

  @Test
  void a_list_has_exact_sizes_and_a_dash_for_none() {
    taken().typed("sun-a", "vxsnap -g datadg addmir datavol2");
    world.typed("sun-a", "vxsnap -g datadg make source=datavol2/newvol=theirs/nmirror=1");

    CliRun run = run("list -H -o name,bytes,guest,good");

    assertThat(run).exitsWith(DONE);
    assertThat(run.lines())
        .contains("one\t21474836480\tldom1\ttrue")
        .anyMatch(line -> line.matches("theirs\t\\d+\t-\t(true|false)"));
  }

  @Test
  void the_columns_have_the_names_and_the_values_of_the_document() {
    taken();

    List<String> lines = run("show one -o name,group,taken,bytes,set,openOn").lines();

    Map<String, Object> document = run("show one --json").json();
    assertThat(lines)
        .containsExactly(
            "name\tgroup\ttaken\tbytes\tset\topenOn",
            "one\tdatadg\t%s\t%s\t%s\t-"
                .formatted(document.get("taken"), document.get("bytes"), document.get("set")));
  }

  @Test
  void every_column_is_a_key_of_the_document() {
    taken();
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(run("take datavol2 --ldom ldom1")).crashed();

    assertThat(run("show one --json").json()).containsKeys(Table.SHOW.split(", ", -1));
    assertThat(run("list --json").json().get("snapshots"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .first(InstanceOfAssertFactories.MAP)
        .containsKeys((Object[]) Table.LIST.split(", ", -1));
    assertThat(run("status --json").json().get("runs"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .first(InstanceOfAssertFactories.MAP)
        .containsKeys((Object[]) Table.STATUS.split(", ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list -H", "show one -H", "take datavol2 --ldom ldom1 -H"})
  void without_names_all_columns_are_there(String words) {
    taken();

    assertThat(run(words).lines())
        .singleElement(InstanceOfAssertFactories.STRING)
        .matches("[^\t]+(\t[^\t]+){7,}");
  }

  @Test
  void what_is_owed_is_a_line_for_each_run_with_the_same_exit_code() {
    assertThat(run("status -H -o run").lines()).isEmpty();
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(run("take datavol1 --ldom ldom1")).crashed();

    CliRun run = run("status -H -o guest,service,state,next");

    assertThat(run).exitsWith(100);
    assertThat(run.lines()).containsExactly("ldom1\tdown\tabandoned\tcvmsnap recover --ldom ldom1");
  }

  @Test
  void a_journal_that_cannot_be_read_is_a_line_too() throws IOException {
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(run("take datavol1 --ldom ldom1")).crashed();
    try (Stream<Path> runs = Files.list(world.state().resolve("runs"))) {
      Files.writeString(runs.findFirst().orElseThrow(), "{}\n{}\n");
    }

    CliRun run = run("status -H -o about,service,state");

    assertThat(run).exitsWith(100);
    assertThat(run.lines()).contains("ldom1\tunknown\tunaccounted");
  }

  @Test
  void what_people_have_to_know_is_told_beside_the_lines() {
    world.fault(Fault.on("ldm bind *", Effect.FAIL).times(0));

    CliRun run = run("take datavol1 --ldom ldom1 --name one -H -o name,run");

    assertThat(run).exitsWith(105).says("SERVICE DOWN", "next: cvmsnap recover --ldom ldom1");
    assertThat(run.lines())
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("one\t")
        .doesNotContain("took");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "take datavol1 --ldom ldom1 -H -o name,size",
        "take datavol1 --ldom ldom1 -o name --json",
        "take datavol1 --ldom ldom1 -o name --dry-run",
        "list -o name,,group",
        "status -H --follow",
        "show one -o name --proof",
      })
  void what_cannot_be_printed_so_is_exit_2_before_anything_is_done(String words) {
    assertThat(run(words)).exitsWith(USAGE);
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void an_unknown_column_is_told_with_those_that_there_are() {
    assertThat(run("list -o name,size"))
        .exitsWith(USAGE)
        .says("There is no column 'size'", "name, group, source, kind, taken, bytes");
  }

  @Test
  void a_refusal_prints_no_line() {
    assertThat(run("show nothing -H -o name")).exitsWith(REFUSED).printsNothing();
  }
}
