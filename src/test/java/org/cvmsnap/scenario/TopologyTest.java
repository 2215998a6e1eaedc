package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
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

/** The whole cluster in one tree, however much of it answers. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TopologyTest {
  private static final String LDOM2 = "volume = \"ldom2-boot@primary-vds0\"";
  private static final String LDOM3 = "device = \"/dev/vx/dsk/datadg/datavol3\"";

  /** ldom3 on the other node has the volume of ldom1, and both run. */
  private static World openTwice() {
    return World.changed(LDOM3, "device = \"/dev/vx/dsk/datadg/datavol1\"");
  }

  /** ldom2, which does not run, has it. */
  private static World configuredTwice() {
    return World.changed(LDOM2, "volume = \"ldom1-data@primary-vds0\"");
  }

  /** What is found in a document, key after key and place after place. */
  private static Object at(CliRun run, Object... path) {
    Object found = run.json();
    for (Object step : path) {
      Object next =
          found instanceof List<?> list && step instanceof Integer place
              ? list.get(place)
              : ((Map<?, ?>) found).get(step);
      if (next == null) {
        throw new AssertionError("no " + step + " in " + found);
      }
      found = next;
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(CliRun run, Object... path) {
    return (Map<String, Object>) at(run, path);
  }

  @Test
  void everything_is_in_one_tree() {
    CliRun run = World.builtIn().cvmsnap("topology");

    assertThat(run).exitsWith(DONE).saysNothing();
    assertThat(run.out())
        .isEqualTo(
            """
            Nodes
              sun-a  master, here
                primary  active, control domain
                ldom1    active
                  c0d0  boot  datadg/bootvol1  /
                  c0d2  data  datadg/datavol1  /data
                  c0d3  logs  datadg/datavol2  /logs
                ldom2    inactive
                  c0d0  boot  /ldoms/ldom2/boot.img
              sun-b  slave
                primary  active, control domain
                ldom3    active
                  c0d0  boot  /ldoms/ldom3/boot.img  /
                  c0d2  data  datadg/datavol3        /srv

            Disk groups
              datadg  shared
                bootvol1  40G   open on sun-a
                  disk of ldom1 on sun-a (disk boot, c0d0)
                datavol1  20G   open on sun-a
                  disk of ldom1 on sun-a (disk data, c0d2)
                datavol2  8.0G  open on sun-a
                  disk of ldom1 on sun-a (disk logs, c0d3)
                datavol3  10G   open on sun-b
                  disk of ldom3 on sun-b (disk data, c0d2)
            """);
  }

  @Test
  void a_snapshot_stands_beneath_its_source_with_whom_it_is_exported_to() {
    Lives lives = Lives.instant().took("one");
    lives.done("export", "one", "--ldom", "ldom2", "--read-only");

    CliRun run = lives.run("topology");

    assertThat(run)
        .exitsWith(DONE)
        .saysNothing()
        .prints("      c0d1  one   datadg/one (ro)\n")
        .prints("      one  20G  closed  break-off snapshot, taken 2026-03-01T02:", "Z, good\n")
        .prints("        exported to ldom2 on sun-a (disk one, c0d1)\n");
  }

  @Test
  void a_snapshot_that_is_no_good_is_shown_as_that() {
    World world =
        World.builtIn()
            .typed("sun-a", "vxassist -g datadg make full 20480m")
            .typed("sun-a", "vxsnap -g datadg prepare full")
            .typed("sun-a", "vxsnap -g datadg make source=datavol1/snapvol=full/syncing=no");

    assertThat(world.cvmsnap("topology"))
        .exitsWith(DONE)
        .prints("full snapshot, taken 2026-", ", unsynchronized, not cvmsnap's");
  }

  @Test
  void an_export_to_no_domain_is_shown_at_its_node_and_its_volume() {
    World world =
        World.builtIn()
            .typed("sun-b", "ldm add-vdsdev /dev/vx/dsk/datadg/datavol2 more@primary-vds0");

    assertThat(world.cvmsnap("topology"))
        .exitsWith(DONE)
        .saysNothing()
        .prints("(no domain)  datadg/datavol2 as more@primary-vds0")
        .prints("exported by primary-vds0 on sun-b (as more), to no domain");
  }

  @Test
  void a_volume_that_two_have_open_is_marked_wherever_it_stands_and_told_of_at_the_end() {
    CliRun run = openTwice().cvmsnap("topology");

    assertThat(run)
        .exitsWith(DONE)
        .says(
            "cvmsnap: warning: datadg/datavol1 is OPEN in 2 places: "
                + "ldom1 on sun-a (disk data, c0d2), ldom3 on sun-b (disk data, c0d2)\n");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.lines().stream().filter(line -> line.endsWith("  <== OPEN TWICE")))
        .hasSize(3)
        .allMatch(line -> line.contains("datavol1"));
  }

  @Test
  void a_volume_that_two_could_open_is_another_matter() {
    CliRun run = configuredTwice().cvmsnap("topology");

    assertThat(run)
        .exitsWith(DONE)
        .says(
            "warning: datadg/datavol1 has 2 owners, not two of which have it open: "
                + "ldom1 on sun-a (disk data, c0d2), ldom2 on sun-a (disk boot, c0d0)\n");
    assertThat(run.lines().stream().filter(line -> line.endsWith("  <== TWO OWNERS"))).hasSize(3);
    assertThat(run.out()).doesNotContain("OPEN TWICE");
  }

  @Test
  void two_domains_of_one_node_that_are_bound_have_it_open_both() {
    World world = configuredTwice().typed("sun-a", "ldm bind ldom2");

    assertThat(world.cvmsnap("topology"))
        .exitsWith(DONE)
        .prints("<== OPEN TWICE")
        .says("is OPEN in 2 places: ldom1 on sun-a", "ldom2 on sun-a");
  }

  @Test
  void a_node_that_has_it_open_for_no_domain_is_an_owner_too() {
    World world =
        World.changed("name = \"sun-b\"", "name = \"sun-b\"\nopen = [\"datadg/datavol1\"]");

    assertThat(world.cvmsnap("topology"))
        .exitsWith(DONE)
        .says("is OPEN in 2 places: ldom1 on sun-a (disk data, c0d2), sun-b itself, for no domain");
  }

  @Test
  void a_guest_that_may_move_to_another_node_is_one_owner() {
    CliRun run = World.vcs().cvmsnap("topology");

    assertThat(run).exitsWith(DONE).saysNothing();
    assertThat(at(World.vcs().cvmsnap("topology", "--json"), "contests")).isEqualTo(List.of());
  }

  @Test
  void a_private_group_is_shown_with_its_node() {
    String local =
        """

        [[diskgroup]]
        name = "%s"
        shared = false
        node = "%s"
        disk = [ { name = "d1", device = "c9t%dd0s2", megabytes = 4096 } ]
        volume = [ { name = "datavol1", megabytes = 1024 } ]
        """;
    World world =
        World.of(
            World.text("builtin").replace("/datadg/datavol3", "/bdg/datavol1")
                + local.formatted("adg", "sun-a", 0)
                + local.formatted("bdg", "sun-b", 1));

    CliRun run = world.cvmsnap("topology");

    assertThat(run)
        .exitsWith(DONE)
        .saysNothing()
        .prints("adg     private, on sun-a\n", "bdg     private, on sun-b\n")
        .prints("c0d2  data  bdg/datavol1           /srv\n", "open on sun-b\n");
  }

  @Test
  void a_node_that_does_not_answer_is_shown_as_that() {
    World world = World.builtIn().fault(Fault.on("*", Effect.FAIL).host("sun-b").times(0));

    CliRun run = world.cvmsnap("topology");

    assertAllFired(world);
    assertThat(run)
        .exitsWith(DONE)
        .prints("  sun-b  slave\n    NOT KNOWN: 'ldm list -p' ended with 1")
        .prints("datavol1  20G   open on sun-a, may be open on sun-b\n")
        .says("cvmsnap: warning: sun-b does not tell all: 'vxdg list' ended with 1");
    CliRun json = world.cvmsnap("topology", "--json");
    assertThat(at(json, "complete")).isEqualTo(false);
    assertThat((List<?>) at(json, "nodes", 1, "unknown")).hasSize(2);
    assertThat(at(json, "groups", 0, "volumes", 0, "notKnownOn")).isEqualTo(List.of("sun-b"));
  }

  @Test
  void a_node_that_is_out_of_the_cluster_has_no_shared_volume_open() {
    World world = World.builtIn().change(cluster -> cluster.crashNode("sun-b"));

    CliRun run = world.cvmsnap("topology");

    assertThat(run)
        .exitsWith(DONE)
        .prints("sun-b  out of cluster")
        .prints("datavol3  10G   closed");
    assertThat(run.out()).doesNotContain("may be open");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vxclustadm *",
        "ldm list -p",
        "ldm list -o disk *",
        "ldm list-services *",
        "vxdg list",
        "vxprint * -F *",
        "vxprint * -ht",
        "vxsnap * list*",
        "vxassist * listtag",
      })
  void nothing_is_refused_because_a_question_has_no_answer(String question) {
    World world = World.builtIn().fault(Fault.on(question, Effect.GARBAGE).times(0));

    CliRun run = world.cvmsnap("topology");

    assertAllFired(world);
    assertThat(run).exitsWith(DONE).prints("Nodes\n  sun-a  ", "\nDisk groups\n").says("warning: ");
    assertThat(at(world.cvmsnap("topology", "--json"), "complete")).isEqualTo(false);
  }

  @Test
  void a_guest_that_does_not_answer_is_shown_without_its_mounts() {
    World world =
        World.builtIn().fault(Fault.on("cat /etc/mnttab", Effect.HANG).host("ldom1").times(0));

    CliRun run = world.cvmsnap("topology");

    assertAllFired(world);
    assertThat(run)
        .exitsWith(DONE)
        .prints("ldom1    active, mounts NOT KNOWN\n", "c0d2  data  datadg/datavol1\n", "/srv\n")
        .says("warning: guest ldom1 does not tell what it has mounted: 'cat /etc/mnttab' gave no");
    assertThat(map(world.cvmsnap("topology", "--json"), "nodes", 0, "domains", 1, "disks", 1))
        .containsEntry("mounts", null);
  }

  @Test
  void no_guest_is_asked_who_need_not_be() {
    World world = World.builtIn();

    CliRun run = world.cvmsnap("topology", "--no-guests");

    assertThat(run).exitsWith(DONE).saysNothing().prints("c0d2  data  datadg/datavol1\n");
    assertThat(world.log()).noneMatch(entry -> entry.host().startsWith("ldom"));
  }

  @Test
  void one_domain_or_volume_may_be_asked_for() {
    Lives lives = Lives.instant().took("one");
    lives.done("export", "one", "--ldom", "ldom2");

    CliRun domain = lives.run("topology", "--ldom", "ldom1");
    CliRun volume = lives.run("topology", "one");

    assertThat(domain).exitsWith(DONE).prints("    ldom1  active\n", "      one  20G  closed");
    assertThat(domain.out()).doesNotContain("primary  ", "ldom3", "datavol3");
    assertThat(volume)
        .exitsWith(DONE)
        .prints(
            "    ldom2  inactive\n", "one  20G  closed  break-off snapshot of datadg/datavol1,");
    assertThat(volume.out()).doesNotContain("ldom1 ", "datavol2", "(no domain)");
    assertThat(lives.world.log()).noneMatch(entry -> entry.host().equals("ldom3"));
  }

  @Test
  void a_wrong_name_is_refused_only_where_all_names_are_known() {
    World world = World.builtIn();
    CliRun known = world.cvmsnap("topology", "datvol1");
    CliRun domain = world.cvmsnap("topology", "--ldom", "ldm1");
    world.fault(Fault.on("*", Effect.FAIL).host("sun-b").times(0));

    CliRun perhaps = world.cvmsnap("topology", "--ldom", "ldom3");

    assertThat(known).exitsWith(REFUSED).says("There is no 'datvol1'", "Did you mean datavol1");
    assertThat(domain).exitsWith(REFUSED).says("There is no 'ldm1'", "Did you mean ldom1");
    assertThat(perhaps).exitsWith(DONE).says("sun-b does not tell all");
  }

  @Test
  void it_is_refused_where_there_are_no_domains() {
    World world = World.builtIn().fault(Fault.on("virtinfo *", Effect.FAIL));

    assertThat(world.cvmsnap("topology")).exitsWith(REFUSED).printsNothing();
  }

  @Test
  void how_much_is_asked_does_not_depend_on_how_many_domains_and_volumes_there_are() {
    Lives lives = Lives.instant().took("one", "two");
    lives.done("export", "one", "--ldom", "ldom2");
    World small = World.builtIn();
    int before = lives.world.log().size();

    small.cvmsnap("topology");
    lives.run("topology");

    // Where it is, the members, five for each node, three for the group, one for each guest,
    // and what each guest, its node and the other node say of which machine they are.
    assertThat(small.log()).hasSize(23);
    assertThat(lives.world.log()).hasSize(before + 23);
    assertThat(small.mutations()).isEmpty();
  }

  @Test
  void json_has_all_that_the_tree_has() {
    Lives lives = Lives.instant().took("one");
    lives.done("export", "one", "--ldom", "ldom2", "--read-only");

    CliRun run = lives.run("topology", "--json");

    assertThat(run).exitsWith(DONE).saysNothing();
    assertThat(run.json())
        .containsEntry("schema", "cvmsnap.topology/1")
        .containsEntry("contests", List.of())
        .containsEntry("complete", true)
        .containsEntry("unknown", List.of());
    assertThat(map(run, "nodes", 0))
        .containsEntry("name", "sun-a")
        .containsEntry("here", true)
        .containsEntry("cvm", "Joined: Master")
        .containsEntry("master", true);
    assertThat(map(run, "nodes", 0, "domains", 1))
        .containsEntry("ldom", "ldom1")
        .containsEntry("state", "active");
    assertThat(map(run, "nodes", 0, "domains", 1, "disks", 1))
        .containsEntry("name", "data")
        .containsEntry("frontEnd", "c0d2");
    assertThat(map(run, "nodes", 0, "domains", 1, "disks", 1, "backEnds", 0))
        .containsEntry("device", "/dev/vx/dsk/datadg/datavol1")
        .containsEntry("group", "datadg")
        .containsEntry("volume", "datavol1");
    assertThat(map(run, "nodes", 0, "domains", 1, "disks", 1, "mounts", 0))
        .containsEntry("mountPoint", "/data")
        .containsEntry("fsType", "vxfs");
    assertThat(map(run, "groups", 0)).containsEntry("name", "datadg").containsEntry("shared", true);
    assertThat(map(run, "groups", 0, "volumes", 1))
        .containsEntry("name", "datavol1")
        .containsEntry("bytes", 20480L << 20)
        .containsEntry("openOn", List.of("sun-a"))
        .containsEntry("snapshot", null);
    assertThat(map(run, "groups", 0, "volumes", 4, "snapshot"))
        .containsEntry("name", "one")
        .containsEntry("source", "datavol1")
        .containsEntry("good", true);
    assertThat(map(run, "groups", 0, "volumes", 4, "exports", 0))
        .containsEntry("node", "sun-a")
        .containsEntry("ldom", "ldom2")
        .containsEntry("options", List.of("ro"));
  }

  @Test
  void json_tells_who_the_owners_are() {
    CliRun open = openTwice().cvmsnap("topology", "--json");
    CliRun configured = configuredTwice().cvmsnap("topology", "--json");

    assertThat(open).exitsWith(DONE).says("is OPEN in 2 places");
    assertThat(map(open, "contests", 0))
        .containsEntry("volume", "datavol1")
        .containsEntry("contested", "open");
    assertThat(map(open, "contests", 0, "claims", 1))
        .containsEntry("node", "sun-b")
        .containsEntry("ldom", "ldom3")
        .containsEntry("open", true);
    assertThat(map(configured, "contests", 0)).containsEntry("contested", "configured");
    assertThat(map(configured, "contests", 0, "claims", 1))
        .containsEntry("ldom", "ldom2")
        .containsEntry("open", false);
  }
}
