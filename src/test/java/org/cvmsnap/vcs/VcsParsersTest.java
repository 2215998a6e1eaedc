package org.cvmsnap.vcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.cvmsnap.vcs.VcsParsers.Row;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VcsParsersTest {
  @Test
  void reads_the_systems_of_hastatus_whatever_letters_and_widths() {
    String output =
        """

        -- SYSTEM STATE
        -- System               State                Frozen

        A  cdom1                RUNNING              0
        Z  a_system_with_a_very_long_name FAULTED 1

        -- GROUP STATE
        -- Group           System               Probed     AutoDisabled    State

        B  ldg_payroll_production cdom1         Y          N               ONLINE
        B  ldg_payroll_production cdom2         Y          N               OFFLINE|FAULTED

        -- RESOURCES FAILED
        -- Group           Type                 Resource             System

        D  ldg_payroll_production LDom          ldom_payroll         cdom2
        """;

    assertThat(VcsParsers.systemStates(output))
        .containsExactly(
            entry("cdom1", "RUNNING"), entry("a_system_with_a_very_long_name", "FAULTED"));
  }

  @Test
  void refuses_a_summary_that_names_no_system() {
    assertThatThrownBy(() -> VcsParsers.systemStates("-- GROUP STATE\n"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VcsParsers.systemStates(""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lists_each_resource_once() {
    assertThat(VcsParsers.resourcesOfSystems("ldom_pay  cdom1\nldom_pay  cdom2\nldom_hr cdom1\n"))
        .containsExactly("ldom_pay", "ldom_hr");
  }

  @Test
  void refuses_a_line_that_is_no_resource_and_system() {
    assertThatThrownBy(() -> VcsParsers.resourcesOfSystems("VCS WARNING V-16-1-50031 no groups\n"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VcsParsers.resources("-x\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lists_the_resources_of_a_type() {
    assertThat(VcsParsers.resources("ldom_pay\nldom_hr\n")).containsExactly("ldom_pay", "ldom_hr");
  }

  @Test
  void reads_attributes_of_several_groups_and_values_with_blanks() {
    String output =
        """
        #Resource        Attribute      System      Value
        ldg_payroll      TFrozen        global      1
        #
        ldg_archive      State          cdom1       |ONLINE|
        ldom_payroll State              cdom2 OFFLINE|STATE UNKNOWN
        ldom_payroll CfgFile            global
        """;

    assertThat(VcsParsers.attributes(output))
        .containsExactly(
            new Row("ldg_payroll", "TFrozen", "global", "1"),
            new Row("ldg_archive", "State", "cdom1", "|ONLINE|"),
            new Row("ldom_payroll", "State", "cdom2", "OFFLINE|STATE UNKNOWN"),
            new Row("ldom_payroll", "CfgFile", "global", ""));
  }

  @Test
  void refuses_what_is_no_row() {
    assertThatThrownBy(() -> VcsParsers.attributes("two words"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tells_a_closed_configuration_from_an_open_one() {
    assertThat(Vcs.open("1\n")).isFalse();
    assertThat(Vcs.open("0\n")).isTrue();
    assertThatThrownBy(() -> Vcs.open("\n")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lists_the_types_of_resources() {
    assertThat(VcsParsers.types("CFSMount\nLDom\n")).containsExactly("CFSMount", "LDom");
    assertThatThrownBy(() -> VcsParsers.types("\n")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reads_the_numbers_of_the_systems() {
    String output =
        """
        #System    Attribute             Value
        cdom1      LLTNodeId             0
        cdom2.example.com LLTNodeId      12
        """;

    assertThat(VcsParsers.nodeIds(output))
        .containsExactly(entry("cdom1", 0), entry("cdom2.example.com", 12));
    for (String wrong : List.of("", "cdom1 LLTNodeId", "cdom1 LLTNodeId x", "cdom1 SysState 1")) {
      assertThatThrownBy(() -> VcsParsers.nodeIds(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void reads_which_nodes_are_in_jeopardy() {
    String output =
        """
        GAB Port Memberships
        ===============================================================
        Port a gen   5a3c01 membership 01
        Port a gen   5a3c01   jeopardy ;1
        Port h gen   5a3c07 membership 01
        Port h gen   5a3c07   jeopardy ;1
        """;

    assertThat(VcsParsers.inJeopardy(output)).containsExactly("1");
    assertThat(VcsParsers.inJeopardy("GAB Port Memberships\n====\n")).isEmpty();
    assertThatThrownBy(() -> VcsParsers.inJeopardy("jeopardy"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "membership 0;;;;;;;;;;12 | jeopardy ;;;;;;;;;;;1  | 11",
        "membership 012345678901  | jeopardy ;;;;;;;;;;01  | 10 11",
        "membership 0 1 10 11     | jeopardy 10            | 10",
        "membership 0 1 10 11     | jeopardy 0 11          | 0 11",
        "membership 01            | jeopardy 01            | 0 1",
        "membership 01            | jeopardy ;;            | ''"
      })
  void nodes_may_have_numbers_of_two_digits(String members, String lonely, String nodes) {
    String port = "Port a gen   5a3c01 ";
    String output =
        "GAB Port Memberships\n====\n" + port + members + "\n" + port + "  " + lonely + "\n";

    assertThat(String.join(" ", VcsParsers.inJeopardy(output))).isEqualTo(nodes);
  }

  @Test
  void nodes_that_are_not_understood_are_not_told_as_none() {
    String output = "GAB Port Memberships\nPort a gen   5a3c01   jeopardy x1\n";

    assertThatThrownBy(() -> VcsParsers.inJeopardy(output))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reads_the_mode_of_fencing() {
    assertThat(VcsParsers.fencingMode(" Fencing Mode: SCSI3\n Cluster Members:\n"))
        .isEqualTo("SCSI3");
    assertThatThrownBy(() -> VcsParsers.fencingMode("Cluster Members:\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
