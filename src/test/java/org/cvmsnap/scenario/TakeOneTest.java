package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Golden;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TakeOneTest {
  private final World world = World.builtIn();

  private CliRun take(String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  @Test
  void the_guest_is_exactly_as_it_was() {
    world
        .typed("ldom1", "umount /data")
        .typed("ldom1", "mount -F vxfs -o ro,nosuid /dev/dsk/c0d2s0 /data");
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = take();

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/", "/data", "/logs").isAs(before);
    assertThat(world.guest("ldom1").mounts())
        .anySatisfy(
            mount -> {
              assertThat(mount.mountPoint()).isEqualTo("/data");
              assertThat(mount.options()).startsWith("ro,nosuid,");
            });
  }

  @Test
  void what_is_mounted_on_other_disks_comes_back_too() {
    world
        .typed("ldom1", "umount /logs")
        .typed("ldom1", "mount -F vxfs -o ro /dev/dsk/c0d3s0 /logs")
        .typed("ldom1", "umount /data")
        .typed("ldom1", "mount -F vxfs -o noatime /dev/dsk/c0d2s0 /data");
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = world.cvmsnap("take", "datavol2", "--ldom", "ldom1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().isAs(before);
  }

  @Test
  void other_guests_are_not_touched() {
    SimTruth.Guest off = world.guest("ldom2");
    SimTruth.Guest elsewhere = world.guest("ldom3");

    assertThat(take()).exitsWith(DONE);

    assertThat(world.guest("ldom2")).isAs(off);
    assertThat(world.guest("ldom3")).isAs(elsewhere);
    assertThat(world.mutations()).noneMatch(typed -> typed.matches(".*(ldom[23]|sun-b).*"));
  }

  @Test
  void there_is_one_clean_snapshot_and_the_volume_is_the_guests_again() {
    assertThat(take()).exitsWith(DONE);

    assertThat(world.snapshots())
        .singleElement()
        .satisfies(
            snapshot -> {
              assertThat(snapshot.content()).isEqualTo("clean");
              assertThat(snapshot.source()).isEqualTo("datavol1");
            });
    SimTruth.Volume source = world.truth().volume("datadg", "datavol1").orElseThrow();
    assertThat(source.openBy()).containsExactly("sun-a/ldom1");
    assertThat(source.corrupt()).isFalse();
  }

  @Test
  void the_snapshot_carries_the_mark_of_its_run() {
    CliRun run = take("--json");

    String name = world.snapshots().get(0).name();
    CliRun tags =
        world.cvmsnap("sim", "exec", "sun-a", "--", "vxassist", "-g", "datadg", "listtag", name);
    assertThat(tags)
        .exitsWith(DONE)
        .prints("cvmsnap.run=" + run.json().get("run"))
        .prints("cvmsnap.guest=ldom1", "cvmsnap.source=datavol1", "cvmsnap.set=1")
        .prints("cvmsnap.kind=break-off", "cvmsnap.taken=2026-03-01T02:", "cvmsnap.version=");
  }

  @Test
  void the_result_is_one_line_on_stdout_and_nothing_is_said() {
    CliRun run = take();

    assertThat(run).exitsWith(DONE).saysNothing();
    assertThat(run.lines())
        .singleElement()
        .asString()
        .matches(
            "took datavol1_\\d{14} of datavol1 in disk group datadg, clean-before; ldom1 was away for \\d+\\.\\d s");
  }

  @Test
  void quiet_success_is_silence() {
    assertThat(take("--quiet")).exitsWith(DONE).printsNothing().saysNothing();
  }

  @Test
  void verbose_tells_commands_as_they_would_be_typed_and_counts_those_that_come_again() {
    CliRun run = take("-v");

    assertThat(run)
        .says("sun-a# ldm list-variable 'auto-boot?' ldom1\n")
        .says("  ldom1: exit 1, stderr: No swap devices configured\n")
        .says("sun-a# ldm start ldom1\nsun-a# ldm list -p ldom1\n... 48 more times\n");
  }

  @Test
  void verbose_tells_each_step_with_its_time() {
    CliRun run = take("-v");

    assertThat(run).exitsWith(DONE);
    assertThat(run.lines()).hasSize(1);
    List<String> steps =
        run.err().lines().filter(line -> line.matches("(prepare|outage|return|after) .*")).toList();
    assertThat(steps.stream().map(line -> line.substring(0, 27).strip()))
        .containsExactly(
            "prepare  lock-guest",
            "prepare  lock-volumes",
            "prepare  attach-mirror",
            "outage   prove-open",
            "outage   unmount",
            "outage   prove-clean",
            "outage   prove-unmounted",
            "outage   stop-domain",
            "outage   unbind-domain",
            "outage   prove-closed",
            "outage   make-snapshots",
            "return   bind-domain",
            "return   start-domain",
            "return   mount",
            "return   mount",
            "after    tag-snapshot",
            "after    unlock-volumes",
            "after    unlock-guest");
    assertThat(steps).allMatch(line -> line.matches(".* \\d+\\.\\d s.*"));
  }

  @Test
  void json_is_one_document_as_the_design_says() {
    CliRun run = take("--json");

    assertThat(run).exitsWith(DONE).saysNothing();
    assertThat(run.lines()).hasSize(1);
    assertThat(run.json())
        .containsOnlyKeys(
            "schema",
            "run",
            "outcome",
            "exitCode",
            "service",
            "guest",
            "mode",
            "outage",
            "snapshots",
            "steps",
            "debts",
            "error")
        .containsEntry("error", null);
    String text = Golden.withoutTimes(run.out()).replace("},", "},\n");
    Golden.assertGolden("take-one.json", text.replaceAll("\"seconds\":[0-9.]+", "\"seconds\":S"));
  }

  @Test
  void the_outage_is_from_the_first_unmount_to_the_last_mount() {
    CliRun run = take("--json");

    double mirror = 103;
    assertThat(run.json().get("outage"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .hasEntrySatisfying(
            "seconds",
            seconds ->
                assertThat((Double) seconds)
                    .isBetween(30.0 + 90, 30.0 + 90 + 30)
                    .isNotEqualTo(mirror));
  }

  @Test
  void a_second_one_goes_beside_the_first() {
    assertThat(take()).exitsWith(DONE);

    assertThat(take()).exitsWith(DONE).hasNoDebts();

    assertThat(world.snapshots()).hasSize(2).allMatch(one -> one.content().equals("clean"));
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void nothing_is_mounted_again_that_is_not_wanted() {
    CliRun run = take("--no-remount");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/", "/logs");
    assertThat(world.guest("ldom1").mountPoints()).doesNotContain("/data");
    assertThat(world.mutations()).noneMatch(typed -> typed.startsWith("ldom1# mount"));
  }

  @Test
  void a_name_is_made_of_what_the_template_says() {
    assertThat(take("--name", "{volume}-{date}.{n}")).exitsWith(DONE);
    assertThat(take("--name", "{volume}-{date}.{n}")).exitsWith(DONE);

    assertThat(world.snapshots().stream().map(SimTruth.Snapshot::name))
        .containsExactlyInAnyOrder("datavol1-20260301.1", "datavol1-20260301.2");
  }
}
