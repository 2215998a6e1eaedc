package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Everything that keeps a take from beginning: exit 3, nothing touched, and what to do next. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefusalsTest {
  private static final String DATA_DISK =
      """
      [[node.domain.disk]]
      name = "data"
      volume = "ldom1-data@primary-vds0"
      id = 2
      """;

  private static void refuses(World world, String problem, String next) {
    refuses(world, List.of("take", "datavol1", "--ldom", "ldom1"), problem, next);
  }

  private static void refuses(World world, List<String> words, String problem, String next) {
    SimTruth before = world.truth();
    List<String> mutations = world.mutations();

    CliRun run = world.cvmsnap(words.toArray(String[]::new));

    assertThat(run)
        .exitsWith(REFUSED)
        .hasNoDebts()
        .printsNothing()
        .says("cvmsnap: service: nothing was touched.")
        .says("cvmsnap: what happened: " + problem)
        .says("cvmsnap: next: " + next);
    assertThat(world.mutations()).isEqualTo(mutations);
    assertThat(world.truth().guests()).isEqualTo(before.guests());
    assertThat(world.truth().volumes()).isEqualTo(before.volumes());
    assertThat(world.truth().snapshots()).isEqualTo(before.snapshots());
  }

  @Test
  void an_unknown_volume() {
    refuses(
        World.builtIn(),
        List.of("take", "datvol1", "--ldom", "ldom1"),
        "No disk of ldom1 has a volume 'datvol1' behind it.",
        "Did you mean datavol1 or datavol2");
  }

  @Test
  void a_volume_that_another_guest_has() {
    refuses(
        World.builtIn(),
        List.of("take", "datavol3", "--ldom", "ldom1"),
        "No disk of ldom1 has a volume 'datavol3' behind it.",
        "Did you mean datavol1 or datavol2");
  }

  @Test
  void an_unknown_guest() {
    refuses(
        World.builtIn(),
        List.of("take", "datavol1", "--ldom", "ldmo1"),
        "There is no domain 'ldmo1' on this machine.",
        "Did you mean ldom1?");
  }

  @Test
  void a_guest_of_another_node() {
    refuses(
        World.builtIn(),
        List.of("take", "datavol3", "--ldom", "ldom3"),
        "There is no domain 'ldom3' on sun-a: it is on sun-b.",
        "Run cvmsnap on sun-b, or through --host ssh://sun-b.");
  }

  @Test
  void the_control_domain_itself() {
    refuses(
        World.builtIn(),
        List.of("take", "datavol1", "--ldom", "primary"),
        "primary is the control domain.",
        "Name a guest domain: ldm list shows them.");
  }

  @Test
  void a_disk_group_that_the_guest_has_no_volume_in() {
    refuses(
        World.builtIn(),
        List.of("take", "datavol1", "--ldom", "ldom1", "--group", "otherdg"),
        "No disk of ldom1 has a volume 'datavol1' in disk group otherdg behind it.",
        "Did you mean datadg/datavol1?");
  }

  @Test
  void a_volume_that_another_domain_of_this_node_has_too() {
    World world =
        World.changed(
            "volume = \"ldom2-boot@primary-vds0\"", "volume = \"ldom1-data@primary-vds0\"");

    refuses(
        world,
        "datadg/datavol1 is also a disk of ldom2 on sun-a.",
        "Two guests on one volume ruin it. Find out whose it is: ldm list -o disk ldom2, on sun-a.");
  }

  @Test
  void a_volume_that_a_domain_of_another_node_has_too() {
    World world = World.changed("/dev/vx/dsk/datadg/datavol3", "/dev/vx/rdsk/datadg/datavol1");

    refuses(
        world,
        "datadg/datavol1 is also a disk of ldom3 on sun-b.",
        "Two guests on one volume ruin it.");
  }

  @Test
  void a_volume_that_is_open_in_the_control_domain_of_another_node() {
    World world =
        World.changed("name = \"sun-b\"", "name = \"sun-b\"\nopen = [\"datadg/datavol1\"]");

    refuses(
        world,
        "datadg/datavol1 is open on sun-b, and not by ldom1.",
        "Find who has it open there, such as a mount in the control domain, and close it.");
  }

  /** The agent CVMVolDg reads volumes when it monitors them. */
  @Test
  void not_a_volume_that_is_open_elsewhere_for_an_instant() {
    World world =
        World.changed(
            "name = \"sun-b\"",
            "name = \"sun-b\"\nopen = [\"datadg/datavol1\"]\nopenUntil = 2026-03-01T02:00:06Z");

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--dry-run");

    assertThat(run).exitsWith(DONE);
    assertThat(
            world.log().stream()
                .filter(entry -> entry.host().equals("sun-b"))
                .map(entry -> String.join(" ", entry.argv()))
                .filter(words -> words.contains("%devopen")))
        .as("looks at sun-b")
        .hasSizeGreaterThan(1);
  }

  @Test
  void a_volume_of_a_guest_that_is_off_and_that_is_open_here_all_the_same() {
    World world =
        World.changed("name = \"sun-a\"", "name = \"sun-a\"\nopen = [\"datadg/datavol1\"]")
            .typed("sun-a", "ldm stop ldom1")
            .typed("sun-a", "ldm unbind ldom1");

    refuses(
        world,
        "datadg/datavol1 is open on sun-a, and not by ldom1.",
        "Find who has it open there, such as a mount in the control domain, and close it.");
  }

  @Test
  void a_member_of_the_cluster_that_does_not_answer() {
    World world = World.builtIn().fault(new Fault("*", Effect.HANG, 1, 0, "sun-b"));

    refuses(world, "What cannot be learned counts as in use: ", "Find out why, and try again.");
  }

  @Test
  void no_member_that_has_left_the_cluster() {
    World world = World.builtIn().change(cluster -> cluster.crashNode("sun-b"));

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.log()).noneMatch(entry -> entry.host().equals("sun-b"));
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void a_file_system_that_somebody_uses() {
    World world =
        World.builtIn()
            .change(c -> c.hold("ldom1", 4711, "oracle", "/opt/db/bin/dbwriter -d prod", "/data"));

    refuses(
        world,
        "/data in ldom1 is in use by process 4711 of oracle: /opt/db/bin/dbwriter -d prod.",
        "Stop what uses it, in the guest: fuser -c /data.");
  }

  @Test
  void no_file_system_that_is_not_concerned_and_that_somebody_uses() {
    World world =
        World.builtIn().change(c -> c.hold("ldom1", 4711, "oracle", "tail -f x", "/logs"));

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void a_file_system_on_another_disk_that_would_be_missing_after_the_boot_and_that_somebody_uses() {
    World world = World.builtIn().change(c -> c.hold("ldom1", 4711, "oracle", "dbwriter", "/data"));

    refuses(
        world,
        List.of("take", "datavol2", "--ldom", "ldom1"),
        "/data in ldom1, which has to be unmounted too, is in use by process 4711 of oracle: dbwriter.",
        "Stop what uses it, in the guest: fuser -c /data.");
  }

  @Test
  void the_root_file_system_of_a_guest_that_runs() {
    refuses(
        World.builtIn(),
        List.of("take", "bootvol1", "--ldom", "ldom1"),
        "/ of ldom1 is on these volumes and cannot be unmounted while it runs.",
        "Shut the guest down from inside (init 5), then try again with the bound domain.");
  }

  @Test
  void a_guest_that_would_not_boot_by_itself() {
    World world = World.builtIn().typed("sun-a", "ldm set-variable auto-boot?=false ldom1");

    refuses(
        world,
        "ldom1 would wait at the ok prompt once it is started (auto-boot?=false).",
        "Set it: ldm set-variable 'auto-boot?=true' ldom1.");
  }

  @Test
  void a_control_domain_that_waits_for_a_reboot() {
    World world = World.changed("control = true", "control = true\ndelayedReconfiguration = true");

    refuses(
        world,
        "primary waits for a reboot to be reconfigured; until then no domain can be bound.",
        "Reboot primary, or cancel: ldm cancel-reconf.");
  }

  @Test
  void a_domain_that_is_being_migrated() {
    World world = World.changed("name = \"ldom1\"", "name = \"ldom1\"\nmigration = \"s\"");

    refuses(
        world,
        "ldom1 is being migrated.",
        "Wait for the migration to end: ldm list -o status ldom1.");
  }

  @Test
  void a_guest_without_a_running_operating_system() {
    World world = World.builtIn().typed("ldom1", "init 0");
    world.change(cluster -> cluster.advance(java.time.Duration.ofMinutes(5)));

    refuses(
        world,
        "The operating system in ldom1 is not running.",
        "Boot it, or stop the domain: ldm stop ldom1.");
  }

  @Test
  void a_layered_volume() {
    World world =
        World.changed(
            "name = \"datavol1\"\nmegabytes = 20480\nmirrors = 2\nprepared = true\nregionsize = 64",
            "name = \"datavol1\"\nmegabytes = 20480\nmirrors = 2\nlayered = true");

    refuses(
        world,
        "datadg/datavol1 is a layered volume, from which no plex can be broken off.",
        "Take it with --kind full, --kind space-optimized or --kind linked.");
  }

  @Test
  void a_volume_that_is_not_active() {
    World world =
        World.changed(
            "name = \"datavol1\"\nmegabytes", "name = \"datavol1\"\nstate = \"SYNC\"\nmegabytes");

    refuses(
        world,
        "datadg/datavol1 is ENABLED/SYNC and has to be ENABLED/ACTIVE.",
        "Start it or wait for its resynchronization: vxtask list; vxvol -g datadg start datavol1.");
  }

  @Test
  void a_private_disk_group() {
    World world = World.changed("shared = true", "shared = false");

    refuses(
        world,
        "Disk group datadg is not enabled and shared.",
        "See: vxdg list datadg; then deport it and import it again, with all that uses it closed: vxdg deport datadg; vxdg -s import datadg.");
  }

  @Test
  void a_disk_group_that_is_disabled() {
    World world = World.changed("shared = true", "shared = true\ndisabled = true");

    refuses(
        world,
        "Disk group datadg is not enabled and shared.",
        "See: vxdg list datadg; then deport it and import it again, with all that uses it closed: vxdg deport datadg; vxdg -s import datadg.");
  }

  @Test
  void a_node_that_is_not_in_the_cluster() {
    World world =
        World.builtIn()
            .typed("sun-a", "ldm stop ldom1")
            .typed("sun-a", "ldm unbind ldom1")
            .change(cluster -> cluster.leaveCluster("sun-a"));

    refuses(
        world,
        "CVM is not active on sun-a, so its volumes cannot be shared.",
        "Start the cluster here, or work on a node that is a member: vxdctl -c mode.");
  }

  @Test
  void a_disk_that_another_domain_serves() {
    World world = World.changed(DATA_DISK, DATA_DISK + "server = \"secondary\"\n");

    refuses(
        world,
        "Disk data is served by secondary, another domain; whether it is closed is not known here.",
        "cvmsnap works where the control domain serves the disk.");
  }

  @Test
  void a_guest_whose_other_disk_is_not_there_to_come_back_to() {
    World world =
        World.builtIn()
            .typed("sun-a", "ldm stop ldom1")
            .typed("sun-a", "ldm unbind ldom1")
            .typed("sun-a", "vxvol -g datadg stop datavol2")
            .typed("sun-a", "ldm bind ldom1");

    refuses(
        world,
        "datadg/datavol2, behind disk logs, is not enabled, so ldom1 could not come back.",
        "Start it: vxvol -g datadg start datavol2.");
  }

  @Test
  void a_guest_whose_other_disk_is_not_exported_any_more() {
    World world =
        World.changed("volume = \"ldom1-logs@primary-vds0\"", "volume = \"gone@primary-vds0\"");

    refuses(
        world,
        "Nothing on this machine exports the back end of disk logs (gone@primary-vds0).",
        "See: ldm list-services.");
  }

  @Test
  void a_snapshot_mirror_that_somebody_else_keeps() {
    World world =
        World.builtIn()
            .typed("sun-a", "vxsnap -g datadg addmir datavol1")
            .typed("sun-a", "vxedit -g datadg set putil2=backup datavol1-03");

    refuses(
        world,
        "Snapshot mirror datavol1-03 of datadg/datavol1 is kept by somebody else (putil2=backup)",
        "Ask its owner, or remove it: vxsnap -g datadg rmmir datavol1.");
  }

  @Test
  void a_name_that_is_too_long_for_its_dco() {
    refuses(
        World.builtIn(),
        List.of("take", "datavol1", "--ldom", "ldom1", "--name", "{volume}-before-the-upgrade"),
        "The snapshot of datavol1 cannot be named 'datavol1-before-the-upgrade': it has 27"
            + " characters, and only 24 leave room for the names of its DCO.",
        "Choose other names, such as --name '{volume}_{n}'.");
  }

  @Test
  void a_name_that_vxvm_does_not_take_is_refused_before_anything_is_asked() {
    CliRun run =
        World.builtIn().cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "before upgrade");

    assertThat(run)
        .exitsWith(USAGE)
        .hasNoDebts()
        .says("'before upgrade' makes no name: VxVM takes letters, digits, _ - .");
  }

  @Test
  void a_name_that_a_volume_has_already() {
    refuses(
        World.builtIn(),
        List.of("take", "datavol1", "--ldom", "ldom1", "--name", "datavol2"),
        "The snapshot of datavol1 cannot be named 'datavol2': the disk group has a volume of that"
            + " name.",
        "Choose other names, such as --name '{volume}_{n}'.");
  }

  @Test
  void the_name_of_the_volume_itself() {
    refuses(
        World.builtIn(),
        List.of("take", "datavol1", "--ldom", "ldom1", "--name", "{volume}"),
        "The snapshot of datavol1 cannot be named 'datavol1': the disk group has a volume of that"
            + " name.",
        "Choose other names, such as --name '{volume}_{n}'.");
  }

  @Test
  void volumes_of_which_only_one_is_prepared() {
    World world =
        World.changed(
            "prepared = true\nregionsize = 64\n\n[[diskgroup.volume]]\nname = \"datavol2\"",
            "[[diskgroup.volume]]\nname = \"datavol2\"");

    refuses(
        world,
        List.of("take", "datavol1", "datavol2", "--ldom", "ldom1"),
        "datadg/datavol2 is prepared for instant snapshots and datadg/datavol1 is not, so they"
            + " cannot be taken in one instant.",
        "Prepare the others: vxsnap -g datadg prepare datavol1.");
  }

  @Test
  void several_reasons_are_all_told_at_once() {
    World world =
        World.builtIn()
            .typed("sun-a", "ldm set-variable auto-boot?=false ldom1")
            .change(cluster -> cluster.hold("ldom1", 4711, "oracle", "vi x", "/data"));

    CliRun run =
        world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "datavol2", "--json");

    assertThat(run).exitsWith(REFUSED).says("auto-boot", "4711", "datavol2");
    assertThat(run.json())
        .containsEntry("schema", "cvmsnap.take/1")
        .containsEntry("outcome", "refused")
        .containsEntry("exitCode", 3)
        .containsEntry("service", "up");
    assertThat(world.snapshots()).isEmpty();
  }
}
