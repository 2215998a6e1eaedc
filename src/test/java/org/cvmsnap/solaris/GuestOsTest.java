package org.cvmsnap.solaris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CannedHost;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.UnclearAnswers;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.PathUse;
import org.cvmsnap.model.Slice;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.StorageLayer.Kind;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GuestOsTest {
  private static final String MULTI_USER = "svcs -H -o state svc:/milestone/multi-user:default";

  private final CannedHost host = new CannedHost();
  private final GuestOs guest = new GuestOs(host);

  static Stream<CommandResult> unclear() {
    return UnclearAnswers.all();
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void learns_nothing_from_an_unclear_answer(CommandResult answer) {
    GuestOs asked = new GuestOs(UnclearAnswers.host(answer));

    List<ThrowingCallable> questions =
        List.of(
            asked::mounts,
            asked::vfstab,
            () -> asked.service(GuestOs.MULTI_USER),
            () -> asked.holders("/data"));

    assertThat(questions)
        .allSatisfy(
            question ->
                assertThatThrownBy(question)
                    .isInstanceOf(NotLearnedException.class)
                    .hasMessageMatching("(?s)'(cat|svcs|fuser) .*' (ended|could|gave|said) .*"));
  }

  @Test
  void a_file_system_that_nobody_uses_has_no_holders() throws Exception {
    host.answers("fuser -c /data", new CommandResult.Finished(0, "", "/data:\n"));

    assertThat(guest.holders("/data")).isEmpty();
    assertThat(host.ran()).containsExactly("fuser -c /data");
  }

  @Test
  void letters_of_holders_without_any_number_are_not_taken_for_none() {
    host.answers("fuser -c /data", new CommandResult.Finished(0, "", "/data:  oc\n"));

    assertThatThrownBy(() -> guest.holders("/data"))
        .isInstanceOf(NotLearnedException.class)
        .hasMessage("'fuser -c /data' tells of processes and names none");
  }

  @Test
  void names_the_holders_with_one_more_command() throws Exception {
    host.answers("fuser -c /data", new CommandResult.Finished(0, "  1234 1240", "/data: c o\n"))
        .says(
            "ps -o pid,user,args -p 1234,1240",
            """
              PID     USER COMMAND
             1234   oracle /u01/app/oracle/bin/tnslsnr LISTENER -inherit
             1240     root -bash
            """);

    assertThat(guest.holders("/data"))
        .containsExactly(
            new Holder(1234, "oracle", "/u01/app/oracle/bin/tnslsnr LISTENER -inherit"),
            new Holder(1240, "root", "-bash"));
  }

  @Test
  void a_holder_that_vanished_meanwhile_still_counts() throws Exception {
    host.says("fuser -c /data", "1234 1240 1234")
        .answers(
            "ps -o pid,user,args -p 1234,1240",
            new CommandResult.Finished(1, "  PID USER COMMAND\n 1240 root sh -c a\nb\n", ""));

    assertThat(guest.holders("/data"))
        .containsExactly(Holder.unnamed(1234), new Holder(1240, "root", "sh -c a"));
  }

  @Test
  void holders_count_even_when_none_can_be_named_any_more() throws Exception {
    host.says("fuser -c /data", "1234").fails("ps -o pid,user,args -p 1234", 1, "");

    assertThat(guest.holders("/data")).containsExactly(Holder.unnamed(1234));
  }

  @Test
  void a_list_of_processes_that_is_none_is_not_understood() {
    host.says("fuser -c /data", "1234").says("ps -o pid,user,args -p 1234", "what?\n");

    assertThatThrownBy(() -> guest.holders("/data"))
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("what?");
  }

  @Test
  void file_systems_that_nobody_uses_are_asked_about_together() throws Exception {
    host.answers("fuser -c /data /logs", new CommandResult.Finished(0, "", "/data:\n/logs:\n"));

    assertThat(guest.holders(List.of("/data", "/logs")))
        .containsExactly(Map.entry("/data", List.of()), Map.entry("/logs", List.of()));
    assertThat(host.ran()).containsExactly("fuser -c /data /logs");
  }

  @ParameterizedTest
  @CsvSource({"0, ' 12', '/data: \n/logs: o'", "0, '', '/data: \n/logs: o'", "1, '', '/x: no'"})
  void each_is_asked_about_where_any_of_several_may_be_in_use(int exit, String out, String err)
      throws Exception {
    host.answers("fuser -c /data /logs", new CommandResult.Finished(exit, out, err))
        .answers("fuser -c /data", new CommandResult.Finished(0, "", "/data:\n"))
        .answers("fuser -c /logs", new CommandResult.Finished(0, " 12", "/logs: o\n"))
        .says("ps -o pid,user,args -p 12", "  PID USER COMMAND\n   12 oracle dbw0\n");

    assertThat(guest.holders(List.of("/data", "/logs")))
        .containsExactly(
            Map.entry("/data", List.of()),
            Map.entry("/logs", List.of(new Holder(12, "oracle", "dbw0"))));
  }

  @Test
  void a_guest_that_does_not_answer_about_several_is_not_asked_about_each() {
    host.answers("fuser -c /data /logs", new CommandResult.Unknown("no answer within 30 s"));

    assertThatThrownBy(() -> guest.holders(List.of("/data", "/logs")))
        .isInstanceOf(NotLearnedException.class);
    assertThat(host.ran()).containsExactly("fuser -c /data /logs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data: 1234c", "1234o", "-1"})
  void refuses_holders_that_are_not_numbers(String output) {
    host.says("fuser -c /data", output);

    assertThatThrownBy(() -> guest.holders("/data")).isInstanceOf(NotLearnedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"online", "online*", "offline", "offline*", "disabled", "maintenance"})
  void reads_the_state_of_a_service(String state) throws Exception {
    host.says(MULTI_USER, state + "\n");

    assertThat(guest.service(GuestOs.MULTI_USER)).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "STATE\nonline\n", "online\nonline\n"})
  void refuses_what_is_not_one_state(String output) {
    host.says(MULTI_USER, output);

    assertThatThrownBy(() -> guest.service(GuestOs.MULTI_USER))
        .isInstanceOf(NotLearnedException.class);
  }

  @Test
  void reads_the_tables_of_mounts() throws Exception {
    host.says("cat /etc/mnttab", "rpool/ROOT\t/\tzfs\tdev=4010002\t0\n")
        .says("cat /etc/vfstab", "fd - /dev/fd fd - no -\n");

    assertThat(guest.mounts()).hasSize(1);
    assertThat(guest.vfstab()).hasSize(1);
  }

  private static final CommandResult MISSING = new CommandResult.NotStarted("not found", true);
  private static final String POOLS = "zpool status";
  private static final String DISKS = "vxdisk -o alldgs -e list";
  private static final String SHARES = "cat /etc/dfs/sharetab";
  private static final String MANAGERS = "pgrep -lx had|rgmd|clexecd|cl_execd";

  @Test
  void reads_which_disks_it_has_and_their_labels() throws Exception {
    host.says(
            "ls -l /dev/rdsk",
            "total 2\nlrwxrwxrwx 1 root root 68 Feb 28 01:00 c0d2s0 -> "
                + "../../devices/virtual-devices@100/channel-devices@200/disk@2:a,raw\n")
        .says(
            "prtvtoc /dev/rdsk/c0d2s0",
            """
            * Partition  Tag  Flags    Sector     Count    Sector  Mount Directory
                   0      2    00          0    270540    270539   /data
            """);

    assertThat(guest.frontEnds()).isEqualTo(Map.of("c0d2s0", "2"));
    assertThat(guest.slices("/dev/rdsk/c0d2s0")).containsExactly(new Slice(0, 2, 0, 270540));
  }

  @Test
  void a_guest_may_have_layers_of_three_makers() throws Exception {
    host.says(
            POOLS,
            "  pool: tank\nconfig:\n\tNAME STATE\n\ttank ONLINE\n\t  c0d2 ONLINE\nerrors: No\n")
        .says("metastat -p", "d11 1 1 c0d3s0\n")
        .says(DISKS, "DEVICE TYPE DISK GROUP STATUS\ndisk_1 auto appdg01 appdg online c0d4s2 -\n");

    assertThat(guest.layers())
        .containsExactly(
            new StorageLayer(Kind.POOL, "tank", List.of("c0d2")),
            new StorageLayer(Kind.METADEVICE, "d11", List.of("c0d3s0")),
            new StorageLayer(Kind.DISK_GROUP, "appdg", List.of("c0d4s2")));
  }

  @Test
  void a_guest_without_the_programs_has_no_layers() throws Exception {
    host.answers(POOLS, MISSING).answers("metastat -p", MISSING).answers(DISKS, MISSING);

    assertThat(guest.layers()).isEmpty();
  }

  @Test
  void none_is_said_on_either_stream_and_with_any_status() throws Exception {
    host.answers(POOLS, new CommandResult.Finished(0, "", "no pools available\n"));
    assertThat(guest.pools()).isEmpty();
    host.says(POOLS, "no pools available\n");
    assertThat(guest.pools()).isEmpty();
    host.fails("metastat -p", 1, "metastat: cl: there are no existing databases\n")
        .fails(DISKS, 1, "VxVM vxdisk ERROR V-5-1-684 IPC failure: vxconfigd is not running\n");
    assertThat(guest.layers()).isEmpty();
  }

  @Test
  void silence_and_a_failure_are_not_taken_for_none() {
    host.says(POOLS, "");
    assertThatThrownBy(guest::pools).isInstanceOf(NotLearnedException.class);
    host.fails(POOLS, 1, "internal error\n");
    assertThatThrownBy(guest::pools).hasMessageContaining("ended with 1: internal error");
  }

  @Test
  void a_disk_group_is_started_once_all_its_volumes_are() throws Exception {
    String states = "vxprint -g appdg -v -F %kstate";
    host.says(states, "ENABLED\n\n ENABLED\n");
    assertThat(guest.started("appdg")).isTrue();
    host.says(states, "ENABLED\nDISABLED\n");
    assertThat(guest.started("appdg")).isFalse();
    host.says(states, "\n");
    assertThatThrownBy(() -> guest.started("appdg")).hasMessageContaining("no states");
  }

  @Test
  void paths_are_in_use_by_shares_swap_and_lofi() throws Exception {
    host.says(SHARES, "/data\t-\tnfs\trw\t\n")
        .says("swap -l", "swapfile dev swaplo blocks free\n/data/swap - 16 32752 32752\n")
        .says("lofiadm", "Block Device File Options\n/dev/lofi/1 /data/disk.img -\n");

    assertThat(guest.pathUses())
        .containsExactly(
            new PathUse("/data", "is shared over NFS", "unshare /data"),
            new PathUse("/data/swap", "is used as swap space", "swap -d /data/swap"),
            new PathUse(
                "/data/disk.img", "is a block device by lofi", "lofiadm -d /data/disk.img"));
  }

  @Test
  void a_guest_that_has_never_shared_has_no_table_of_shares() throws Exception {
    host.fails(SHARES, 2, "cat: cannot open /etc/dfs/sharetab: No such file or directory\n")
        .fails("swap -l", 1, "No swap devices configured\n")
        .answers("lofiadm", MISSING);
    assertThat(guest.pathUses()).isEmpty();

    host.fails(SHARES, 2, "cat: cannot open /etc/dfs/sharetab: Permission denied\n");
    assertThatThrownBy(guest::pathUses).isInstanceOf(NotLearnedException.class);
  }

  @Test
  void names_the_cluster_managers_that_run_there() throws Exception {
    host.says(MANAGERS, "  812 had\n");
    assertThat(guest.clusterManagers()).containsExactly("had");
    host.fails(MANAGERS, 1, "");
    assertThat(guest.clusterManagers()).isEmpty();
  }

  @Test
  void a_search_for_cluster_managers_that_failed_is_not_taken_for_none() {
    host.fails(MANAGERS, 2, "");
    assertThatThrownBy(guest::clusterManagers).isInstanceOf(NotLearnedException.class);
    host.answers(MANAGERS, new CommandResult.Finished(1, "  812 had\n", ""));
    assertThatThrownBy(guest::clusterManagers).isInstanceOf(NotLearnedException.class);
  }

  @Test
  void tells_the_device_for_crash_dumps() throws Exception {
    host.says("dumpadm", "       Dump device: /dev/dsk/c0d2s1 (dedicated)\n");

    assertThat(guest.dump()).contains("/dev/dsk/c0d2s1");
  }

  @Test
  void tries_its_rights_by_commands_that_have_no_effect() throws Exception {
    host.fails("umount /cvmsnap-tries-its-rights", 1, "umount: not in mnttab\n")
        .answers(
            "mount -F ufs /dev/dsk/cvmsnap-tries-its-rights /mnt",
            new CommandResult.NotStarted("sudo: a password is required"));

    assertThat(guest.triedRights())
        .extracting(RightTrial::answer)
        .containsExactly(RightTrial.Answer.NOT_DENIED, RightTrial.Answer.DENIED);
  }

  @Test
  void names_who_has_a_device_itself_open() throws Exception {
    host.answers(
            "fuser /dev/dsk/c0d2s0 /dev/rdsk/c0d2s0",
            new CommandResult.Finished(0, " 12", "/dev/dsk/c0d2s0: \n/dev/rdsk/c0d2s0: o\n"))
        .says("ps -o pid,user,args -p 12", "  PID USER COMMAND\n   12 oracle dbw0\n");

    assertThat(guest.openers(List.of("/dev/dsk/c0d2s0", "/dev/rdsk/c0d2s0")))
        .containsExactly(new Holder(12, "oracle", "dbw0"));
  }
}
