package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LltShellTest {
  @Test
  void a_healthy_cluster_is_on_all_ports_and_not_in_jeopardy() {
    String ports = Console.vcs().ok("sun-a", "/sbin/gabconfig -a");

    assertThat(ports).startsWith("GAB Port Memberships\n====").doesNotContain("jeopardy");
    assertThat(ports.lines().skip(2))
        .allMatch(line -> line.matches("Port [a-z] gen   5a3c0[1-9a-f] membership 01"));
    assertThat(ports.lines().skip(2).map(line -> line.substring(5, 6)))
        .containsExactly("a", "b", "d", "f", "h", "m", "u", "v", "w", "y");
  }

  @Test
  void a_node_with_one_link_left_is_in_jeopardy() {
    Console lonely =
        Console.changed("vcs", "name = \"sun-b\"\n", "name = \"sun-b\"\njeopardy = true\n");

    assertThat(lonely.ok("sun-a", "gabconfig -a"))
        .contains("Port a gen   5a3c01 membership 01\nPort a gen   5a3c01   jeopardy ;1\n");
    assertThat(lonely.ok("sun-a", "lltstat -n"))
        .contains("     1 sun-b         OPEN           1\n");
  }

  @Test
  void a_port_has_the_nodes_on_which_its_program_runs() {
    assertThat(Console.changed("vcs", "id = 0", "id = 0\nhad = false").ok("sun-a", "gabconfig -a"))
        .containsPattern("Port a gen   \\w+ membership 01\n")
        .containsPattern("Port h gen   \\w+ membership ;1\n");
    assertThat(
            Console.changed("vcs", "id = 1", "id = 1\njoined = false").ok("sun-a", "gabconfig -a"))
        .containsPattern("Port h gen   \\w+ membership 01\n")
        .containsPattern("Port v gen   \\w+ membership 0\n");
  }

  @Test
  void nodes_and_links_are_listed() {
    Console console = Console.vcs();

    assertThat(console.ok("sun-a", "lltstat -n"))
        .isEqualTo(
            """
            LLT node information:
                Node             State           Links
                *0 sun-a         OPEN           2
                 1 sun-b         OPEN           2
            """);
    console.cluster().crashNode("sun-b");
    assertThat(console.ok("sun-a", "lltstat -nvv")).contains("    1 sun-b             CONNWAIT\n");
    assertThat(console.ok("sun-a", "lltstat -nvv active"))
        .contains("   * 0 sun-a             OPEN\n", "net2   UP      00:00:5E:00:53:01\n")
        .doesNotContain("sun-b");
    assertThat(console.answer("sun-a", "lltstat -c").exit()).isEqualTo(2);
  }

  @Test
  void where_there_is_no_group_there_is_none_of_this() {
    assertThat(Console.builtIn().answer("sun-a", "lltstat -n").exit()).isEqualTo(127);
  }
}
