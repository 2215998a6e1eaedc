package org.cvmsnap.ldm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
}
