package org.cvmsnap.ldm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cvmsnap.model.DomainState.ACTIVE;
import static org.cvmsnap.model.DomainState.BOUND;
import static org.cvmsnap.model.DomainState.CHANGING;
import static org.cvmsnap.model.DomainState.INACTIVE;

import java.util.List;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainFlags;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DomainListParserTest {
  private static final String LDM_3_6 =
      """
      VERSION 1.11
      DOMAIN|name=primary|state=active|flags=-n-cv-|cons=UART|ncpu=16|mem=34359738368|util=2.1|uptime=864000|norm_util=2.0
      DOMAIN|name=ldom1|state=active|flags=-n----|cons=5000|ncpu=16|mem=17179869184|util=0.8|uptime=86400|norm_util=0.7
      DOMAIN|name=ldom2|state=bound|flags=------|cons=5001|ncpu=8|mem=17179869184|util=|uptime=
      DOMAIN|name=ldom3|state=inactive|flags=------|cons=|ncpu=8|mem=8589934592
      """;

  private static List<Domain> parse(String output) {
    return new DomainListParser().parse(output);
  }

  private static Domain domain(String name, DomainState state, String flags) {
    return new Domain(new GuestName(name), state, new DomainFlags(flags));
  }

  @Test
  void reads_every_domain_of_a_recent_release() {
    assertThat(parse(LDM_3_6))
        .containsExactly(
            domain("primary", ACTIVE, "-n-cv-"),
            domain("ldom1", ACTIVE, "-n----"),
            domain("ldom2", BOUND, "------"),
            domain("ldom3", INACTIVE, "------"));
  }

  @Test
  void reads_an_old_release_with_five_flags_and_no_blank_in_its_version() {
    String ldm12 =
        """
        VERSION1.0
        DOMAIN|name=primary|state=active|flags=-t-cv|cons=|ncpu=4|mem=1073741824|util=0.5|uptime=335220
        DOMAIN|name=ldg1|state=bound|flags=-----|cons=5000|ncpu=8|mem=1073741824
        """;

    assertThat(parse(ldm12))
        .containsExactly(domain("primary", ACTIVE, "-t-cv"), domain("ldg1", BOUND, "-----"));
  }

  @Test
  void takes_keys_in_any_order_and_keys_it_does_not_know() {
    String output =
        """
        VERSION 1.20
        DOMAIN|flags=-n----|uuid=0a-1b|state=active|softstate=Solaris running|name=ldom1|
        """;

    assertThat(parse(output)).containsExactly(domain("ldom1", ACTIVE, "-n----"));
  }

  @Test
  void passes_over_a_notice_before_the_output() {
    String notice =
        """
        Notice: the autosave configuration is newer than the saved one. DOMAIN|name=x
        ------------------------------------------------------------------------------
        """;

    assertThat(parse(notice + LDM_3_6)).isEqualTo(parse(LDM_3_6));
  }

  @Test
  void passes_over_records_and_lines_of_other_kinds() {
    String output =
        """
        VERSION 1.11
        DOMAIN|name=ldom1|state=active|flags=-n----
        UUID|uuid=0a-1b
        VARIABLES
        |auto-boot?=false
        |nvramrc=devalias vnet0 /virtual-devices@100/channel-devices@200/network@0
        probe-all install-console
          banner
        |use-nvramrc?=true
        VCPU
        |vid=0|pid=1|util=0.3%|strand=100
        DOMAIN|name=ldom2|state=bound|flags=------
        """;

    assertThat(parse(output))
        .containsExactly(domain("ldom1", ACTIVE, "-n----"), domain("ldom2", BOUND, "------"));
  }

  @Test
  void reads_lines_that_end_as_a_terminal_ends_them() {
    assertThat(parse(LDM_3_6.replace("\n", "\r\n"))).isEqualTo(parse(LDM_3_6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"binding", "unbinding", "starting", "stopping", "resuming", "ACTIVE"})
  void a_domain_in_any_other_state_is_changing(String state) {
    String output = "VERSION 1.11\nDOMAIN|name=ldom1|state=" + state + "|flags=------\n";

    assertThat(parse(output)).containsExactly(domain("ldom1", CHANGING, "------"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DOMAIN|name=ldom1|state=active|flags=-n----\n",
        "VERSION 1.11\n",
        "VERSION 1.11\nVCPU\n|pid=0|free=0\n",
        "VERSION 1.11\nDOMAIN|name=ldom1|state=active\n",
        "VERSION 1.11\nDOMAIN|name=ldom1|state=active|flags=\n",
        "VERSION 1.11\nDOMAIN|name=ldom1|state=|flags=------\n",
        "VERSION 1.11\nDOMAIN|name=ldom1|state=active|flags=normal\n",
        "VERSION 1.11\nDOMAIN|name=ldom1|state=active|flags=normal,control,vio-service\n",
        "VERSION 1.11\nDOMAIN|state=active|flags=------\n",
        "VERSION 1.11\nDOMAIN|name=two words|state=active|flags=------\n",
        "VERSION 1.11\nDOMAIN|name=ldom1|state=active|flags=------|cons\n",
        "ldg1             active   -t---   5000    8     1G        23%  2m\n",
      })
  void refuses_what_is_no_list_of_domains(String output) {
    assertThatThrownBy(() -> parse(output)).isInstanceOf(IllegalArgumentException.class);
  }
}
