package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What monitoring agents and scripts ask of VCS, laid out as the real commands do it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VcsShellTest {
  private final Console console = Console.vcs();

  private String ok(String line) {
    return console.ok("sun-a", line);
  }

  private String refused(String line) {
    assertThat(console.answer("sun-a", line).exit()).as(line).isNotZero();
    return console.answer("sun-a", line).err();
  }

  private static Console twoGroups() {
    return Console.changed(
        "vcs",
        "[[vcs]]\n",
        """
        [[vcs]]
        group = "ldom3_sg"
        systems = ["sun-b"]
        [[vcs.resource]]
        name = "ldom3_ldom"
        type = "LDom"
        [vcs.resource.attributes]
        LDomName = "ldom3"

        [[vcs]]
        """);
  }

  @Test
  void attributes_of_all_groups_are_displayed_with_a_mark_between_them() {
    assertThat(twoGroups().ok("sun-a", "hagrp -display -attribute Frozen -attribute TFrozen"))
        .isEqualTo(
            """
            #Group           Attribute      System      Value
            ldom3_sg         Frozen         global      0
            ldom3_sg         TFrozen        global      0
            #
            ldom1_sg         Frozen         global      0
            ldom1_sg         TFrozen        global      0
            """);
  }

  @Test
  void the_states_on_one_system_are_displayed() {
    assertThat(ok("hagrp -display -sys sun-b -attribute State -localclus"))
        .isEqualTo(
            """
            #Group           Attribute      System      Value
            ldom1_sg         State          sun-b       |OFFLINE|
            """);
    assertThat(ok("hares -display -attribute State -sys sun-a"))
        .isEqualTo(
            """
            #Resource        Attribute      System      Value
            ldom1_ldom       State          sun-a       ONLINE
            """);
  }

  @Test
  void a_group_is_displayed_with_all_its_attributes() {
    assertThat(ok("hagrp -display ldom1_sg"))
        .startsWith("#Group           Attribute      System      Value\n")
        .contains("\nldom1_sg         AutoFailOver   global      1\n")
        .contains("\nldom1_sg         SystemList     global      sun-a 0 sun-b 1\n")
        .contains("\nldom1_sg         State          sun-a       |ONLINE|\n");
  }

  @Test
  void resources_are_displayed_by_group_and_type() {
    assertThat(twoGroups().ok("sun-a", "hares -display -group ldom3_sg -attribute LDomName"))
        .contains("ldom3_ldom       LDomName       global      ldom3\n")
        .doesNotContain("ldom1_ldom");
    assertThat(ok("hares -display -type LDom -attribute Group")).contains("ldom1_sg\n");
    assertThat(refused("hares -display -type Mount")).contains("No Resource");
  }

  @Test
  void states_of_all_groups_and_resources_are_told_without_a_name() {
    assertThat(ok("hagrp -state"))
        .isEqualTo(
            """
            #Group       Attribute             System     Value
            ldom1_sg     State                 sun-a      |ONLINE|
            ldom1_sg     State                 sun-b      |OFFLINE|
            """);
    assertThat(ok("hares -state"))
        .isEqualTo(
            """
            #Resource    Attribute             System     Value
            ldom1_ldom   State                 sun-a      ONLINE
            ldom1_ldom   State                 sun-b      OFFLINE
            """);
  }

  @Test
  void a_state_on_a_system_is_a_bare_value() {
    assertThat(ok("hagrp -state ldom1_sg -sys sun-b")).isEqualTo("|OFFLINE|\n");
    assertThat(ok("hagrp -value ldom1_sg State sun-a")).isEqualTo("|ONLINE|\n");
    assertThat(ok("hares -value ldom1_ldom State sun-b")).isEqualTo("OFFLINE\n");
    assertThat(ok("hares -value ldom1_ldom IState sun-a")).isEqualTo("not waiting\n");
  }

  @Test
  void a_state_is_the_one_of_the_world() {
    ok("hagrp -freeze ldom1_sg");
    ok("ldm stop ldom1");
    console.cluster().advance(Duration.ofSeconds(2));

    assertThat(ok("hagrp -value ldom1_sg State sun-a")).isEqualTo("|OFFLINE|FAULTED|\n");
    assertThat(ok("hares -list State=FAULTED")).isEqualTo("ldom1_ldom           sun-a\n");
    assertThat(ok("hagrp -value ldom1_sg TFrozen")).isEqualTo("1\n");
  }

  @Test
  void the_resources_of_a_group_are_listed() {
    assertThat(ok("hagrp -resources ldom1_sg")).isEqualTo("ldom1_ldom\n");
    assertThat(refused("hagrp -resources nosuch")).contains("V-16-1-10133");
  }

  @Test
  void systems_are_listed_and_displayed() {
    assertThat(ok("hasys -list")).isEqualTo("sun-a\nsun-b\n");
    assertThat(ok("hasys -state"))
        .isEqualTo(
            """
            #System      Attribute             Value
            sun-a        SysState              RUNNING
            sun-b        SysState              RUNNING
            """);
    assertThat(ok("hasys -state sun-b")).isEqualTo("RUNNING\n");
    assertThat(ok("hasys -value sun-b LLTNodeId")).isEqualTo("1\n");
    assertThat(ok("hasys -display -attribute SysState"))
        .isEqualTo(
            """
            #System          Attribute      Value
            sun-a            SysState       RUNNING
            sun-b            SysState       RUNNING
            """);
    assertThat(ok("hasys -display sun-a")).contains("sun-a            Frozen         0\n");
  }

  @Test
  void the_cluster_is_displayed() {
    assertThat(ok("haclus -display -localclus"))
        .contains("ClusState            RUNNING\n", "ReadOnly             1\n");
    ok("haconf -makerw");
    assertThat(ok("haclus -display")).contains("ReadOnly             0\n");
  }

  @Test
  void waits_until_a_value_is_there_or_the_time_is_over() {
    ok("haclus -wait DumpingMembership 0 -time 60");
    assertThat(console.cluster().elapsed()).isLessThan(Duration.ofSeconds(2));

    assertThat(refused("hagrp -wait ldom1_sg State ONLINE -sys sun-b -time 30"))
        .contains("V-16-1-10805");
    assertThat(console.cluster().elapsed()).isGreaterThan(Duration.ofSeconds(30));
    assertThat(refused("hagrp -wait ldom1_sg State ONLINE")).contains("not simulated");
  }

  @Test
  void hacli_runs_nothing_as_long_as_it_is_not_allowed() {
    assertThat(refused("hacli -cmd hostname -sys sun-b")).contains("HacliUserLevel is NONE");
  }

  @Test
  void what_is_not_there_is_said() {
    assertThat(refused("hagrp -state nosuch")).contains("V-16-1-10133");
    assertThat(refused("hares -display nosuch")).contains("V-16-1-10260");
    assertThat(refused("hasys -value nosuch Frozen")).contains("nosuch");
    assertThat(refused("hagrp -value ldom1_sg NoSuch")).contains("No attribute NoSuch");
    assertThat(refused("hagrp -display -attribute NoSuch")).contains("No Group has");
    assertThat(refused("hagrp -state -sys nosuch")).contains("V-16-1-10554");
    assertThat(refused("hares -list Type=Mount")).contains("V-16-1-50032");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hagrp",
        "hagrp -dep",
        "hagrp -offline ldom1_sg -sys sun-a",
        "hagrp -state -clus other",
        "hagrp -display -attribute",
        "hares -probe ldom1_ldom -sys sun-a",
        "hasys -freeze sun-a",
        "hasys -state -sys sun-a",
        "haclus -list",
        "hares -list LDom",
      })
  void forms_that_are_not_there_are_unknown(String line) {
    assertThat(refused(line)).contains("V-16-1-10603");
  }

  @Test
  void where_the_engine_does_not_run_nothing_is_told() {
    Console down = Console.changed("vcs", "id = 0", "id = 0\nhad = false");

    assertThat(down.answer("sun-a", "hasys -state").err()).contains("V-16-1-10600");
    assertThat(down.answer("sun-a", "haclus -wait ReadOnly 1 -time 5").err())
        .contains("V-16-1-10600");
    assertThat(down.ok("sun-b", "hasys -state sun-a")).isEqualTo("EXITED\n");
  }
}
