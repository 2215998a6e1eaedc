package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.List;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that neither the mount table of the guest nor its vfstab names. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnnamedSlicesTest {
  private static final String ASKED = "fsck -F ufs -m /dev/rdsk/c0d2s3";

  private static final String LOGS =
      """
      [[node.domain.vfstab]]
      special = "/dev/dsk/c0d3s0"
      mountPoint = "/logs"
      fstype = "vxfs"
      pass = "3"
      options = "nosuid"
      """;

  /** Somebody has mounted it by hand, and unmounted it. */
  private static World used(World world, String type, String device) {
    return world
        .typed("ldom1", "mount -F " + type + " " + device + " /mnt")
        .typed("ldom1", "umount /mnt");
  }

  private static World used(World world) {
    return used(world, "ufs", "/dev/dsk/c0d2s3");
  }

  private static CliRun take(World world, String... more) {
    return world.cvmsnap(
        Stream.concat(Stream.of("take", "datavol1", "--ldom", "ldom1"), Stream.of(more))
            .toArray(String[]::new));
  }

  private static List<String> asked(World world) {
    return world.log().stream()
        .map(entry -> String.join(" ", entry.argv()))
        .filter(line -> line.matches("(fsck|fstyp|prtvtoc) .*"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "detach"})
  void one_is_asked_as_the_others_are(String mode) {
    World world = used(World.builtIn().guarded());

    CliRun run = take(world, "--mode", mode, "--name", "snap1");

    assertThat(run).exitsWith(DONE).hasNoDebts().prints("clean-before");
    assertThat(asked(world))
        .containsExactly(
            "prtvtoc /dev/rdsk/c0d2s0",
            "fstyp /dev/rdsk/c0d2s3",
            "fsck -F vxfs -m /dev/rdsk/c0d2s0",
            ASKED,
            ASKED,
            "fsck -F vxfs -m /dev/rdsk/c0d2s0");
    assertThat(world.snapshots())
        .singleElement()
        .matches(each -> each.content().equals("clean"))
        .extracting(SimTruth.Snapshot::fileSystems)
        .satisfies(on -> assertThat(on).containsOnlyKeys("s0", "s3"));
    assertThat(world.cvmsnap("show", "snap1")).prints("cvmsnap.filesystems=s0=vxfs,s3=ufs");
  }

  @Test
  void one_that_needs_checking_is_refused() {
    World world = used(World.builtIn().fault(Fault.on("umount /mnt", Effect.DIRTY)));

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says(
            "/dev/rdsk/c0d2s3 of ldom1 is not mounted and needs checking",
            "fsck -F ufs /dev/rdsk/c0d2s3");
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void one_that_was_in_use_when_its_guest_crashed_is_refused() {
    World world =
        World.builtIn()
            .typed("ldom1", "mount -F ufs /dev/dsk/c0d2s3 /mnt")
            .typed("sun-a", "ldm stop -f ldom1")
            .typed("sun-a", "ldm start ldom1")
            .change(cluster -> cluster.advance(Duration.ofMinutes(3)))
            .typed("ldom1", "mount /data")
            .typed("ldom1", "umount /data");

    assertThat(take(world)).exitsWith(REFUSED).says("/dev/rdsk/c0d2s3 of ldom1 is not mounted and");
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void one_that_does_not_say_in_the_outage_is_no_snapshot_unless_that_was_said() {
    World world = used(World.builtIn());
    world.fault(Fault.on(ASKED, Effect.FAIL).nth(2).times(0));

    assertThat(take(world))
        .exitsWith(FAILED)
        .hasNoDebts()
        .says("/dev/rdsk/c0d2s3", "ldom1 is as it was");
    assertThat(world.snapshots()).isEmpty();
    assertThat(world.mutations()).noneMatch(line -> line.contains("ldm stop"));

    world.noFaults().fault(Fault.on(ASKED, Effect.FAIL).nth(2).times(0));
    assertThat(take(world, "--unproven")).exitsWith(DONE).prints("unchecked");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAIL", "HANG", "SILENT", "GARBAGE"})
  void a_label_that_cannot_be_read_leaves_the_snapshot_unchecked(Effect effect) {
    World world = World.builtIn();
    world.fault(Fault.on("prtvtoc *", effect).times(0));

    CliRun run = take(world, "--name", "snap1");

    assertThat(run)
        .exitsWith(DONE)
        .hasNoDebts()
        .prints("unchecked")
        .says(
            "mind: The snapshot of datadg/datavol1 will be marked unchecked: what else is on it is"
                + " not known ('prtvtoc /dev/rdsk/c0d2s0'");
    world.noFaults();
    assertThat(world.cvmsnap("verify", "snap1", "--on", "ldom3")).says("s0=vxfs", "unknown");
    assertThat(world.cvmsnap("list")).prints("unchecked");
  }

  @Test
  void what_has_no_check_or_no_known_type_leaves_the_snapshot_unchecked() {
    World fat = used(World.builtIn(), "pcfs", "/dev/dsk/c0d2s3");
    World mute = used(World.builtIn()).fault(Fault.on("fstyp *", Effect.FAIL).times(0));

    assertThat(take(fat))
        .exitsWith(DONE)
        .prints("unchecked")
        .says("no check that only reads is known for pcfs on /dev/rdsk/c0d2s3");
    assertThat(take(mute)).exitsWith(DONE).prints("unchecked").says("'fstyp /dev/rdsk/c0d2s3'");
  }

  @Test
  void one_that_is_mounted_by_hand_is_unmounted_and_asked_once() {
    World world = World.builtIn().typed("ldom1", "mount -F ufs /dev/dsk/c0d2s3 /mnt");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts().prints("clean-before");

    assertThat(asked(world)).noneMatch(line -> line.startsWith("fstyp"));
    assertThat(world.guest("ldom1")).hasMounted("/data", "/logs", "/mnt");
  }

  @Test
  void a_disk_that_no_table_names_is_known_by_its_label() {
    World world = used(World.changed(LOGS, ""), "vxfs", "/dev/dsk/c0d3s0");

    assertThat(world.cvmsnap("take", "datavol2", "--ldom", "ldom1"))
        .exitsWith(DONE)
        .hasNoDebts()
        .prints("clean-before");
  }
}
