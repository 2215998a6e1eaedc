package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.testing.CliRun;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PrepareTest {
  @Test
  void returns_while_the_mirror_is_filled_and_estimates_how_long_that_takes() {
    Lives lives = Lives.instant();

    CliRun run = lives.run("prepare", "bootvol1");

    assertThat(run).exitsWith(DONE).prints("prepared datadg/bootvol1", "which takes about ");
    assertThat(String.join("\n", lives.layout())).contains("SNAPATT").contains("bootvol1_dco");
  }

  @Test
  void waits_if_asked_and_says_what_the_next_take_is_spared() {
    Lives lives = Lives.instant();

    CliRun run = lives.run("prepare", "datavol1", "--mirrors", "2", "--wait");

    assertThat(run).exitsWith(DONE).prints("the next take is spared");
    assertThat(lives.layout().stream().filter(line -> line.contains("SNAPDONE"))).hasSize(2);
  }

  @Test
  void what_cannot_be_learned_when_it_is_done_does_not_undo_that_it_is_told_as_done() {
    Lives counted = Lives.instant();
    assertThat(counted.run("prepare", "bootvol1")).exitsWith(DONE);
    long lists =
        counted.world.log().stream()
            .filter(each -> String.join(" ", each.argv()).endsWith("vxsnap -g datadg list"))
            .count();
    Lives lives = Lives.instant();
    lives.world.fault(
        Fault.on("vxsnap -g datadg list", Fault.Effect.GARBAGE).nth((int) lists).times(0));

    CliRun run = lives.run("prepare", "bootvol1");

    assertThat(run)
        .exitsWith(HOUSEKEEPING)
        .prints("prepared datadg/bootvol1")
        .says("service: no guest was touched", "what happened: ", "next: ");
    assertThat(run.err()).doesNotContain("nothing was");
    assertThat(String.join("\n", lives.layout())).contains("bootvol1_dco");
  }

  @Test
  void unprepare_takes_it_all_back() {
    Lives lives = Lives.instant();
    List<String> before = lives.layout();
    lives.done("prepare", "bootvol1", "--regionsize", "128k", "--mirrors", "2", "--wait");

    assertThat(lives.run("unprepare", "bootvol1")).exitsWith(DONE).prints("unprepared");

    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void dry_runs_print_what_runs_do() {
    Lives lives = Lives.instant();
    for (List<String> words :
        List.of(
            List.of("prepare", "bootvol1", "datavol1", "--wait"),
            List.of("prepare", "datavol1", "--mirrors", "2", "--wait"),
            List.of("unprepare", "bootvol1", "datavol1"),
            List.of("prepare", "bootvol1", "--regionsize", "64k", "--dco-mirrors", "1"))) {
      String[] args = words.toArray(String[]::new);
      List<String> printed = lives.dryRun(args);

      assertThat(lives.mutations(args)).as("%s", words).isEqualTo(printed).isNotEmpty();
    }
  }

  @Test
  void what_is_prepared_needs_nothing_and_is_not_prepared_otherwise() {
    Lives lives = Lives.instant();
    lives.done("prepare", "datavol1");
    assertThat(lives.run("prepare", "datavol1"))
        .prints("prepared datadg/datavol1 (it was so already)", "is being synchronized");
    lives.done("prepare", "datavol1", "--wait");

    assertThat(lives.mutations("prepare", "datavol1")).isEmpty();
    assertThat(lives.run("prepare", "datavol1", "--regionsize", "1m"))
        .exitsWith(REFUSED)
        .says("is prepared already");
  }

  @Test
  void what_somebody_else_keeps_is_left_alone() {
    Lives lives = Lives.instant();
    lives.done("prepare", "datavol1", "--wait");
    lives.world.typed("sun-a", "vxedit -g datadg set putil2=dbed_flashsnap datavol1-03");

    assertThat(lives.run("unprepare", "datavol1"))
        .exitsWith(REFUSED)
        .says("is kept by somebody else (putil2=dbed_flashsnap)");
    assertThat(lives.run("prepare", "datavol1")).exitsWith(REFUSED).says("dbed_flashsnap");
  }

  @Test
  void a_volume_with_snapshots_stays_prepared() {
    Lives lives = Lives.instant().took("one");

    assertThat(lives.run("unprepare", "datavol1"))
        .exitsWith(REFUSED)
        .says("There are snapshots of datadg/datavol1: datadg/one");
  }

  @Test
  void a_volume_with_traditional_snapshots_or_mirrors_is_not_prepared() {
    Lives lives = Lives.traditional().took("one");

    assertThat(lives.run("prepare", "datavol1")).exitsWith(REFUSED).says("traditional");
    lives.done("reattach", "one", "--yes", "--wait");
    assertThat(lives.run("prepare", "datavol1")).exitsWith(REFUSED).says("snapabort");
    assertThat(lives.work("unprepare", "datavol1"))
        .containsExactly("sun-a# vxassist -g datadg snapabort datavol1");
    assertThat(lives.run("prepare", "datavol1")).exitsWith(DONE);
  }

  @Test
  void a_layered_volume_gets_a_dco_and_no_mirror() {
    Lives lives = Lives.instant();
    lives.world.typed("sun-a", "vxassist -g datadg make layered 1g layout=stripe-mirror");

    assertThat(lives.run("prepare", "layered", "--mirrors", "1"))
        .exitsWith(REFUSED)
        .says("layered", "--mirrors 0");
    assertThat(lives.work("prepare", "layered"))
        .containsExactly("sun-a# vxsnap -g datadg prepare layered");
  }

  @Test
  void a_name_without_room_for_a_dcos_is_refused() {
    Lives lives = Lives.instant();
    lives.world.typed("sun-a", "vxassist -g datadg make a_name_that_is_much_too_long 1g");

    assertThat(lives.run("prepare", "a_name_that_is_much_too_long"))
        .exitsWith(REFUSED)
        .says("24 characters");
  }

  @Test
  void wrong_words_are_told() {
    Lives lives = Lives.instant();

    assertThat(lives.run("prepare", "datavol1", "--regionsize", "48k"))
        .exitsWith(USAGE)
        .says("a power of two");
    assertThat(lives.run("prepare", "datavol1", "--regionsize", "huge")).exitsWith(USAGE);
    assertThat(lives.run("prepare", "datavol1", "--mirrors", "-1")).exitsWith(USAGE);
    assertThat(lives.run("prepare", "datavol1", "datavol1")).exitsWith(USAGE);
    assertThat(lives.run("prepare", "datavol", "--group", "datadg"))
        .exitsWith(REFUSED)
        .says("Did you mean");
    assertThat(lives.run("prepare", "datavol1", "--mirrors", "1", "--regionsize", "32"))
        .exitsWith(REFUSED);
  }

  @Test
  void a_preparation_that_was_cut_short_is_finished_by_recover() {
    Lives lives = Lives.instant();
    lives.world.fault(Fault.on("vxsnap * prepare *", Fault.Effect.CRASH_AFTER));
    assertThat(lives.run("prepare", "bootvol1", "--wait")).crashed();
    lives.world.noFaults();

    assertThat(lives.run("recover")).exitsWith(DONE).prints("prepare of datadg/bootvol1");

    assertThat(String.join("\n", lives.layout())).contains("SNAPATT");
    assertThat(lives.run("status")).prints("nothing is owed");
  }
}
