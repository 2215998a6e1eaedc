package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot becomes another guest's disk, and ceases to be one. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportTest {
  private final Lives lives = Lives.instant().took("one");

  private String disks() {
    return typed("ldm list -o disk -p") + typed("ldm list-services -p");
  }

  private String typed(String line) {
    return lives
        .done(
            Stream.concat(
                    Stream.of("sim", "exec", "sun-a", "--"), Arrays.stream(line.split(" ", -1)))
                .toArray(String[]::new))
        .out();
  }

  @Test
  void the_guest_gets_it_as_the_disk_that_is_told() {
    CliRun run = lives.run("export", "one", "--ldom", "ldom2", "--id", "7", "--read-only");

    assertThat(run)
        .exitsWith(DONE)
        .prints("exported datadg/one", "ldom2 sees it as c0d7, read-only");
    assertThat(typed("ldm list-services -p"))
        .contains("|vol=one|opts=ro|dev=/dev/vx/dsk/datadg/one|");
    assertThat(typed("ldm list -o disk -p ldom2")).contains("VDISK|name=one|", "id=7");
  }

  @Test
  void
      one_that_somebody_has_given_a_guest_before_its_export_was_taken_back_is_not_proven_any_more() {
    lives.world.fault(Fault.on("ldm add-vdsdev*", Effect.CRASH_AFTER));
    assertThat(lives.run("export", "one", "--ldom", "ldom2")).crashed();
    lives.world.noFaults();
    typed("ldm add-vdisk mine one@primary-vds0 ldom2");

    assertThat(lives.run("recover"))
        .exitsWith(7)
        .says("it is a disk of ldom2: mine; take it away first, on sun-a: ldm rm-vdisk mine ldom2");

    assertThat(lives.done("list").out()).contains("unchecked");
    typed("ldm rm-vdisk mine ldom2");
    assertThat(lives.run("recover")).exitsWith(DONE);
    assertThat(typed("ldm list-services -p")).doesNotContain("|vol=one|");
  }

  @Test
  void one_that_somebody_has_cut_off_is_told_to_be_no_snapshot_any_more() {
    typed("vxsnap -g datadg dis one");

    CliRun run = lives.run("export", "one", "--ldom", "ldom2");

    assertThat(run)
        .exitsWith(DONE)
        .prints("mind: datadg/one is no snapshot any more by what VxVM says");
  }

  @Test
  void nothing_is_left_of_it_after_unexport() {
    String before = disks();
    lives.done("export", "one", "--ldom", "ldom2", "--vdisk", "test");

    CliRun run = lives.run("unexport", "one", "--ldom", "ldom2");

    assertThat(run).exitsWith(DONE).prints("unexported datadg/one");
    assertThat(disks()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remove one --yes",
        "reattach one --yes",
        "dissociate one --yes",
        "refresh one --ldom ldom1 --yes",
        "restore one --ldom ldom1 --yes",
        "export one --ldom ldom2 --vdisk again"
      })
  void what_would_hurt_who_has_it_is_refused_until_it_is_taken_away(String line) {
    lives.done("export", "one", "--ldom", "ldom2");
    int before = lives.world.mutations().size();

    CliRun run = lives.run(line.split(" ", -1));

    assertThat(run).exitsWith(REFUSED).says("ldom2").hasNoDebts();
    assertThat(lives.world.mutations()).hasSize(before);
    lives.done("unexport", "one", "--ldom", "ldom2");
    assertThat(lives.run(line.split(" ", -1))).exitsWith(DONE);
  }

  @Test
  void the_guest_of_the_source_does_not_get_it() {
    CliRun run = lives.run("export", "one", "--ldom", "ldom1");

    assertThat(run)
        .exitsWith(REFUSED)
        .says("ldom1 has datadg/datavol1 as disk", "same identity", "another domain");
  }

  @Test
  void no_guest_gets_two_snapshots_of_one_volume() {
    lives.done("take", "datavol1", "--ldom", "ldom1", "--name", "two");
    lives.done("export", "one", "--ldom", "ldom2");

    CliRun run = lives.run("export", "two", "--ldom", "ldom2");

    assertThat(run).exitsWith(REFUSED).says("ldom2 has datadg/one as disk one", "same identity");
  }

  @Test
  void what_is_open_in_a_control_domain_is_not_exported() {
    World world = World.changed("name = \"sun-b\"", "name = \"sun-b\"\nopen = [\"datadg/one\"]");
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "one"))
        .exitsWith(DONE);

    CliRun run = world.cvmsnap("export", "one", "--ldom", "ldom2");

    assertThat(run).exitsWith(REFUSED).says("datadg/one is open on sun-b");
  }

  @Test
  void a_node_that_does_not_answer_may_have_it() {
    lives.world.fault(Fault.on("ldm list-services -p", Effect.FAIL).host("sun-b").times(0));

    CliRun run = lives.run("export", "one", "--ldom", "ldom2");

    assertAllFired(lives.world);
    assertThat(run).exitsWith(REFUSED).says("not known, so it counts as in use", "sun-b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export nothing --ldom ldom2",
        "export datavol1 --ldom ldom2",
        "export one --ldom ldom9",
        "export one --ldom primary",
        "unexport one --ldom ldom2",
        "unexport one --ldom ldom9"
      })
  void wrong_names_touch_nothing(String line) {
    int before = lives.world.mutations().size();

    CliRun run = lives.run(line.split(" ", -1));

    assertThat(run).exitsWith(REFUSED).printsNothing();
    assertThat(lives.world.mutations()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--id -1", "--id ten", "--vdisk -f", "--vdisk a=b", "--service a@b"})
  void wrong_words_touch_nothing(String words) {
    int before = lives.world.mutations().size();

    CliRun run = lives.run(("export one --ldom ldom2 " + words).split(" ", -1));

    assertThat(run).exitsWith(USAGE).printsNothing();
    assertThat(lives.world.mutations()).hasSize(before);
  }

  @Test
  void names_and_numbers_that_are_taken_are_refused() {
    lives.done("take", "datavol2", "--ldom", "ldom1", "--name", "logs");
    lives.done("export", "one", "--ldom", "ldom2", "--id", "4");

    CliRun run = lives.run("export", "logs", "--ldom", "ldom2", "--id", "4", "--vdisk", "one");

    assertThat(run)
        .exitsWith(REFUSED)
        .says("ldom2 has a disk one already", "Number 4 is that of disk one");
  }

  @Test
  void a_name_that_the_server_has_for_another_volume_is_refused() {
    typed("ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 one@primary-vds0");

    for (List<String> service : List.of(List.<String>of(), List.of("--service", "primary-vds0"))) {
      List<String> words = new ArrayList<>(List.of("export", "one", "--ldom", "ldom2"));
      words.addAll(service);

      assertThat(lives.run(words.toArray(String[]::new)))
          .exitsWith(REFUSED)
          .says(
              "primary-vds0 exports /dev/vx/dsk/datadg/datavol3 as one already",
              "ldm rm-vdsdev one@primary-vds0");
    }
  }

  @Test
  void a_server_that_does_not_exist_is_refused() {
    int before = lives.world.mutations().size();

    assertThat(lives.run("export", "one", "--ldom", "ldom2", "--service", "primary-vds1"))
        .exitsWith(REFUSED)
        .says(
            "There is no virtual disk server primary-vds1 on sun-a.", "Did you mean primary-vds0?");
    assertThat(lives.world.mutations()).hasSize(before);
  }

  @Test
  void a_server_that_exports_nothing_yet_will_do() {
    World idle =
        World.changed("[[node.vds]]\n", "[[node.vds]]\nname = \"idle-vds0\"\n\n[[node.vds]]\n");
    assertThat(idle.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "one"))
        .exitsWith(DONE);

    assertThat(idle.cvmsnap("export", "one", "--ldom", "ldom2", "--service", "idle-vds0"))
        .exitsWith(DONE);

    assertThat(idle.mutations()).anyMatch(line -> line.contains("one@idle-vds0 ldom2"));
  }

  @Test
  void what_is_not_exported_stays_proven_and_what_may_have_been_a_disk_is_told_not_to_be() {
    lives.world.fault(Fault.on("ldm add-vdsdev *", Effect.FAIL).times(0));
    assertThat(lives.run("export", "one", "--ldom", "ldom2"))
        .exitsWith(FAILED)
        .says("nothing was changed.");
    assertThat(lives.run("list").out()).contains("clean-before");

    assertAllFired(lives.world);
    lives.world.noFaults().fault(Fault.on("ldm add-vdisk *", Effect.FAIL).times(0));
    CliRun run = lives.run("export", "one", "--ldom", "ldom2");

    assertThat(run)
        .exitsWith(FAILED)
        .says(
            "changed: datadg/one is not said to be proven any more, until cvmsnap verify has asked it again");
    assertThat(run.err()).doesNotContain("nothing was changed");
    assertThat(lives.run("list").out()).contains("unchecked");
    assertThat(typed("ldm list-services -p")).doesNotContain("vol=one|");
  }

  @Test
  void whoever_has_it_is_named_where_the_guest_does_not() {
    lives.done("export", "one", "--ldom", "ldom2", "--id", "4");

    assertThat(lives.run("unexport", "one", "--ldom", "ldom1"))
        .exitsWith(REFUSED)
        .says("datadg/one is not a disk of ldom1 on sun-a", "ldom2 on sun-a (disk one, c0d4)");
  }

  @Test
  void a_dry_run_prints_what_is_then_run() {
    String[] export = {"export", "one", "--ldom", "ldom2", "--id", "5"};
    String[] unexport = {"unexport", "one", "--ldom", "ldom2"};

    List<String> toExport = lives.dryRun(export);
    List<String> exported = lives.mutations(export);
    List<String> toUnexport = lives.dryRun(unexport);
    List<String> unexported = lives.mutations(unexport);

    assertThat(exported).hasSize(5).isEqualTo(toExport);
    assertThat(unexported).hasSize(4).isEqualTo(toUnexport);
  }

  @Test
  void a_disk_that_a_running_guest_uses_stays() {
    lives.world.environment("CVMSNAP_HOST", "sim:" + lives.world.directory() + "#sun-b");
    lives.done("export", "one", "--ldom", "ldom3", "--id", "5");
    lives.world.typed("ldom3", "mount -F vxfs /dev/dsk/c0d5s0 /mnt");

    CliRun run = lives.run("unexport", "one", "--ldom", "ldom3");

    assertThat(run).exitsWith(FAILED).says("no guest was touched", "in use").hasNoDebts();
    assertThat(lives.world.guest("ldom3")).hasMounted("/srv", "/mnt");
    assertThat(lives.run("status")).exitsWith(DONE);
  }
}
