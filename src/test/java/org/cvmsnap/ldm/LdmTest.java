package org.cvmsnap.ldm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CannedHost;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.UnclearAnswers;
import org.cvmsnap.model.ControlDomain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LdmTest {
  private static final GuestName LDOM1 = new GuestName("ldom1");
  private static final CommandResult MISSING = new CommandResult.NotStarted("not found", true);

  private final CannedHost host = new CannedHost();
  private final Ldm ldm = new Ldm(host);

  static Stream<CommandResult> unclear() {
    return UnclearAnswers.all();
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void learns_nothing_from_an_unclear_answer(CommandResult answer) {
    Ldm asked = new Ldm(UnclearAnswers.host(answer));

    List<ThrowingCallable> questions =
        List.of(
            asked::controlDomain,
            asked::domains,
            asked::disks,
            asked::backEnds,
            () -> asked.domain(LDOM1),
            () -> asked.autoBoot(LDOM1),
            () -> asked.softState(LDOM1));

    assertThat(questions)
        .allSatisfy(
            question ->
                assertThatThrownBy(question)
                    .isInstanceOf(NotLearnedException.class)
                    .hasMessageMatching("(?s)'(ldm|virtinfo) .*' (ended|could|gave|said) .*"));
  }

  private static final String PRIMARY =
      "VERSION 1.11\nDOMAIN|name=primary|state=active|flags=-n-cv-\n";

  @Test
  void where_virtinfo_says_nothing_the_manager_proves_the_control_domain() throws Exception {
    for (CommandResult nothing :
        List.of(
            new CommandResult.Finished(0, "", ""),
            new CommandResult.Finished(0, "\n", ""),
            new CommandResult.Finished(2, "", "virtinfo: illegal option -- p\n"),
            new CommandResult.Finished(1, "", "Usage: virtinfo [-a]\n"))) {
      host.answers("virtinfo -a -p", nothing)
          .says("ldm list -p primary", PRIMARY)
          .says("uname -n", "hosta.example.com\n");

      assertThat(ldm.controlDomain())
          .isEqualTo(new ControlDomain(new GuestName("primary"), true, "hosta.example.com"));
    }
  }

  @Test
  void where_the_manager_does_not_answer_either_nothing_is_known() {
    host.says("virtinfo -a -p", "")
        .fails("ldm list -p primary", 1, "Failed to connect to logical domain manager\n");

    assertThatThrownBy(ldm::controlDomain)
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("ldm list -p primary");
  }

  @Test
  void a_domain_without_the_flag_is_no_control_domain() {
    host.says("virtinfo -a -p", "")
        .says("ldm list -p primary", PRIMARY.replace("-n-cv-", "-n----"));

    assertThatThrownBy(ldm::controlDomain)
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("no flag c");
  }

  @Test
  void a_name_that_is_none_is_not_understood() {
    host.says("virtinfo -a -p", "").says("ldm list -p primary", PRIMARY).says("uname -n", "");

    assertThatThrownBy(ldm::controlDomain).isInstanceOf(NotLearnedException.class);
  }

  @Test
  void a_virtinfo_that_fails_otherwise_proves_nothing() {
    host.fails("virtinfo -a -p", 1, "virtinfo: can only be run by root\n");

    assertThatThrownBy(ldm::controlDomain)
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("'virtinfo -a -p' ended with 1");
  }

  @Test
  void finds_one_domain() throws Exception {
    host.says("ldm list -p ldom1", "VERSION 1.11\nDOMAIN|name=ldom1|state=bound|flags=------\n");

    assertThat(ldm.domain(LDOM1).state()).isEqualTo(DomainState.BOUND);
  }

  @Test
  void does_not_take_another_domain_for_the_one_it_asked_for() {
    String other = "VERSION 1.11\nDOMAIN|name=ldom10|state=inactive|flags=------\n";
    host.says("ldm list -p ldom1", other).says("ldm list -o domain -p ldom1", other);

    assertThatThrownBy(() -> ldm.domain(LDOM1)).hasMessageContaining("ldom10");
    assertThatThrownBy(() -> ldm.softState(LDOM1)).hasMessageContaining("ldom10");
  }

  @Test
  void an_unknown_domain_is_not_told_from_a_failure() {
    host.fails("ldm list -p ldom1", 1, "LDom \"ldom1\" was not found\n");

    assertThatThrownBy(() -> ldm.domain(LDOM1))
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("'ldm list -p ldom1' ended with 1: LDom \"ldom1\" was not found");
  }

  @Test
  void asks_for_the_disks_of_all_domains_at_once() throws Exception {
    host.says(
        "ldm list -o disk -p",
        "VERSION 1.11\nDOMAIN|name=ldom1\nVDISK|name=a|vol=v@vds0|dev=disk@0\n");

    assertThat(ldm.disks()).hasSize(1);
    assertThat(host.ran()).hasSize(1);
  }

  @Test
  void reads_what_the_guest_says_of_itself() throws Exception {
    host.says(
        "ldm list -o domain -p ldom1",
        "VERSION 1.11\nDOMAIN|name=ldom1|state=active|flags=normal|uptime=86400"
            + "|softstate=Solaris running\nUUID|uuid=0a\n");

    assertThat(ldm.softState(LDOM1)).contains("Solaris running");
  }

  @Test
  void a_guest_that_is_off_says_nothing() throws Exception {
    host.says("ldm list -o domain -p ldom1", "VERSION 1.11\nDOMAIN|name=ldom1|state=bound\n");

    assertThat(ldm.softState(LDOM1)).isEmpty();
  }

  @Test
  void reads_whether_a_guest_boots_by_itself() throws Exception {
    host.says("ldm list-variable auto-boot? ldom1", "auto-boot?=false\n");
    assertThat(ldm.autoBoot(LDOM1)).isFalse();

    host.says("ldm list-variable auto-boot? ldom1", "auto-boot?=true\n");
    assertThat(ldm.autoBoot(LDOM1)).isTrue();
  }

  @Test
  void a_variable_that_nobody_set_is_true_once_the_others_are_listed() throws Exception {
    host.fails("ldm list-variable auto-boot? ldom1", 1, "Variable auto-boot? not found\n")
        .says("ldm list-variable ldom1", "boot-device=/virtual-devices@100/disk@0:a vnet0\n");

    assertThat(ldm.autoBoot(LDOM1)).isTrue();
  }

  @Test
  void a_variable_found_only_among_all_of_them_counts() throws Exception {
    host.says("ldm list-variable auto-boot? ldom1", "")
        .says("ldm list-variable ldom1", "boot-device=vnet0\nauto-boot?=false\n");

    assertThat(ldm.autoBoot(LDOM1)).isFalse();
  }

  @Test
  void a_failure_to_list_the_variables_is_not_taken_for_true() {
    host.fails("ldm list-variable auto-boot? ldom1", 1, "Failed to connect\n")
        .fails("ldm list-variable ldom1", 1, "Failed to connect\n");

    assertThatThrownBy(() -> ldm.autoBoot(LDOM1)).isInstanceOf(NotLearnedException.class);
  }

  @Test
  void a_value_that_is_neither_true_nor_false_is_not_understood() {
    host.says("ldm list-variable auto-boot? ldom1", "auto-boot?=perhaps\n");

    assertThatThrownBy(() -> ldm.autoBoot(LDOM1)).isInstanceOf(NotLearnedException.class);
  }

  private static final String GUEST =
      """
      VERSION 1.0
      DOMAINROLE|impl=LDoms|control=false|io=false|service=false|root=false
      DOMAINNAME|name=ldom1
      DOMAINUUID|uuid=0a
      DOMAINCONTROL|name=hosta.example.com
      DOMAINCHASSIS|serialno=none
      """;

  @Test
  void what_virtinfo_tells_of_is_believed() throws Exception {
    host.says("virtinfo -a -p", GUEST);

    assertThat(ldm.controlDomain()).isEqualTo(new ControlDomain(LDOM1, false, "hosta.example.com"));
  }

  @Test
  void a_machine_with_a_manager_has_domains() throws Exception {
    host.says("ldm list -p", PRIMARY);

    assertThat(ldm.absent()).isFalse();
  }

  @Test
  void a_machine_is_without_domains_where_it_says_so_or_is_a_guest() throws Exception {
    host.answers("ldm list -p", MISSING);

    host.answers("virtinfo -a -p", MISSING);
    assertThat(ldm.absent()).isTrue();
    host.fails("virtinfo -a -p", 1, "virtinfo: Virtual machines are not supported\n");
    assertThat(ldm.absent()).isTrue();
    host.says("virtinfo -a -p", GUEST);
    assertThat(ldm.absent()).isTrue();
  }

  @Test
  void a_control_domain_without_a_manager_is_not_taken_for_a_machine_without_domains()
      throws Exception {
    host.answers("ldm list -p", MISSING);

    host.says("virtinfo -a -p", GUEST.replace("control=false", "control=true"));
    assertThat(ldm.absent()).isFalse();
    host.says("virtinfo -a -p", GUEST.strip());
    assertThat(ldm.absent()).isFalse();
    host.fails("virtinfo -a -p", 1, "virtinfo: can only be run by root\n");
    assertThat(ldm.absent()).isFalse();
  }

  @Test
  void what_a_guest_prints_tells_its_domain_unless_it_is_cut_off() {
    assertThat(Ldm.parsed(GUEST)).contains(new ControlDomain(LDOM1, false, "hosta.example.com"));
    assertThat(Ldm.parsed(GUEST.strip())).isEmpty();
    assertThat(Ldm.parsed("what\n")).isEmpty();
  }

  @Test
  void disks_without_a_number_of_their_own_get_the_lowest_that_are_free() {
    String constraints =
        """
        VERSION 1.11
        VDISK|name=boot|vol=a@vds0|id=
        VDISK|name=data|vol=b@vds0|id=0
        VDISK|name=logs|vol=c@vds0|id=
        """;

    assertThat(Ldm.numbersOnceBound(constraints))
        .isEqualTo(Map.of("boot", 1, "data", 0, "logs", 2));
    assertThat(Ldm.numbersOnceBound(constraints + "VDISK|name=old|vol=d@vds0\n")).isEmpty();
  }

  @Test
  void a_host_id_is_as_hostid_prints_it() throws Exception {
    String listed = "ldm list -l -p ldom1";
    host.says(listed, "VERSION 1.11\nDOMAIN|name=ldom1\nHOSTID|hostid=0x0084FB12cd\n");
    assertThat(ldm.hostId(LDOM1)).contains("84fb12cd");

    host.says(listed, "VERSION 1.11\nDOMAIN|name=ldom1\nHOSTID|hostid=\n");
    assertThat(ldm.hostId(LDOM1)).isEmpty();
  }

  @Test
  void reads_its_release() throws Exception {
    host.says("ldm -V", "Logical Domains Manager (v 3.6)\n\tHypervisor control protocol v 1.12\n");
    assertThat(ldm.release()).isEqualTo("3.6");

    host.says("ldm -V", "\tHypervisor control protocol v 1.12\n");
    assertThatThrownBy(ldm::release).isInstanceOf(NotLearnedException.class);
  }

  @Test
  void reads_for_how_long_a_guest_has_been_up() throws Exception {
    String up = "VERSION 1.11\nDOMAIN|name=ldom1|state=active|uptime=86400\n";
    host.says("ldm list -o domain -p ldom1", up);
    assertThat(ldm.uptime(LDOM1)).contains(Duration.ofDays(1));

    host.says("ldm list -o domain -p ldom1", up.replace("86400", ""));
    assertThat(ldm.uptime(LDOM1)).isEmpty();
  }

  @Test
  void reads_domains_and_their_disks_at_one_moment() throws Exception {
    host.says(
        "ldm list -o domain,disk -p",
        """
        VERSION 1.11
        DOMAIN|name=ldom1|state=active|flags=normal|softstate=Solaris running
        VDISK|name=data|vol=ldom1-data@vds0|dev=disk@1|id=1
        DOMAIN|name=ldom2|state=bound|softstate=
        VDISK|name=data|vol=ldom2-data@vds0|dev=disk@0|id=0
        VDISK|name=logs|vol=ldom2-logs@vds0|dev=disk@1|id=1
        """);
    GuestName ldom2 = new GuestName("ldom2");

    DomainDisks read = ldm.domainDisks();

    assertThat(read.states())
        .isEqualTo(Map.of(LDOM1, DomainState.ACTIVE, ldom2, DomainState.BOUND));
    assertThat(read.softStates()).isEqualTo(Map.of(LDOM1, "Solaris running"));
    assertThat(read.disk(ldom2, "logs")).contains(read.disks().get(2));
    assertThat(read.disk(ldom2, "data")).contains(read.disks().get(1));
    assertThat(read.disk(LDOM1, "logs")).isEmpty();
  }

  @Test
  void a_machine_is_out_of_what_it_lists_none_of() throws Exception {
    String free =
        "VERSION 1.11\nVCPU\n|pid=32|free=100|pm=no\nMEMORY\n|pa=0x800000000|size=137438953472\n";
    String devices = "ldm list-devices -p cpu memory";

    host.says(devices, free);
    assertThat(ldm.exhausted()).isEmpty();
    host.says(devices, free.replace("|pid=32|free=100|pm=no\n", ""));
    assertThat(ldm.exhausted()).containsExactly("CPUs");
    host.says(devices, free.replace("|pa=0x800000000|size=137438953472\n", ""));
    assertThat(ldm.exhausted()).containsExactly("memory");
    host.says(devices, "VERSION 1.11\n");
    assertThat(ldm.exhausted()).containsExactly("CPUs", "memory");
  }

  @Test
  void a_domain_has_a_policy_once_one_is_enabled() throws Exception {
    String listed = "ldm list -o resmgmt -p";
    host.says(
        listed,
        """
        VERSION 1.11
        DOMAIN|name=ldom1
        POLICY|name=grow|status=off|vcpu-min=4
        DOMAIN|name=ldom2
        POLICY|name=grow|status=on|vcpu-min=4
        POLICY|name=shrink|status=on|vcpu-min=4
        DOMAIN|name=ldom3
        POLICY
        |name=grow|status=on|vcpu-min=4
        DOMAIN|name=ldom4
        RATE|status=on
        """);
    assertThat(ldm.policies()).containsExactly(new GuestName("ldom2"), new GuestName("ldom3"));

    host.says(listed, "VERSION 1.11\nPOLICY|name=grow|status=on\n");
    assertThatThrownBy(ldm::policies).hasMessageContaining("whose policy is it");
  }

  @Test
  void keeps_the_constraints_as_they_are_printed() throws Exception {
    String printed = "VERSION 1.11\nDOMAIN|name=ldom1\nVCPU|count=8\n";
    host.says("ldm list-constraints -p ldom1", printed);

    assertThat(ldm.constraints(LDOM1)).isEqualTo(printed);
  }

  @Test
  void asks_for_all_domains_their_back_ends_and_what_depends_on_what() throws Exception {
    host.says("ldm list -p", PRIMARY)
        .says("ldm list-services -p", "VERSION 1.11\nVDS|name=vds0\n|vol=v|opts=|dev=/x\n")
        .says(
            "ldm list-constraints -p",
            "VERSION 1.11\nDOMAIN|name=ldom1|master=primary|failure-policy=ignore\n");

    assertThat(ldm.domains()).hasSize(1);
    assertThat(ldm.backEnds()).hasSize(1);
    assertThat(ldm.dependencies()).hasSize(1);
  }
}
