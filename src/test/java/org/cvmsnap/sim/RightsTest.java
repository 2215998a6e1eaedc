package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.cvmsnap.error.ExitCode;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a simulated machine where root does not log in, only some words give the rights of root. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RightsTest {
  private static final String GUEST = "mounted = [\"/data\"]";
  private static final String NODE = "name = \"sun-a\"\n";

  private static World guest(String rights) {
    return World.changed(GUEST, GUEST + "\nrights = \"" + rights + "\"").copy();
  }

  private static CliRun exec(World world, String host, String line) {
    return world.cvmsnap(("sim exec " + host + " -- " + line).split(" "));
  }

  @Test
  void an_ordinary_user_may_look_and_not_touch() {
    World world = guest("pfexec");

    assertThat(exec(world, "ldom1", "cat /etc/mnttab").exit()).isZero();
    assertThat(exec(world, "ldom1", "mount -p").exit()).isZero();
    assertThat(exec(world, "ldom1", "umount /data").err()).isEqualTo("umount: permission denied\n");
    assertThat(exec(world, "ldom1", "mount -F ufs /dev/dsk/cvmsnap-x /mnt").err())
        .isEqualTo("mount: insufficient privileges\n");
    assertThat(exec(world, "ldom1", "dumpadm").exit()).isNotZero();
    assertThat(world.guest("ldom1").mountPoints()).contains("/data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pfexec", "sudo -n", "/usr/bin/env LC_ALL=C sudo -n"})
  void the_right_words_before_a_command_give_it_the_rights_of_root(String prefix) {
    World world = guest(prefix.contains("sudo") ? "sudo" : "pfexec");

    assertThat(exec(world, "ldom1", prefix + " umount /data").exit()).isZero();

    assertThat(world.guest("ldom1").mountPoints()).doesNotContain("/data");
  }

  @Test
  void other_words_do_not() {
    assertThat(exec(guest("sudo"), "ldom1", "pfexec umount /data").err())
        .isEqualTo("umount: permission denied\n");
    assertThat(exec(guest("pfexec"), "ldom1", "sudo -n umount /data").err())
        .isEqualTo("ksh: sudo: not found\n");
  }

  @Test
  void a_program_that_is_not_there_is_told_by_what_was_to_start_it() {
    assertThat(exec(guest("pfexec"), "ldom1", "pfexec metastat -p").err())
        .isEqualTo("metastat: Command not found\n");
    assertThat(exec(guest("sudo"), "ldom1", "sudo -n metastat -p").err())
        .isEqualTo("sudo: metastat: command not found\n");
  }

  @Test
  void a_command_that_only_tries_the_rights_changes_nothing_for_root_either() {
    World world = World.builtIn();

    assertThat(exec(world, "ldom1", "umount /cvmsnap-x").err()).contains("/cvmsnap-x no such file");
    assertThat(exec(world, "ldom1", "mount -F ufs /dev/dsk/cvmsnap-x /mnt").err())
        .isEqualTo("mount: /dev/dsk/cvmsnap-x or /mnt, no such file or directory\n");

    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_node_may_have_an_ordinary_user_too() {
    World world = World.changed(NODE, NODE + "rights = \"sudo\"\n");

    assertThat(exec(world, "sun-a", "ldm list").err()).isEqualTo("Authorization failed\n");
    assertThat(exec(world, "sun-a", "vxdg list").err()).contains("V-5-1-684 IPC failure");
    assertThat(exec(world, "sun-a", "sudo -n ldm list").exit()).isEqualTo(ExitCode.DONE.value());
    assertThat(exec(world, "sun-a", "uname -n").out()).isEqualTo("sun-a\n");
  }

  @Test
  void root_does_not_log_in_where_it_is_a_role() throws InterruptedException {
    SimCluster cluster =
        Scenario.of(
                World.text("builtin").replace(GUEST, GUEST + "\nrights = \"pfexec\""), "the test")
            .cluster();
    SimHosts hosts = SimHosts.of(cluster, () -> {});
    Command command =
        Command.reads(java.time.Duration.ofSeconds(5), java.util.List.of("uname", "-n"));

    assertThat(hosts.on(Machine.guest(new GuestName("ldom1"), "root@ldom1")).run(command))
        .isInstanceOf(NotStarted.class)
        .extracting(result -> result.why())
        .asString()
        .contains("root@ldom1: Permission denied");
    assertThat(hosts.on(Machine.guest(new GuestName("ldom1"), "snap@ldom1")).run(command).why())
        .isEmpty();
  }
}
