package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.INTERNAL;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A guest whose root means harm: what it says is data, and reaches nothing but the reader. */
@Isolated // the log is one for the whole process
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileGuestTest {
  private static final String TITLE = "\u001b]0;owned\u0007\u009b2J\u202e";
  private static final String SHOWN = "\\u001b]0;owned\\u0007\\u009b2J\\u202e";

  /** What a terminal obeys, but for tab and line feed. */
  private static final String OBEYED =
      "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]";

  /** A world with a log. */
  private static World logged(World world) throws IOException {
    Files.createDirectory(
        world.state(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return world;
  }

  private static String log(World world) throws IOException {
    return Files.readString(world.state().resolve("cvmsnap.log"));
  }

  @Test
  void the_arguments_of_a_process_do_nothing_to_a_terminal() throws IOException {
    World world = logged(World.builtIn());
    world.change(cluster -> cluster.hold("ldom1", 77, "root", "/opt/db" + TITLE, "/data"));

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run).exitsWith(REFUSED).says("/opt/db" + SHOWN);
    assertThat(run.out() + run.err()).doesNotContainPattern(OBEYED);
  }

  @Test
  void a_json_document_that_a_terminal_shows_keeps_its_value() throws IOException {
    World world = logged(World.builtIn());
    world.change(cluster -> cluster.hold("ldom1", 77, "root", "/opt/db" + TITLE, "/data"));

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--json");

    assertThat(run.out() + run.err()).contains(SHOWN).doesNotContainPattern(OBEYED);
    assertThat(run.json().toString()).contains(TITLE);
  }

  @Test
  void a_mount_point_does_nothing_to_a_terminal_nor_to_one_that_shows_the_log() throws IOException {
    String place = "/data" + TITLE;
    World world = logged(World.builtIn());
    world.typed("ldom1", "umount /data").typed("ldom1", "mount -F vxfs /dev/dsk/c0d2s0 " + place);

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "-v");

    assertThat(run.err()).contains("/data" + SHOWN);
    assertThat(run.out() + run.err()).doesNotContainPattern(OBEYED);
    assertThat(log(world)).contains("/data" + SHOWN).doesNotContainPattern(OBEYED);
  }

  @Test
  void an_answer_without_an_end_is_not_understood_before_the_guest_is_touched() {
    World world = World.builtIn();
    world.fault(Fault.on("cat /etc/mnttab", Effect.FLOOD).host("ldom1").times(0));

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run).exitsWith(REFUSED).says("more than 1048576 bytes of output");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void an_answer_without_an_end_on_the_way_home_is_not_learned_and_the_mount_stays_owed() {
    World world = World.builtIn();
    SimTruth.Guest before = world.guest("ldom1");
    world.fault(Fault.on("ldm start ldom1", Effect.CRASH_AFTER));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults().fault(Fault.on("cat /etc/mnttab", Effect.FLOOD).host("ldom1").times(0));

    CliRun run = world.cvmsnap("recover");

    assertThat(run).exitsWith(105).hasDebts().says("more than 1048576 bytes of output");
    assertThat(world.noFaults().cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void an_error_that_ends_a_command_hides_nothing_that_is_owed() {
    World world = World.builtIn();
    world.fault(Fault.on("ldm start ldom1", Effect.CRASH_AFTER));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.outOfMemoryInsteadOfCrashes().noFaults().fault(Fault.on("vxdg list", Effect.CRASH_AFTER));

    assertThat(world.cvmsnap("list")).exitsWith(101).says("see cvmsnap status");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    world.noFaults().fault(Fault.on("vxdg list", Effect.CRASH_AFTER));
    assertThat(world.cvmsnap("list")).exitsWith(INTERNAL);
  }

  @Test
  void a_mount_point_that_ends_a_line_for_java_alone_leaves_the_journal_to_be_read() {
    World world = World.builtIn();
    String place = "/data\u2028\u0085x";
    world.typed("ldom1", "umount /data").typed("ldom1", "mount -F vxfs /dev/dsk/c0d2s0 " + place);
    SimTruth.Guest before = world.guest("ldom1");
    world.fault(Fault.on("ldm start ldom1", Effect.CRASH_AFTER));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();

    assertThat(world.noFaults().cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(before);
  }
}
