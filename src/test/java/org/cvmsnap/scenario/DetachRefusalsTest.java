package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps disks from being taken from a guest that runs, and that it is stopped instead. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DetachRefusalsTest {
  private static final String GUEST = "name = \"ldom1\"\n";
  private static final String DATA = "volume = \"ldom1-data@primary-vds0\"\nid = 2";

  private static final String DATA2 =
      "device = \"/dev/vx/dsk/datadg/datavol1\" },\n"
          + "  { name = \"ldom1-more\", device = \"/ldoms/more.img\" },";
  private static final String DISK2 =
      "{ name = \"more\", volume = \"ldom1-more@primary-vds0\", id = 4 },";

  /**
   * A reason.
   *
   * @param says what is told of it
   * @param options that are needed besides
   */
  private record Case(String name, World world, String says, List<String> options) {
    Case(String name, World world, String says, String... options) {
      this(name, world.guarded(), says, List.of(options));
    }

    CliRun take(String mode) {
      List<String> words =
          new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1", "--mode", mode));
      words.addAll(options);
      return world.cvmsnap(words.toArray(String[]::new));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static World usual(String... pairs) {
    return World.changed(pairs);
  }

  /** Those in which stopping the guest is the way. */
  static Stream<Case> reasons() {
    return Stream.of(
        new Case(
            "drd is disabled",
            usual(GUEST, GUEST + "drd = \"disabled\"\n"),
            "its service drd is not online, but: disabled"),
        new Case(
            "drd is not there",
            usual(GUEST, GUEST + "drd = \"absent\"\n"),
            "its service drd is not online, but: nothing"),
        new Case(
            "it does not say that Solaris runs",
            usual(GUEST, GUEST + "softstate = \"Linux running\"\n"),
            "does not say of itself that Solaris runs in it, but: Linux running"),
        new Case(
            "it says nothing of itself",
            usual(GUEST, GUEST + "softstate = \"\"\n"),
            "does not say of itself that Solaris runs in it, but: nothing"),
        new Case(
            "a cluster manager runs in it",
            usual()
                .change(cluster -> cluster.hold("ldom1", 77, "root", "/opt/VRTSvcs/bin/had", "/")),
            "had runs in ldom1, and may take file systems that go for a fault"),
        new Case(
            "it is in an mpgroup",
            usual("name = \"ldom1-data\"\n", "name = \"ldom1-data\"\nmpgroup = \"mp1\"\n"),
            "is in mpgroup mp1"),
        new Case(
            "a program has a raw device open",
            World.of(World.text("asm")),
            "has devices of disk",
            "--no-file-system"),
        new Case(
            "it is swap space",
            usual("mounted = [\"/data\"]", "swap = [\"/dev/dsk/c0d2s1\"]"),
            "is swap space of ldom1",
            "--no-file-system"),
        new Case(
            "it takes the crash dumps",
            usual("mounted = [\"/data\"]", "dump = \"/dev/dsk/c0d2s1\""),
            "takes the crash dumps of ldom1",
            "--no-file-system"),
        new Case(
            "a volume manager has it",
            World.of(World.text("layered")),
            "is on these volumes, and keeps their disks open"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void it_is_refused_before_anything_is_touched_and_auto_stops_the_guest(Case reason) {
    World world = reason.world();
    int mutations = world.mutations().size();
    long boots = world.guest("ldom1").boots();

    assertThat(reason.take("detach"))
        .exitsWith(REFUSED)
        .printsNothing()
        .says(reason.says(), "Or let it be stopped: --mode stop, or --mode auto.");
    assertThat(world.mutations()).hasSize(mutations);

    assertThat(reason.take("auto"))
        .exitsWith(DONE)
        .hasNoDebts()
        .says("mind: ldom1 is stopped, as its disks cannot be taken from it while it runs: ");
    assertThat(world.guest("ldom1").boots()).isEqualTo(boots + 1);
  }

  @Test
  void what_has_a_disk_open_is_found_by_a_command_that_can_be_typed() {
    World world = World.of(World.text("asm"));

    assertThat(world.cvmsnap("take", "--all", "--ldom", "ldom1", "--mode", "detach", "--dry-run"))
        .exitsWith(REFUSED)
        .says("Stop it, in the guest: fuser /dev/rdsk/c0d2s0 /dev/rdsk/c0d2s1 /dev/rdsk/c0d2s2 ");
  }

  /** Those in which the guest cannot be stopped for it, either. */
  static Stream<Case> reasonsForBoth() {
    return Stream.of(
        new Case(
            "another domain serves it",
            usual(DATA, DATA + "\nserver = \"ldom2\""),
            "is served by ldom2"),
        new Case(
            "a pool is on it in part",
            World.of(
                World.text("zfs")
                    .replace("device = \"/dev/vx/dsk/datadg/datavol1\" },", DATA2)
                    .replace("id = 2 },", "id = 2 }, " + DISK2)
                    .replace("devices = [\"c0d2s0\"]", "devices = [\"c0d2s0\", \"c0d4s0\"]")),
            "pool tank"),
        new Case(
            "the machine waits to be reconfigured",
            usual("control = true", "control = true\ndelayedReconfiguration = true"),
            "waits for a reboot to be reconfigured"),
        new Case(
            "it is being migrated",
            usual(GUEST, GUEST + "migration = \"s\"\n"),
            "ldom1 is being migrated"));
  }

  @ParameterizedTest
  @MethodSource("reasonsForBoth")
  void what_keeps_it_from_being_stopped_keeps_its_disks_too(Case reason) {
    int mutations = reason.world().mutations().size();

    for (String mode : List.of("detach", "auto", "stop")) {
      assertThat(reason.take(mode)).exitsWith(REFUSED).printsNothing().says(reason.says());
    }
    assertThat(reason.world().mutations()).hasSize(mutations);
  }

  @Test
  void a_guest_whose_file_systems_wait_for_somebody_is_left_alone() {
    World world = World.builtIn().guarded();
    world
        .typed("ldom1", "umount /logs")
        .typed("sun-a", "ldm rm-vdisk logs ldom1")
        .typed("sun-a", "ldm stop ldom1")
        .typed("sun-a", "ldm start ldom1")
        .change(cluster -> cluster.advance(Duration.ofMinutes(10)))
        .typed("sun-a", "ldm add-vdisk id=3 logs ldom1-logs@primary-vds0 ldom1");
    int mutations = world.mutations().size();

    assertThat(take(world, "detach"))
        .exitsWith(REFUSED)
        .says("svc:/system/filesystem/local of ldom1 is not online, but: maintenance");
    assertThat(world.mutations()).hasSize(mutations);
  }

  @Test
  void the_boot_disk_is_never_taken() {
    World world = World.builtIn().guarded();

    for (String mode : List.of("detach", "auto")) {
      assertThat(world.cvmsnap("take", "bootvol1", "--ldom", "ldom1", "--mode", mode))
          .exitsWith(REFUSED)
          .says("/ of ldom1 is on these volumes");
    }
  }

  private static CliRun take(World world, String mode) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--mode", mode);
  }

  @Test
  void a_disk_that_does_not_go_ends_the_run_with_the_guest_as_it_was() {
    World world = World.builtIn().guarded();
    SimTruth.Guest before = world.guest("ldom1");
    world.fault(Fault.on("ldm rm-vdisk *", Effect.FAIL).times(3));

    assertThat(take(world, "detach"))
        .exitsWith(FAILED)
        .hasNoDebts()
        .says("service: ldom1 is as it was", "no snapshot was taken", "--mode auto");

    assertAllFired(world);
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(new HashSet<>(world.guest("ldom1").disks())).isEqualTo(Set.copyOf(before.disks()));
    assertThat(world.guest("ldom1").boots()).isEqualTo(before.boots());
  }

  @Test
  void auto_then_goes_on_to_stop() {
    World world = World.builtIn().guarded();
    world.fault(Fault.on("ldm rm-vdisk *", Effect.FAIL).times(3));

    assertThat(take(world, "auto"))
        .exitsWith(DONE)
        .hasNoDebts()
        .prints("ldom1 was away for")
        .says("mind: ldom1 has not let go of its disks, so it is stopped: detach-disk");
    assertAllFired(world);
    assertThat(world.guest("ldom1").boots()).isEqualTo(1);
  }

  @Test
  void auto_does_not_stop_a_guest_that_somebody_has_rebooted_meanwhile() {
    World world = World.builtIn().guarded();
    world
        .typedInsteadOfCrashes("sun-a", "ldm stop -r ldom1")
        .fault(Fault.on("ldm list -o domain,disk -p", Effect.CRASH_AFTER))
        .fault(Fault.on("ldm rm-vdisk *", Effect.FAIL).times(3));

    assertThat(take(world, "auto")).exitsWith(FAILED).hasNoDebts();

    assertThat(world.mutations()).noneMatch(line -> line.endsWith("# ldm stop ldom1"));
    assertThat(world.guest("ldom1").boots()).isEqualTo(1);
  }

  @Test
  void what_the_guest_says_of_who_uses_the_disk_is_shown() {
    World world = World.builtIn().guarded();
    // The unmount is a lie, so that the disk is still in use.
    world.fault(Fault.on("umount /data", Effect.FAIL).times(0));

    CliRun run = take(world, "detach");

    assertThat(run).exitsWith(FAILED).hasNoDebts();
    assertThat(
            world.cvmsnap("sim", "exec", "sun-a", "--", "ldm", "rm-vdisk", "data", "ldom1").err())
        .contains("Resource", "Information", "/dev/dsk/c0d2s0", "mounted filesystem \"/data\"");
  }

  @ParameterizedTest
  @MethodSource("states")
  void of_a_guest_that_does_not_run_there_is_nothing_to_keep_up(String typed) {
    World world = World.builtIn().guarded();
    world.typed("ldom1", "umount /data").typed("ldom1", "umount /logs");
    for (String line : typed.split("; ", -1)) {
      world.typed("sun-a", line);
    }
    String state = world.guest("ldom1").state();

    assertThat(take(world, "detach")).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1").state()).isEqualTo(state);
    assertThat(world.mutations()).noneMatch(line -> line.contains("rm-vdisk"));
  }

  static Stream<String> states() {
    return Stream.of("ldm stop ldom1", "ldm stop ldom1; ldm unbind ldom1");
  }

  @Test
  void another_word_is_no_mode() {
    assertThat(take(World.builtIn(), "quickly"))
        .exitsWith(USAGE)
        .says("'quickly' is not stop, detach or auto");
  }
}
