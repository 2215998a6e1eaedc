package org.cvmsnap.scenario;

import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What sites with VCS have besides one group for one guest, and what others do to it meanwhile. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VcsSiteTest {
  private static final String GROUP = "autoFailOver = true";
  private static final String RESOURCES = "[vcs.resource.attributes]\nLDomName = \"ldom1\"";

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  /** The world as it will be when a run gets there: somebody types something just before that. */
  private static World typedBefore(World world, String beginning, String... argv) {
    World trial = world.copy();
    take(trial);
    LogEntry first = trial.log().get(0);
    LogEntry there =
        trial.log().stream()
            .filter(each -> String.join(" ", each.argv()).startsWith(beginning))
            .findFirst()
            .orElseThrow();
    Duration wait = Duration.between(first.time(), there.time()).minusSeconds(1);
    return world.change(cluster -> cluster.typedLater(wait, "sun-b", argv));
  }

  private static World withResource(String type, String device) {
    String more =
        "\n\n[[vcs.resource]]\nname = \"res_fs\"\ntype = \"%s\"\n[vcs.resource.attributes]\nBlockDevice = \"%s\"\n";
    return World.vcs(RESOURCES, RESOURCES + more.formatted(type, device));
  }

  @Test
  void a_group_that_somebody_unfreezes_while_the_guest_stops_means_no_snapshot() {
    World world = World.vcs(GROUP, "autoFailOver = false");
    SimTruth.Guest before = world.guest("ldom1");
    typedBefore(world, "ldm unbind", "hagrp", "-unfreeze", "ldom1_sg");

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.FAILED).hasNoDebts().says("is not frozen any more");
    assertThat(world.guest("ldom1")).isAs(before);
    Assertions.assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void a_guest_that_vcs_is_about_to_start_elsewhere_means_no_snapshot() {
    World world = World.vcs(GROUP, "failoverSeconds = 60");
    typedBefore(world, "ldm unbind", "hagrp", "-unfreeze", "ldom1_sg");

    CliRun run = take(world);
    world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));

    Assertions.assertThat(run.exit()).isGreaterThanOrEqualTo(100);
    assertThat(run).hasDebts().says("is not frozen any more");
    Assertions.assertThat(world.snapshots()).isEmpty();
    Assertions.assertThat(world.guest("ldom1").node()).isEqualTo("sun-b");
    Assertions.assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
  }

  @Test
  void systems_may_have_other_names_in_vcs() {
    World world =
        World.vcs(
            "name = \"sun-a\"",
            "name = \"sun-a\"\nvcsName = \"payroll1\"",
            "name = \"sun-b\"",
            "name = \"sun-b\"\nvcsName = \"payroll2\"",
            GROUP,
            "keepsFaults = true");
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(before);
    Assertions.assertThat(world.mutations())
        .contains("sun-a# hares -clear ldom1_ldom -sys payroll1");
    Assertions.assertThat(world.truth().groups().get(0).frozen()).isEqualTo("no");
  }

  @Test
  void systems_with_the_names_of_one_another_are_told_apart_by_their_numbers() {
    World world =
        World.vcs(
            "name = \"sun-a\"",
            "name = \"sun-a\"\nvcsName = \"one\"",
            "name = \"sun-b\"",
            "name = \"sun-b\"\nvcsName = \"two\"");
    world.change(cluster -> cluster.crashNode("sun-a"));
    world.change(cluster -> cluster.advance(Duration.ofMinutes(5)));
    world.change(cluster -> cluster.joinCluster("sun-a"));

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.REFUSED).says("ONLINE on two");
  }

  @Test
  void a_cluster_that_does_not_know_domains_does_not_manage_the_guest() {
    World world =
        World.of(
            World.text("builtin")
                + """
                [[vcs]]
                group = "app_sg"
                systems = ["sun-a", "sun-b"]
                [[vcs.resource]]
                name = "app_fs"
                type = "CFSMount"
                [vcs.resource.attributes]
                BlockDevice = "/dev/vx/dsk/appdg/app1"
                """);

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts();
    Assertions.assertThat(world.mutations()).noneMatch(line -> line.contains("hagrp"));
    Assertions.assertThat(world.log())
        .filteredOn(each -> each.argv().get(0).equals("hatype"))
        .isNotEmpty();
  }

  @Test
  void a_volume_that_vcs_mounts_in_control_domains_is_refused() {
    for (String type : List.of("CFSMount", "Mount")) {
      World world = withResource(type, "/dev/vx/dsk/datadg/datavol2");

      CliRun run = take(world);

      assertThat(run)
          .exitsWith(ExitCode.REFUSED)
          .says("res_fs", "datadg/datavol2", "hares -display");
      Assertions.assertThat(world.mutations()).isEmpty();
    }
  }

  @Test
  void other_mounts_of_vcs_are_nobodys_business() {
    CliRun run = take(withResource("CFSMount", "/dev/vx/dsk/otherdg/other"));

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts();
  }

  @Test
  void nothing_of_vcs_is_asked_where_it_is_not_installed() {
    World world = World.builtIn();

    take(world);

    Assertions.assertThat(world.log())
        .filteredOn(each -> each.argv().get(0).startsWith("ha"))
        .extracting(each -> String.join(" ", each.argv()))
        .containsExactly("hastatus -sum");
  }

  @Test
  void a_node_in_jeopardy_is_told_of_before_the_guest_goes_down() {
    World world = World.vcs("name = \"sun-b\"", "name = \"sun-b\"\njeopardy = true");

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts();
    assertThat(run).says("mind: Node 1 is in jeopardy", "lltstat -nvv active");
  }

  @Test
  void an_agent_that_takes_a_busy_guest_for_offline_is_told_of() {
    World world = World.vcs(RESOURCES, RESOURCES + "\nMonitorCPU = \"1\"");

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.DONE).says("MonitorCPU");
  }

  @Test
  void what_cannot_be_learned_of_the_clusters_health_keeps_nobody_from_working() {
    World world =
        World.vcs()
            .fault(
                Fault.on("gabconfig*", Fault.Effect.FAIL),
                Fault.on("vxfenadm*", Fault.Effect.GARBAGE),
                Fault.on("hares -value*", Fault.Effect.HANG));

    CliRun run = take(world);

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts();
    assertThat(run).says("'gabconfig -a' ended with 1", "'vxfenadm -d' said", "MonitorCPU' gave");
  }

  @Test
  void a_healthy_cluster_is_no_news() {
    assertThat(take(World.vcs())).exitsWith(ExitCode.DONE).saysNothing();
  }
}
