package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reattach, dissociate and remove: what they do, what they refuse, and what they ask. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndingTest {
  @Test
  void nothing_is_left_of_an_instant_snapshot_that_is_removed() {
    Lives lives = Lives.instant();
    List<String> before = lives.layout();
    lives.took("one", "two");

    CliRun run = lives.run("remove", "one", "datadg/two", "--yes");

    assertThat(run).exitsWith(DONE).prints("removed datadg/one, datadg/two");
    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void nothing_is_left_of_a_traditional_snapshot_that_is_removed() {
    Lives lives = Lives.traditional();
    List<String> before = lives.layout();
    lives.took("one");

    assertThat(lives.run("remove", "one", "--yes")).exitsWith(DONE);

    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void an_instant_snapshot_that_is_given_back_can_be_taken_again() {
    Lives lives = Lives.instant();
    lives.done("prepare", "datavol1", "--wait");
    List<String> prepared = lives.layout();
    lives.took("one");

    CliRun run = lives.run("reattach", "one", "--yes", "--wait");

    assertThat(run).exitsWith(DONE).prints("reattached datadg/one");
    assertThat(lives.layout()).isEqualTo(prepared);
    assertThat(lives.mutations("take", "datavol1", "--ldom", "ldom1", "--name", "again"))
        .noneMatch(command -> command.contains("addmir"));
  }

  @Test
  void a_traditional_snapshot_that_is_given_back_can_be_taken_again() {
    Lives lives = Lives.traditional();
    List<String> before = lives.layout();
    lives.took("one");

    assertThat(lives.run("reattach", "one", "--yes", "--wait")).exitsWith(DONE);

    assertThat(lives.mutations("take", "datavol1", "--ldom", "ldom1", "--name", "again"))
        .noneMatch(command -> command.contains("snapstart"));
    assertThat(lives.run("remove", "again", "--yes")).exitsWith(DONE);
    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void without_wait_it_does_not_wait_for_the_copy() {
    Lives lives = Lives.traditional().took("one");

    assertThat(lives.run("reattach", "one", "--yes")).exitsWith(DONE);

    assertThat(String.join("\n", lives.layout())).contains("SNAPTMP");
  }

  @Test
  void a_dissociated_snapshot_is_a_volume_without_marks() {
    Lives lives = Lives.instant().took("one");

    CliRun run = lives.run("dissociate", "one", "--yes");

    assertThat(run).exitsWith(DONE).prints("a volume of its own");
    assertThat(lives.snapshots()).isEmpty();
    assertThat(lives.run("list")).prints("no snapshots");
    assertThat(lives.run("remove", "one", "--yes"))
        .exitsWith(REFUSED)
        .says("is a volume, and not a snapshot");
  }

  @Test
  void a_traditional_snapshot_is_cleared() {
    Lives lives = Lives.traditional().took("one");

    assertThat(lives.work("dissociate", "one", "--yes"))
        .element(0)
        .isEqualTo("sun-a# vxassist -g datadg snapclear one");

    assertThat(lives.snapshots()).isEmpty();
    assertThat(lives.run("list")).prints("no snapshots");
  }

  @Test
  void a_dry_run_prints_what_a_run_does() {
    for (Lives lives : List.of(Lives.instant(), Lives.traditional())) {
      lives.took("one", "two", "three");
      for (List<String> words :
          List.of(
              List.of("pin", "one"),
              List.of("unpin", "one"),
              List.of("reattach", "one", "--yes", "--wait"),
              List.of("dissociate", "two", "--yes"),
              List.of("remove", "three", "--yes"))) {
        String[] args = words.toArray(String[]::new);
        List<String> printed = lives.dryRun(args);

        assertThat(lives.mutations(args)).as("%s", words).isEqualTo(printed).isNotEmpty();
      }
    }
  }

  @Test
  void what_would_be_lost_is_asked_for_and_without_a_terminal_refused() {
    Lives lives = Lives.instant().took("one");
    List<String> before = lives.layout();

    assertThat(lives.run("remove", "one"))
        .exitsWith(REFUSED)
        .says("datadg/one", "of datadg/datavol1", "lost", "--yes");
    assertThat(lives.run("reattach", "one")).exitsWith(REFUSED).says("lost", "--yes");

    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void what_cvmsnap_did_not_make_it_does_not_end_unless_told_so() {
    Lives lives = Lives.instant();
    List<String> before = lives.layout();
    lives
        .world
        .typed("sun-a", "vxsnap -g datadg addmir datavol1")
        .typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=theirs/nmirror=1");

    assertThat(lives.run("remove", "theirs", "--yes"))
        .exitsWith(REFUSED)
        .says("does not carry cvmsnap's mark", "--foreign");
    assertThat(lives.run("pin", "theirs")).exitsWith(REFUSED).says("does not carry");
    assertThat(lives.run("remove", "theirs", "--yes", "--foreign")).exitsWith(DONE);

    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void a_linked_one_is_a_mirror_again_and_no_snapshot_once_it_is_given_back() {
    Lives lives = Lives.instant();
    List<String> before = lives.layout();
    lives.done("take", "datavol1", "--ldom", "ldom1", "--name", "one", "--kind", "linked");

    assertThat(lives.run("reattach", "one", "--yes")).exitsWith(DONE);

    assertThat(lives.run("list")).prints("a mirror again");
    assertThat(lives.run("reattach", "one", "--yes"))
        .exitsWith(REFUSED)
        .says("is a mirror of its source");
    assertThat(lives.run("restore", "one", "--ldom", "ldom1", "--yes"))
        .exitsWith(REFUSED)
        .says("datadg/one is a mirror of datadg/datavol1 again, and holds no point in time");
    assertThat(lives.run("prune", "datavol1", "--keep-last", "1", "--explain"))
        .prints("a mirror of its source again", "pruned nothing");
    List<String> printed = lives.dryRun("remove", "one");
    assertThat(lives.mutations("remove", "one", "--yes")).isEqualTo(printed).hasSize(6);
    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void what_is_pinned_has_to_be_unpinned_first() {
    Lives lives = Lives.instant().took("one");
    lives.done("pin", "one");

    assertThat(lives.run("remove", "one", "--yes"))
        .exitsWith(REFUSED)
        .says("datadg/one is pinned", "cvmsnap unpin datadg/one");
    assertThat(lives.run("reattach", "one", "--yes")).exitsWith(REFUSED).says("is pinned");
    lives.done("unpin", "one");
    assertThat(lives.run("remove", "one", "--yes")).exitsWith(DONE);
  }

  @Test
  void several_are_pinned_in_one_run_and_those_that_are_stay_so() {
    Lives lives = Lives.instant().took("one").took("two");
    lives.done("pin", "one");
    int before = lives.world.mutations().size();

    lives.done("pin", "one", "datadg/two");

    assertThat(lives.world.mutations().subList(before, lives.world.mutations().size()))
        .filteredOn(typed -> typed.contains("settag"))
        .singleElement()
        .asString()
        .contains(" two ");
    assertThat(lives.run("remove", "two", "--yes")).exitsWith(REFUSED).says("two is pinned");
  }

  @Test
  void who_is_asked_is_told_of_the_last_good_one_and_of_the_rest_of_a_set() {
    Lives lives = Lives.instant();
    lives.done("take", "datavol1", "datavol2", "--ldom", "ldom1", "--name", "{volume}_a");

    assertThat(lives.run("remove", "datavol1_a"))
        .exitsWith(REFUSED)
        .says(
            "No other good snapshot of datadg/datavol1 is left then.",
            "datadg/datavol2_a of the same instant is not a whole set without it.");
    assertThat(lives.run("remove", "datavol1_a", "datavol2_a").err())
        .doesNotContain("not a whole set");
    assertThat(lives.run("remove", "datavol1_a", "--yes"))
        .exitsWith(DONE)
        .prints("mind: datadg/datavol2_a is not a whole set any more");
  }

  private static void export(Lives lives) {
    lives
        .world
        .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/one snap@primary-vds0")
        .typed("sun-a", "ldm add-vdisk id=4 snap snap@primary-vds0 ldom2");
  }

  @Test
  void what_is_not_tied_to_its_source_any_more_is_neither_given_back_nor_cut_off() {
    Lives lives = Lives.instant().took("one");
    lives.world.typed("sun-a", "vxsnap -g datadg dis one");

    for (String verb : List.of("reattach", "dissociate")) {
      assertThat(lives.run(verb, "one", "--yes"))
          .exitsWith(REFUSED)
          .says("datadg/one is not tied to its source any more", "cvmsnap forget datadg/one");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"instant", "traditional"})
  void what_somebody_has_made_a_volume_of_his_own_is_neither_good_nor_removed(String family) {
    Lives lives = family.equals("instant") ? Lives.instant() : Lives.traditional();
    lives.world.typed("sun-a", "vxvol -g datadg set fastresync=on datavol1");
    lives.took("one", "two");
    cutOff(lives, family);

    assertThat(lives.run("list")).prints("dissociated");
    assertThat(lives.run("prune", "datavol1", "--keep", "1", "--explain", "--yes"))
        .exitsWith(DONE)
        .prints("pruned nothing", "by somebody else");
    assertThat(lives.run("remove", "one", "--yes")).exitsWith(REFUSED).says("cvmsnap forget");
    assertThat(lives.snapshots()).contains("two");
    assertThat(lives.layout()).anyMatch(row -> row.contains(" one "));

    assertThat(lives.run("forget", "one"))
        .exitsWith(DONE)
        .prints("forgot datadg/one: it is no snapshot of cvmsnap's any more");
    assertThat(lives.run("list").out()).doesNotContain("one ").contains("two");
    assertThat(lives.layout()).anyMatch(row -> row.contains(" one "));
  }

  private static void cutOff(Lives lives, String family) {
    if (family.equals("instant")) {
      lives
          .world
          .typed("sun-a", "vxsnap -g datadg dis one")
          .typed("sun-a", "vxsnap -g datadg unprepare one");
    } else {
      lives.world.typed("sun-a", "vxassist -g datadg snapclear one");
    }
  }

  @Test
  void what_somebody_has_cut_off_is_removed_if_it_is_said_that_it_is_meant() {
    Lives lives = Lives.instant().took("one");
    cutOff(lives, "instant");

    lives.done("remove", "--foreign", "one", "--yes");

    assertThat(lives.layout()).noneMatch(row -> row.contains(" one "));
  }

  @Test
  void what_somebody_has_refreshed_is_not_good_and_is_kept() {
    Lives lives = Lives.instant().took("one", "two");
    lives.world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));
    lives.world.typed("sun-a", "vxsnap -g datadg refresh one source=datavol1");

    assertThat(lives.run("list", "--json").out()).contains("refreshed by somebody else");
    assertThat(lives.run("prune", "datavol1", "--keep", "1", "--yes")).prints("pruned nothing");
  }

  @Test
  void what_cvmsnap_has_refreshed_is_good() {
    Lives lives = Lives.instant().took("one");
    lives.world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));
    lives.done("refresh", "one", "--ldom", "ldom1", "--yes");

    assertThat(lives.run("list", "--json").out()).contains("\"troubles\":[]");
  }

  @Test
  void what_is_exported_is_not_ended_and_the_domain_is_named() {
    Lives lives = Lives.instant().took("one");
    export(lives);
    List<String> before = lives.layout();

    for (String verb : List.of("remove", "reattach", "dissociate")) {
      assertThat(lives.run(verb, "one", "--yes"))
          .exitsWith(REFUSED)
          .says("datadg/one is exported to ldom2 on sun-a (disk snap, c0d4)", "unexport");
    }

    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void a_back_end_without_a_disk_counts_as_exported_too() {
    Lives lives = Lives.instant().took("one");
    lives.world.typed("sun-b", "ldm add-vdsdev /dev/vx/dsk/datadg/one snap@primary-vds0");

    assertThat(lives.run("remove", "one", "--yes"))
        .exitsWith(REFUSED)
        .says("primary-vds0 on sun-b (as snap), to no domain", "ldm rm-vdsdev snap@primary-vds0");
  }

  @Test
  void what_a_guest_has_open_is_not_ended() {
    Lives lives = Lives.instant().took("one");
    export(lives);
    lives.world.typed("sun-a", "ldm bind ldom2");

    assertThat(lives.run("remove", "one", "--yes"))
        .exitsWith(REFUSED)
        .says("ldom2 on sun-a", "and open there");
  }

  @Test
  void a_node_that_does_not_answer_counts_as_using_it() {
    Lives lives = Lives.instant().took("one");
    lives.world.fault(Fault.on("ldm list-services*", Fault.Effect.FAIL).times(0).host("sun-b"));

    assertThat(lives.run("remove", "one", "--yes"))
        .exitsWith(REFUSED)
        .says("is not known, so it counts as in use", "sun-b");
    assertThat(lives.snapshots()).containsExactly("one");
  }

  @Test
  void a_snapshot_with_snapshots_is_not_ended() {
    Lives lives = Lives.instant().took("one");
    lives
        .world
        .typed("sun-a", "vxsnap -g datadg addmir one")
        .typed("sun-a", "vxsnap -g datadg make source=one/newvol=child/nmirror=1");

    for (String verb : List.of("remove", "reattach", "dissociate")) {
      assertThat(lives.run(verb, "one", "--yes"))
          .exitsWith(REFUSED)
          .says("datadg/one has snapshots of its own: datadg/child");
    }
  }

  @Test
  void what_is_not_synchronized_is_not_ended() {
    Lives lives = Lives.instant();
    lives
        .world
        .typed("sun-a", "vxassist -g datadg make full 20480m init=active")
        .typed("sun-a", "vxsnap -g datadg prepare full")
        .typed("sun-a", "vxsnap -g datadg make source=datavol1/snapvol=full");

    for (String verb : List.of("remove", "reattach", "dissociate")) {
      assertThat(lives.run(verb, "full", "--yes", "--foreign"))
          .exitsWith(REFUSED)
          .says("datadg/full is not synchronized yet", "syncwait full");
    }
  }

  @Test
  void a_space_optimized_snapshot_has_no_mirrors_to_give_back() {
    Lives lives = Lives.instant();
    List<String> before = lives.layout();
    lives.world.typed(
        "sun-a", "vxsnap -g datadg make source=datavol1/newvol=small/cachesize=1g/autogrow=yes");

    assertThat(lives.run("reattach", "small", "--yes", "--foreign"))
        .exitsWith(REFUSED)
        .says("space-optimized", "cvmsnap remove datadg/small");
    assertThat(lives.run("dissociate", "small", "--foreign"))
        .exitsWith(REFUSED)
        .says("without its source it has no content");
    assertThat(lives.run("remove", "small", "--yes", "--foreign")).exitsWith(DONE);
    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void the_last_snapshot_in_a_cache_of_cvmsnaps_takes_it_along() {
    Lives lives = Lives.instant();
    List<String> before = lives.layout();
    lives
        .world
        .typed("sun-a", "vxassist -g datadg make cvol 1g init=active")
        .typed("sun-a", "vxmake -g datadg cache cobj cachevolname=cvol")
        .typed("sun-a", "vxcache -g datadg start cobj")
        .typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=a/cache=cobj")
        .typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=b/cache=cobj");
    for (String name : List.of("a", "b")) {
      lives.world.typed(
          "sun-a",
          "vxassist -g datadg settag "
              + name
              + " cvmsnap.run=20260301T020000Z-ldom1-000"
              + name
              + " cvmsnap.cache=cobj");
    }

    assertThat(lives.run("remove", "a", "--yes")).exitsWith(DONE);
    assertThat(String.join("\n", lives.layout())).contains("cobj");
    List<String> printed = lives.dryRun("remove", "b", "--yes");
    assertThat(lives.mutations("remove", "b", "--yes")).isEqualTo(printed).hasSize(7);

    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void a_wrong_name_gets_the_nearest_right_one() {
    Lives lives = Lives.instant().took("before_upgrade");

    assertThat(lives.run("remove", "before_upgrad", "--yes"))
        .exitsWith(REFUSED)
        .says("There is no snapshot 'before_upgrad'", "Did you mean before_upgrade?");
    assertThat(lives.run("remove", "otherdg/before_upgrade", "--yes")).exitsWith(REFUSED);
    assertThat(lives.run("show", "datavol1"))
        .exitsWith(REFUSED)
        .says("is a volume, and not a snapshot");
  }

  @Test
  void what_is_in_a_disabled_disk_group_is_not_told_to_be_missing() {
    World world = World.changed("[[diskgroup]]\n", "[[diskgroup]]\ndisabled = true\n");

    assertThat(world.cvmsnap("list"))
        .exitsWith(DONE)
        .says("disk group datadg is disabled, so what is in it is not listed");
    assertThat(world.cvmsnap("list").out()).isEmpty();
    assertThat(world.cvmsnap("list", "--json").json().get("disabledGroups"))
        .isEqualTo(List.of("datadg"));
    for (String[] words :
        new String[][] {
          {"show", "one"},
          {"remove", "one", "--yes"},
          {"prepare", "datavol1"},
          {"prune", "--ldom", "ldom1", "--keep-last", "1", "--yes"}
        }) {
      assertThat(world.cvmsnap(words)).exitsWith(REFUSED).says("datadg", "is disabled");
    }
  }

  @Test
  void show_tells_everything_in_text_and_in_json() {
    Lives lives = Lives.instant().took("one");
    export(lives);
    lives.done("pin", "one");

    assertThat(lives.run("show", "one"))
        .exitsWith(DONE)
        .prints(
            "source:     datadg/datavol1",
            "plex:       datavol1-03 ACTIVE",
            "dco:        one_dco",
            "pinned:     yes",
            "open on:    no node",
            "exported:   to ldom2 on sun-a (disk snap, c0d4): /dev/vx/dsk/datadg/one",
            "tag:        cvmsnap.guest=ldom1");
    Map<String, Object> json = lives.run("show", "one", "--json").json();
    assertThat(json)
        .containsEntry("schema", "cvmsnap.show/1")
        .containsEntry("pinned", true)
        .containsEntry("source", "datavol1");
    assertThat(String.valueOf(json.get("exports"))).contains("ldom2").contains("c0d4");
  }
}
