package org.cvmsnap.vcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CannedHost;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.MountResource;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VcsTest {
  private static final GuestName PAY = new GuestName("pay");
  private static final String DOMAINS = "hares -list Type=LDom -localclus";
  private static final String NAMES =
      "hares -display ldom_pay ldom_hr -attribute LDomName -attribute Group";
  private static final String CLUSTER_MOUNTS = "hares -list Type=CFSMount -localclus";
  private static final String MOUNTS = "hares -list Type=Mount -localclus";
  private static final String GROUP =
      "hagrp -display ldg_pay -attribute Frozen -attribute TFrozen -attribute State";
  private static final String RESOURCE = "hares -state ldom_pay";

  private final CannedHost host = new CannedHost();
  private final Vcs vcs = new Vcs(host);

  private static void isNotLearned(ThrowingCallable question, String why) {
    assertThatThrownBy(question).isInstanceOf(NotLearnedException.class).hasMessageContaining(why);
  }

  private static String systems(String first, String second) {
    return "-- SYSTEM STATE\n-- System State Frozen\nA cdom1 %s 0\nA cdom2 %s 0\n"
        .formatted(first, second);
  }

  private void group(String frozen, String temporarily) {
    host.says(
            GROUP,
            """
            #Group   Attribute  System  Value
            ldg_pay  State      cdom1   |ONLINE|
            ldg_pay  State      cdom2   |OFFLINE|FAULTED|
            ldg_old  State      cdom3   |ONLINE|
            ldg_pay  Frozen     global  %s
            ldg_old  Frozen     global  0
            ldg_pay  TFrozen    global  %s
            """
                .formatted(frozen, temporarily))
        .says(
            RESOURCE,
            """
            #Resource Attribute State System Value
            ldom_pay  State     cdom1        ONLINE
            ldom_pay  State     cdom2        OFFLINE
            ldom_pay  Probed    cdom3        1
            """);
  }

  @Test
  void it_is_there_while_its_engine_runs_on_a_system() throws Exception {
    host.says("hastatus -sum", systems("FAULTED", "RUNNING"));
    assertThat(vcs.present()).isTrue();

    host.says("hastatus -sum", systems("FAULTED", "EXITED"));
    isNotLearned(vcs::present, "the engine of VCS runs on no system: {cdom1=FAULTED");
  }

  @Test
  void it_is_not_there_where_its_commands_are_not() throws Exception {
    CommandResult missing = new CommandResult.NotStarted("no such program", true);
    host.answers("hastatus -sum", missing)
        .answers("gabconfig -a", missing)
        .answers("vxfenadm -d", missing);

    assertThat(vcs.present()).isFalse();
    assertThat(vcs.links()).isEmpty();
    assertThat(vcs.fencing()).isEmpty();
  }

  @Test
  void a_group_owns_the_guest_that_a_resource_of_it_is_for() throws Exception {
    host.says(DOMAINS, "ldom_pay cdom1\nldom_pay cdom2\nldom_hr cdom1\n")
        .says(
            NAMES,
            """
            ldom_hr  LDomName global hr
            ldom_hr  Group    global ldg_hr
            ldom_pay LDomName cdom1  pay
            ldom_pay LDomName cdom2  pay
            ldom_pay Group    global ldg_pay
            """);
    group("0", "1");

    assertThat(vcs.owners(PAY))
        .containsExactly(
            new ServiceGroup(
                "ldg_pay",
                "ldom_pay",
                false,
                true,
                Map.of("cdom1", "ONLINE", "cdom2", "OFFLINE|FAULTED"),
                Map.of("cdom1", "ONLINE", "cdom2", "OFFLINE")));
    assertThat(vcs.owners(new GuestName("web"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldom_hr LDomName global\n", "ldom_hr Group global ldg_hr\n"})
  void a_resource_that_does_not_say_which_guest_it_is_for_could_be_for_any(String silent) {
    host.says(DOMAINS, "ldom_pay cdom1\nldom_hr cdom1\n")
        .says(NAMES, "ldom_pay LDomName global web\nldom_pay Group global g\n" + silent);

    isNotLearned(() -> vcs.owners(PAY), "which domain resource ldom_hr is for is not said");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ldom_pay Group cdom1 ldg_pay\nldom_pay Group cdom2 ldg_old\n"})
  void a_resource_is_in_exactly_one_group(String groups) {
    host.says(DOMAINS, "ldom_pay cdom1\nldom_hr cdom1\n")
        .says(NAMES, "ldom_hr LDomName global hr\nldom_pay LDomName global pay\n" + groups);

    isNotLearned(() -> vcs.owners(PAY), "the group of resource ldom_pay is not said");
  }

  @Test
  void no_resource_is_believed_where_the_cluster_knows_the_type_and_says_it_twice()
      throws Exception {
    host.says(DOMAINS, "").says("hatype -list", "CFSMount\nLDom\n");

    host.says("hatype -resources LDom", "");
    assertThat(vcs.owners(PAY)).isEmpty();

    host.says("hatype -resources LDom", "ldom_hr\n")
        .says(
            "hares -display ldom_hr -attribute LDomName -attribute Group",
            "ldom_hr LDomName global hr\n");
    assertThat(vcs.owners(PAY)).isEmpty();
    assertThat(host.ran()).last().asString().startsWith("hares -display ldom_hr");
  }

  @Test
  void there_is_no_resource_of_a_type_that_the_cluster_does_not_know() throws Exception {
    host.fails(CLUSTER_MOUNTS, 1, "VCS WARNING V-16-1-10133 Type does not exist")
        .fails(MOUNTS, 1, "VCS WARNING V-16-1-10133 Type does not exist")
        .says("hatype -list", "LDom\n");

    assertThat(vcs.mounts()).isEmpty();
    assertThat(host.ran()).containsExactly(CLUSTER_MOUNTS, "hatype -list", MOUNTS);
  }

  @Test
  void a_mount_resource_names_the_volumes_that_its_systems_mount() throws Exception {
    host.says(CLUSTER_MOUNTS, "shared cdom1\nshared cdom2\n")
        .says(MOUNTS, "local cdom1\n")
        .says(
            "hares -display shared local -attribute BlockDevice",
            """
            shared BlockDevice cdom1  /dev/vx/dsk/appdg/vol1
            shared BlockDevice cdom2  /dev/vx/dsk/appdg/vol2
            local  BlockDevice global /dev/dsk/c0t0d0s0
            """);

    assertThat(vcs.mounts())
        .containsExactly(
            new MountResource("shared", VolumeId.of("appdg", "vol1")),
            new MountResource("shared", VolumeId.of("appdg", "vol2")));
  }

  @Test
  void a_mount_resource_without_a_device_could_mount_anything() {
    host.says(CLUSTER_MOUNTS, "shared cdom1\n")
        .says(MOUNTS, "local cdom1\n")
        .says(
            "hares -display shared local -attribute BlockDevice",
            "shared BlockDevice cdom1  /dev/vx/dsk/appdg/vol1\n");

    isNotLearned(vcs::mounts, "what resource local mounts is not said");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, false, false", "1, 0, true, false", "0, 1, false, true"})
  void a_group_is_frozen_for_now_or_beyond_a_restart(
      String frozen, String temporarily, boolean persistently, boolean forNow) throws Exception {
    group(frozen, temporarily);

    ServiceGroup group = vcs.group("ldg_pay", "ldom_pay");

    assertThat(group.persistently()).isEqualTo(persistently);
    assertThat(group.temporarily()).isEqualTo(forNow);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "1\nldg_pay Frozen cdom1 0"})
  void a_flag_that_is_not_plain_is_not_taken_for_unset(String frozen) {
    group(frozen, "0");

    isNotLearned(
        () -> vcs.group("ldg_pay", "ldom_pay"), "group ldg_pay in VCS: its Frozen is not said");
  }

  @ParameterizedTest
  @CsvSource({"1, 0, true", "0, 0, false", "1, 3, false", "0, 3, false"})
  void the_agent_watches_cpus_where_it_does_and_tolerates_nothing(
      String monitored, String tolerated, boolean watches) throws Exception {
    host.says("hares -value ldom_pay MonitorCPU", monitored + "\n")
        .says("hatype -value LDom ToleranceLimit", " " + tolerated + "\n");

    assertThat(vcs.watchesCpus("ldom_pay")).isEqualTo(watches);
  }

  @Test
  void asks_for_the_configuration_the_numbers_the_links_and_the_fencing() throws Exception {
    host.says("haclus -value ReadOnly", "0\n")
        .says("hasys -display -attribute LLTNodeId", "cdom1 LLTNodeId 0\n")
        .says("gabconfig -a", "GAB Port Memberships\nPort a gen 5a3c01   jeopardy ;1\n")
        .says("vxfenadm -d", " Fencing Mode: SCSI3\n");

    assertThat(vcs.configurationOpen()).isTrue();
    assertThat(vcs.nodeIds()).isEqualTo(Map.of("cdom1", 0));
    assertThat(vcs.links()).isEqualTo(List.of("1"));
    assertThat(vcs.fencing()).contains("SCSI3");

    host.says("haclus -value ReadOnly", "1\n");
    assertThat(vcs.configurationOpen()).isFalse();
  }
}
