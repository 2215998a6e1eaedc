package org.cvmsnap.ldm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cvmsnap.model.ControlDomain;
import org.cvmsnap.model.GuestName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ControlDomainParserTest {
  private static final String CONTROL =
      """
      DOMAINROLE|impl=LDoms|control=true|io=true|service=true|root=true
      DOMAINNAME|name=primary
      DOMAINUUID|uuid=00000000-0000-0000-0000-000000000001
      DOMAINCONTROL|name=hosta
      DOMAINCHASSIS|serialno=AK00000001
      """;

  private static ControlDomain parse(String output) {
    return new ControlDomainParser().parse(output);
  }

  @Test
  void knows_the_control_domain_with_or_without_a_version() {
    ControlDomain primary = new ControlDomain(new GuestName("primary"), true, "hosta");

    assertThat(parse(CONTROL)).isEqualTo(primary);
    assertThat(parse("VERSION 1.0\n" + CONTROL)).isEqualTo(primary);
  }

  @Test
  void knows_a_guest() {
    String guest = CONTROL.replace("control=true", "control=false").replace("primary", "ldom1");

    assertThat(parse(guest)).isEqualTo(new ControlDomain(new GuestName("ldom1"), false, "hosta"));
  }

  @Test
  void believes_no_other_kind_of_virtualization() {
    String both = "DOMAINROLE|impl=Zones|control=false\n" + CONTROL;

    assertThat(parse(both).control()).isTrue();
    assertThatThrownBy(() -> parse(CONTROL.replace("LDoms", "Domains")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "virtinfo can only be run from the global zone\n",
        "Domain role: LDoms control I/O service root\n",
        "DOMAINROLE|impl=LDoms|control=true\n",
        "DOMAINROLE|impl=LDoms|io=true\nDOMAINNAME|name=primary\n",
        "DOMAINROLE|impl=LDoms|control=maybe\nDOMAINNAME|name=primary\n",
        "DOMAINNAME|name=primary\n",
      })
  void refuses_what_does_not_tell_role_and_name(String output) {
    assertThatThrownBy(() -> parse(output)).isInstanceOf(IllegalArgumentException.class);
  }
}
